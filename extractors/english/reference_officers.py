"""Who "the CEO of CNN" is: the one person whom the article gives that office there."""

from __future__ import annotations

from itertools import takewhile

from extractors.english.cast import Player
from extractors.english.mentions import Name
from extractors.english.parse import Parse
from extractors.english.scene import Passage, Scene

_CHIEF = frozenset({"ceo", "chief", "executive", "boss"})
# What an office is called -> the words by which the article may have given it.
_OFFICES = {
    "ceo": _CHIEF,
    "executive": _CHIEF,
    "boss": _CHIEF,
    "chief": _CHIEF,
    "chairman": frozenset({"chairman", "chair"}),
    "chairwoman": frozenset({"chairwoman", "chair"}),
    "chair": frozenset({"chair", "chairman", "chairwoman"}),
    "president": frozenset({"president"}),
    "founder": frozenset({"founder", "co-founder", "cofounder"}),
    "owner": frozenset({"owner"}),
}
_OTHERS = frozenset({"former", "new", "next", "incoming", "previous", "ex", "vice", "deputy", "first", "another"})


def officer(scene: Scene, passage: Passage, token: int) -> Player | None:
    """The person who holds an office that is named with its organisation.

    Args:
        scene: the article.
        passage: where the description stands.
        token: its head, "CEO" in "the CEO of CNN".
    """
    parse = passage.parse
    words = _OFFICES.get(parse.lemma[token].lower())
    if words is None or any(parse.lower[kid] in _OTHERS for kid in parse.children[token]):
        return None
    house = _house(passage, token)
    if house is None or parse.tag[token] in ("NNS", "NNPS"):
        return None
    holders = [p for p in scene.players if p.type == "Person" and any(_called(name) & words for name in p.names)]
    here = [p for p in holders if scene.employer.get(p.iri, house) is house]
    return here[0] if len(here) == 1 else None


def _house(passage: Passage, token: int) -> Player | None:
    parse = passage.parse
    heads = parse.kids(token, "poss", "compound", "nmod")
    heads += [n for p in parse.kids(token, "prep") if parse.lower[p] in ("of", "at") for n in parse.kids(p, "pobj")]
    houses = (passage.player_at[head] for head in heads if head in passage.player_at)
    return next((house for house in houses if house.type in ("Company", "Organization", "GovernmentBody")), None)


def _called(name: Name) -> set[str]:
    """What stands around a name up to the next verb."""
    parse: Parse = name.parse
    first, last = parse.sentences[parse.sentence[name.first]]
    behind = takewhile(lambda t: parse.pos[t] not in ("VERB", "AUX"), range(name.last, min(name.last + 6, last)))
    before = range(max(first, name.first - 4), name.first)
    said = {parse.lower[t] for t in (*before, *behind)}
    return set() if "former" in said else said
