"""What makes a relation of two names: the types that may stand in it, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.english.cast import Player
from extractors.english.fillers import Filler, fillers
from extractors.english.scene import Passage, Scene
from extractors.english.syntax import subjects
from extractors.gazetteer import Entry, load_gazetteer
from policygraph.identifiers import known_entity_iri
from policygraph.records import Fact, Mention

_OWNERS = frozenset({"Company", "Person", "Organization", "GovernmentBody", "Place"})
_OWNED = frozenset({"Company", "Product", "Organization"})
_MAKERS = frozenset({"Company", "Organization"})


def sentence_of(passage: Passage, token: int) -> Mention:
    """The sentence that a token stands in."""
    parse = passage.parse
    first, last = parse.sentences[parse.sentence[token]]
    while last > first + 1 and parse.pos[last - 1] == "SPACE":
        last -= 1
    while first < last - 1 and parse.pos[first] == "SPACE":
        first += 1
    return parse.mention(first, last)


def fact(passage: Passage, kind: str, one: Filler, other: Filler, token: int, frame: str) -> Iterator[Fact]:
    """A relation between two entities, if they are two."""
    if one.player is None or other.player is None or one.player is other.player:
        return
    yield Fact(
        type=kind,
        subject=one.player.iri,
        subject_is_entity=True,
        evidence=sentence_of(passage, token),
        object=other.player.iri,
        object_is_entity=True,
        confidence=0.85 if one.certain and other.certain else 0.7,
        frame=f"{kind}/{frame}",
    )


def ownership(passage: Passage, owned: Filler, owner: Filler, token: int, frame: str) -> Iterator[Fact]:
    """That one owns the other; a state owns companies only where the article names the state."""
    if owner.player is not None and owner.kind == "Place" and not owner.player.shown:
        return
    if owned.kind in _OWNED and owner.kind in _OWNERS and not (owner.kind == "Place" and owned.kind == "Product"):
        yield from fact(passage, "Ownership", owned, owner, token, frame)


def making(passage: Passage, maker: Filler, product: Filler, token: int, frame: str) -> Iterator[Fact]:
    """That one makes the other, unless somebody else is known to make it: "Huawei's Android phones"."""
    if maker.kind not in _MAKERS or product.kind != "Product" or not product.certain:
        return
    if maker.player is not None and product.player is not None and may_make(maker.player, product.player):
        yield from fact(passage, "Makes", maker, product, token, frame)


def depending(passage: Passage, user: Filler, base: Filler, token: int, frame: str) -> Iterator[Fact]:
    """That one is built on the other."""
    maker = known_maker(base.player) if base.player is not None else None
    own = maker is not None and user.player is not None and user.player.iri == known_entity_iri(maker.id)
    if user.kind in _OWNED and base.kind in ("Product", "Company") and not own:  # "Google said its Gmail service"
        yield from fact(passage, "DependsOn", user, base, token, frame)


def may_make(maker: Player, product: Player) -> bool:
    """Whether nothing known speaks against it: the known maker, its owner and its units may make a product."""
    known = known_maker(product)
    if known is None or product.name.casefold().startswith(maker.name.casefold()):
        return True
    mine = maker.entry
    return mine is not None and (mine.id in (known.id, known.parent) or mine.parent == known.id)


def known_maker(product: Player) -> Entry | None:
    """Who makes a product, by the gazetteer; "iPhone XS" is made by whom "iPhone" is."""
    entry = product.entry
    if entry is None and product.type == "Product":
        match = next(iter(load_gazetteer().find(product.name, "en")), None)
        entry = match.entries[0] if match and match.start == 0 and len(match.entries) == 1 else None
    return load_gazetteer().entry(entry.maker) if entry and entry.maker else None


def player_of(scene: Scene, entry: Entry) -> Player | None:
    """The entity of the article that is a known one."""
    iri = known_entity_iri(entry.id)
    return next((player for player in scene.players if player.iri == iri), None)


def each(scene: Scene, passage: Passage, heads: list[int]) -> list[Filler]:
    """Who of the article is meant by noun phrases; an apposition says it where the phrase itself does not."""
    return [filler for head in heads for filler in _meant(scene, passage, head)]


def _meant(scene: Scene, passage: Passage, head: int) -> list[Filler]:
    parse, above = passage.parse, passage.parse.head[head]
    found = [filler for filler in fillers(scene, passage, head) if filler.player is not None]
    if found:
        return found
    if parse.dep[head] == "appos" and above in passage.player_at:
        return list(fillers(scene, passage, above))[:1]
    if parse.dep[head] == "attr":  # "Nvidia became the first company to reach": the company is Nvidia
        return [f for s in subjects(parse, above) for f in fillers(scene, passage, s) if f.player is not None]
    return []
