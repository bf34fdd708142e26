"""Relations that nouns tell: "iPhone maker Apple", "a unit of Alphabet", "Facebook parent Meta"."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.english.fillers import Filler, fillers, one_filler
from extractors.english.name_types import type_by_noun
from extractors.english.relation_facts import each, known_maker, making, ownership, player_of
from extractors.english.relation_words import relation_words
from extractors.english.scene import Passage, Scene
from extractors.english.scope import status_of
from extractors.english.slots import Anchor, along
from extractors.english.syntax import coordinated, subjects
from policygraph.records import Fact


def of_noun(scene: Scene, passage: Passage, noun: int) -> Iterator[Fact]:
    """The relations that a noun tells."""
    parse, words = passage.parse, relation_words()
    lemma = parse.lemma[noun]
    if lemma in words.maker_nouns:
        yield from _maker_noun(scene, passage, noun)
    if lemma in words.owner_nouns or (lemma == "company" and noun > 0 and parse.lower[noun - 1] == "parent"):
        yield from _parent_noun(scene, passage, noun)
    if lemma in words.unit_nouns:
        yield from _unit_noun(scene, passage, noun)
    if lemma == "company":
        yield from _company_behind(scene, passage, noun)
    if parse.dep[noun] == "appos" and parse.head[noun] in passage.player_at:
        yield from _apposed(scene, passage, noun)


def _meant(scene: Scene, passage: Passage, noun: int) -> list[Filler]:
    """Who a role noun stands for: the name right behind it, one in apposition, or whom it refers to."""
    parse = passage.parse
    named = [passage.name_at[noun + 1].last - 1] if noun + 1 in passage.player_at else []
    named += [k for k in parse.kids(noun, "appos") if k in passage.player_at]
    if parse.dep[noun] in ("compound", "nmod", "appos") and parse.head[noun] in passage.player_at:
        named.append(parse.head[noun])
    if parse.dep[noun] == "attr":
        named += [token for token in subjects(parse, parse.head[noun]) if token in passage.player_at]
    first = [f for token in named[:1] for f in one_filler(scene, passage, token) if f.player]
    return first or [f for f in fillers(scene, passage, noun) if f.player]


def _modifiers(scene: Scene, passage: Passage, noun: int) -> list[Filler]:
    """Names that modify a noun: before it, as its possessor, or behind "of"."""
    parse = passage.parse
    kids = parse.kids(noun, "compound", "nmod", "poss", "amod")
    heads = [kid for kid in kids if kid in passage.player_at or parse.dep[kid] == "poss"]
    if not heads and noun > 0 and noun - 1 in passage.player_at:
        heads = [noun - 1]
    nearest = [max(coordinated(parse, head)) for head in heads]  # "AT&T and T-Mobile's parent": only T-Mobile's
    owned = [filler for head in nearest for filler in one_filler(scene, passage, head) if filler.player]
    return owned + each(scene, passage, along(parse, Anchor(None, noun), "of"))


def _maker_noun(scene: Scene, passage: Passage, noun: int) -> Iterator[Fact]:
    """For "iPhone maker Apple", "the maker of ChatGPT", "the BlackBerry maker"."""
    products = [filler for filler in _modifiers(scene, passage, noun) if filler.kind == "Product"]
    for product in products:
        for maker in _maker_meant(scene, product) or _meant(scene, passage, noun):
            yield from making(passage, maker, product, noun, f"{passage.parse.lemma[noun]}.n")


def _maker_meant(scene: Scene, product: Filler) -> list[Filler]:
    entry = known_maker(product.player) if product.player else None
    player = player_of(scene, entry) if entry else None
    return [Filler(product.mention, player.type, player, certain=False)] if player else []


def _parent_noun(scene: Scene, passage: Passage, noun: int) -> Iterator[Fact]:
    """For "Google's parent company Alphabet", "Facebook parent Meta", "the controlling shareholder is Liang"."""
    parse = passage.parse
    if parse.lemma[noun] == "shareholder" and not _controls(passage, noun):
        return
    if parse.dep[noun] == "attr" and status_of(parse, parse.head[noun], None, {}).value != "actual":
        return
    base = noun - 1 if parse.lemma[noun] == "company" and noun > 0 else noun
    owned = _modifiers(scene, passage, noun) or _modifiers(scene, passage, base)
    if not owned and parse.lemma[noun] == "shareholder":
        owned = each(scene, passage, along(parse, Anchor(None, noun), "in"))  # "the largest shareholder in Google"
    owners = _meant(scene, passage, noun)
    if parse.dep[noun] == "nsubj" and parse.lemma[parse.head[noun]] == "be":
        owners = each(scene, passage, parse.kids(parse.head[noun], "attr")) or owners
    for thing in owned:
        for owner in owners:
            yield from ownership(passage, thing, owner, noun, f"{parse.lemma[noun]}.n")


def _controls(passage: Passage, noun: int) -> bool:
    """A shareholder owns; only the one that controls, or comes first, counts as the owner."""
    parse = passage.parse
    kids = parse.children[noun]
    if any(parse.lower[kid] in ("controlling", "majority", "sole") for kid in kids):
        return True
    first = [kid for kid in kids if parse.lower[kid] in ("largest", "biggest")]  # not "second biggest"
    return parse.tag[noun] == "NN" and any(not parse.children[kid] for kid in first)


def _unit_noun(scene: Scene, passage: Passage, noun: int) -> Iterator[Fact]:
    """For "a unit of Alphabet", "Alphabet subsidiary Waymo", "Alphabet's Waymo unit"."""
    parse = passage.parse
    named = [k for k in parse.kids(noun, "compound", "nmod") if k in passage.player_at and k == noun - 1]
    behind = [k for k in parse.kids(noun, "poss") + along(parse, Anchor(None, noun), "of") if k not in named][:1]
    if behind and named and noun + 1 not in passage.player_at:  # "Alphabet's Waymo unit", "the Waymo unit of Alphabet"
        owned = each(scene, passage, named)
    else:
        owned = _meant(scene, passage, noun)
    owners = [f for k in behind for f in one_filler(scene, passage, k)] or _modifiers(scene, passage, noun)
    for thing in owned:
        for owner in owners:
            yield from ownership(passage, thing, owner, noun, f"{parse.lemma[noun]}.n")


def _company_behind(scene: Scene, passage: Passage, noun: int) -> Iterator[Fact]:
    """For "OpenAI, the company behind ChatGPT"."""
    products = each(scene, passage, along(passage.parse, Anchor(None, noun), "behind"))
    makers = _meant(scene, passage, noun) if products else []
    for product in products:
        for maker in _maker_meant(scene, product) or makers:
            yield from making(passage, maker, product, noun, "behind")


def _apposed(scene: Scene, passage: Passage, noun: int) -> Iterator[Fact]:
    """For "xAI, Musk's AI company", "Grok, a chatbot from xAI"."""
    parse = passage.parse
    head = parse.head[noun]
    thing = next((f for f in fillers(scene, passage, head) if f.player is passage.player_at[head]), None)
    if thing is None:
        return
    if parse.lemma[noun] in relation_words().owned_nouns:
        for owner in each(scene, passage, parse.kids(noun, "poss")[:1]):
            if thing.kind == "Company" and owner.kind in ("Company", "Person"):
                yield from ownership(passage, thing, owner, noun, "apposition")
    if thing.kind == "Product" and type_by_noun(parse.lemma[noun]) == "Product":
        sources = [n for p in ("from", "by") for n in along(parse, Anchor(None, noun), p)] + parse.kids(noun, "poss")
        for maker in each(scene, passage, sources):
            yield from making(passage, maker, thing, noun, "apposition")
