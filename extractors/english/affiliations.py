"""Who belongs to which organisation, as an article says in passing: "Twitter CEO Evan Williams", "Kress of Nvidia"."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.english.cast import Player
from extractors.english.mentions import Name
from extractors.english.name_types import name_words
from extractors.english.scene import Passage, Scene

_ORGANISATIONS = frozenset({"Company", "GovernmentBody", "Organization"})


def affiliations(scene: Scene) -> dict[str, Player]:
    """IRI of a person -> the organisation that the article first gives the person."""
    found: dict[str, Player] = {}
    for passage in reversed(scene.passages):
        for person, organisation in _pairs(passage):
            found.setdefault(person.iri, organisation)
    return found


def homes(scene: Scene) -> dict[str, Player]:
    """IRI of a person -> the place that the person governs: "Florida Gov. Ron DeSantis"."""
    found: dict[str, Player] = {}
    for passage in scene.passages:
        for name in passage.names:
            token = name.first - 1
            governs = token > 0 and passage.parse.lower[token] in ("gov.", "governor", "mayor", "premier", "president")
            place = passage.player_at.get(token - 1) if governs else None
            if place is not None and place.type == "Place":
                found.setdefault(passage.player_at[name.first].iri, place)
    return found


def _pairs(passage: Passage) -> Iterator[tuple[Player, Player]]:
    for name in passage.names:
        person = passage.player_at[name.first]
        if person.type == "Person":
            organisation = _before(passage, name.first) or _apposed(passage, name) or _behind(passage, name.last)
            organisation = organisation or _of(passage, name) or _shared(passage, name)
            if organisation is not None:
                yield person, organisation


def _before(passage: Passage, first: int) -> Player | None:
    """As in "Google CEO Sundar Pichai", "Oscar's chief executive Mario Schlosser"."""
    offices = name_words().nouns["Person"] | {
        "officer",
        "executive",
        "vice",
        "'s",
        "’s",
        "former",
        "chief",
        "financial",
        "operating",
        "technology",
        "interim",
        "global",
        "senior",
        "co",
        "president",
        "general",
        "counsel",
        "marketing",
        "product",
        "longtime",
        "new",
        "-",
    }
    token, seen = first - 1, False
    parse = passage.parse
    while token >= 0 and {parse.lower[token], parse.lemma[token]} & offices and token not in passage.player_at:
        seen, token = seen or parse.lower[token] not in ("'s", "’s", "former"), token - 1
    return _organisation(passage, token) if seen and not _is_former(passage, token) else None


def _is_former(passage: Passage, token: int) -> bool:
    """As in "former Nokia chief executive Mark Hurd"."""
    name = passage.name_at.get(token)
    return name is not None and name.first > 0 and passage.parse.lower[name.first - 1] in ("former", "ex", "onetime")


def _of(passage: Passage, name: Name) -> Player | None:
    """As in "Chief Executive T.J. Rodgers of Cypress": an office before the name, the organisation behind it."""
    parse, last = passage.parse, name.last
    office = name.first > 0 and parse.lemma[name.first - 1] in _OFFICES
    if not office or last + 1 >= len(parse) or parse.lower[last] not in ("of", "at", "from"):
        return None
    behind = last + 1 + (parse.lower[last + 1] in ("the", "a", "an"))
    return _organisation(passage, behind)


def _shared(passage: Passage, name: Name) -> Player | None:
    """As in "Google founders Larry Page and Sergei Brin": what stands before the first is said of both."""
    parse, before = passage.parse, name.first - 2
    if before < 0 or parse.lower[name.first - 1] not in ("and", "&"):
        return None
    first = passage.name_at.get(before)
    plural = first is not None and first.first > 0 and parse.tag[first.first - 1] in ("NNS", "NNPS")
    return _before(passage, first.first) if first is not None and plural else None


def _apposed(passage: Passage, name: Name) -> Player | None:
    """As in "Twitter's head of trust and safety, Ella Irwin", "the chairman of Renault, Louis Schweitzer"."""
    parse = passage.parse
    office = parse.head[name.last - 1]
    if parse.dep[name.last - 1] != "appos" or parse.lemma[office] not in _OFFICES or office in passage.player_at:
        return None
    if any(parse.lower[kid] == "former" for kid in parse.children[office]):
        return None
    behind = [n for p in parse.kids(office, "prep") if parse.lower[p] in ("of", "at") for n in parse.kids(p, "pobj")]
    heads = [*parse.kids(office, "poss", "compound", "nmod"), *behind]
    return next((p for head in heads if (p := _organisation(passage, head)) is not None), None)


_OFFICES = name_words().nouns["Person"] | {"officer"}


def _behind(passage: Passage, last: int) -> Player | None:
    """As in "Kent Walker, president of global affairs at Google", "Damien Kieran, Twitter's chief privacy officer"."""
    parse = passage.parse
    if last >= len(parse) or parse.text[last] != ",":
        return None
    stop = next(
        (
            t
            for t in range(last + 1, min(last + 14, len(parse)))
            if parse.text[t] in (",", ".", ";") or parse.pos[t] == "VERB"
        ),
        None,
    )
    if stop is None or not any(
        parse.lemma[t] in name_words().nouns["Person"] or parse.lemma[t] == "officer" for t in range(last + 1, stop)
    ):
        return None
    return next((p for t in range(last + 1, stop) if (p := _organisation(passage, t)) is not None), None)


def _organisation(passage: Passage, token: int) -> Player | None:
    player = passage.player_at.get(token)
    return player if player is not None and player.type in _ORGANISATIONS else None
