"""Standing relations that a passage tells: who owns what, who makes what, what is built on what."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from extractors.data_files import load_words
from extractors.english.fillers import Filler, fillers, one_filler
from extractors.english.money import find_percents
from extractors.english.scene import Passage, Scene
from extractors.english.scope import status_of
from extractors.english.slots import Anchor, along
from extractors.english.syntax import coordinated, is_passive, is_verb, objects, subjects
from policygraph.records import Fact, Mention
from policygraph.resources import data_dir

_OWNERS = frozenset({"Company", "Person", "Organization", "GovernmentBody", "Place"})
_OWNED = frozenset({"Company", "Product", "Organization"})
_MAKERS = frozenset({"Company", "Organization"})


_OTHERS = frozenset(
    {
        "rival",
        "competitor",
        "partner",
        "customer",
        "client",
        "counterpart",
        "supplier",
        "investor",
        "backer",
        "peer",
        "bid",
        "acquisition",
        "purchase",
        "takeover",
        "merger",
        "deal",
        "lawsuit",
        "case",
        "suit",
        "contract",
        "country",
        "hometown",
    }
)


class RelationWords(BaseModel):
    """The lists of ``relations.yml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    own: frozenset[str]
    owned: frozenset[str]
    owner_nouns: frozenset[str]
    owned_nouns: frozenset[str]
    make: frozenset[str]
    maker_nouns: frozenset[str]
    use: frozenset[str]
    used: frozenset[str]
    use_prepositions: frozenset[str]
    metrics: dict[str, frozenset[str]]
    employing: frozenset[str]
    having: frozenset[str]


@lru_cache(maxsize=1)
def relation_words() -> RelationWords:
    """The lists, read once."""
    return load_words(data_dir() / "english" / "relations.yml", RelationWords)


def find_relations(scene: Scene, passage: Passage) -> list[Fact]:
    """The relations that a passage tells, in order."""
    found: list[Fact] = []
    for token in range(len(passage.parse)):
        if token in passage.name_at:
            if passage.name_at[token].last - 1 == token:
                found.extend(_of_name(scene, passage, token))
        elif is_verb(passage.parse, token):
            found.extend(_of_verb(scene, passage, token))
        elif passage.parse.pos[token] in ("NOUN", "PROPN", "ADJ"):
            found.extend(_of_noun(scene, passage, token))
    return found


def _fact(passage: Passage, kind: str, one: Filler, other: Filler, token: int, frame: str) -> Iterator[Fact]:
    if one.player is None or other.player is None or one.player is other.player:
        return
    yield Fact(
        type=kind,
        subject=one.player.iri,
        subject_is_entity=True,
        evidence=_sentence(passage, token),
        object=other.player.iri,
        object_is_entity=True,
        confidence=0.85 if one.certain and other.certain else 0.7,
        frame=f"{kind}/{frame}",
    )


def _sentence(passage: Passage, token: int) -> Mention:
    parse = passage.parse
    first, last = parse.sentences[parse.sentence[token]]
    while last > first + 1 and parse.pos[last - 1] == "SPACE":
        last -= 1
    return parse.mention(first, last)


def _ownership(passage: Passage, owned: Filler, owner: Filler, token: int, frame: str) -> Iterator[Fact]:
    if owner.player is not None and owner.kind == "Place" and not owner.player.shown:
        return
    if owned.kind in _OWNED and owner.kind in _OWNERS and not (owner.kind == "Place" and owned.kind == "Product"):
        yield from _fact(passage, "Ownership", owned, owner, token, frame)


def _making(passage: Passage, maker: Filler, product: Filler, token: int, frame: str) -> Iterator[Fact]:
    if maker.kind in _MAKERS and product.kind == "Product":
        yield from _fact(passage, "Makes", maker, product, token, frame)


def _each(scene: Scene, passage: Passage, heads: list[int]) -> list[Filler]:
    return [filler for head in heads for filler in fillers(scene, passage, head) if filler.player is not None]


# ---- verbs ----


def _of_verb(scene: Scene, passage: Passage, verb: int) -> Iterator[Fact]:
    parse, words = passage.parse, relation_words()
    lemma = parse.lemma[verb]
    if lemma in words.own:
        yield from _owning(scene, passage, verb)
    if lemma in words.make:
        yield from _pairs_made(scene, passage, verb)
    if lemma in words.use or lemma in words.used:
        yield from _depending(scene, passage, verb)


def _asserted(passage: Passage, verb: int) -> bool:
    return status_of(passage.parse, verb, None, {}).value == "actual"


def _owning(scene: Scene, passage: Passage, verb: int) -> Iterator[Fact]:
    if not _asserted(passage, verb):
        return
    parse = passage.parse
    owners = _each(scene, passage, subjects(parse, verb))
    heads = objects(parse, verb)
    shares = [
        noun
        for head in heads
        for noun in along(parse, Anchor(None, head), "of") + along(parse, Anchor(None, head), "in")
    ]
    share = _percent(passage, verb)
    things = _each(scene, passage, heads) or (
        _each(scene, passage, shares) if share is not None or _is_stake(passage, heads) else []
    )
    if share is not None and not things:
        things = _each(scene, passage, along(parse, Anchor(verb, None), "of"))
    for owner in owners:
        for owned in things:
            for fact in _ownership(passage, owned, owner, verb, "own.v"):
                yield fact if share is None else _with_share(fact, share)


def _is_stake(passage: Passage, heads: list[int]) -> bool:
    return any(
        passage.parse.lemma[head] in ("stake", "share", "majority", "interest", "percent", "%") for head in heads
    )


def _with_share(fact: Fact, share: tuple[Decimal, Decimal | None]) -> Fact:
    from dataclasses import replace

    return replace(fact, percent=share[0], percent_max=share[1])


def _percent(passage: Passage, verb: int) -> tuple[Decimal, Decimal | None] | None:
    sentence = _sentence(passage, verb)
    begin, stop = passage.parse.start[verb], passage.parse.end[verb] + 60
    inside = [
        (low, high)
        for start, _, low, high in find_percents(sentence.text)
        if begin - 40 <= start + sentence.start <= stop
    ]
    return inside[0] if inside else None


def _pairs_made(scene: Scene, passage: Passage, verb: int) -> Iterator[Fact]:
    parse = passage.parse
    if status_of(parse, verb, None, {}).value in ("denied", "hypothetical"):
        return
    for maker in _each(scene, passage, subjects(parse, verb)):
        for product in _each(scene, passage, objects(parse, verb)):
            yield from _making(passage, maker, product, verb, f"{parse.lemma[verb]}.v")


def _depending(scene: Scene, passage: Passage, verb: int) -> Iterator[Fact]:
    parse, words = passage.parse, relation_words()
    lemma = parse.lemma[verb]
    if not _asserted(passage, verb):
        return
    if is_passive(parse, verb) and lemma in words.used:
        users, basis = (
            objects(parse, verb),
            [n for p in sorted(words.use_prepositions) for n in along(parse, Anchor(verb, None), p)],
        )
    elif lemma in ("rely", "depend", "run"):
        users, basis = subjects(parse, verb), along(parse, Anchor(verb, None), "on")
    elif lemma in words.use and not is_passive(parse, verb):
        users, basis = subjects(parse, verb), objects(parse, verb)
    elif lemma in ("power", "support", "underpin", "run"):
        users, basis = objects(parse, verb), subjects(parse, verb)
    else:
        return
    for user in _each(scene, passage, users):
        for base in _each(scene, passage, basis):
            if user.kind in _OWNED and base.kind in ("Product", "Company"):
                yield from _fact(passage, "DependsOn", user, base, verb, f"{lemma}.v")


# ---- nouns and names ----


def _of_noun(scene: Scene, passage: Passage, noun: int) -> Iterator[Fact]:
    parse, words = passage.parse, relation_words()
    lemma = parse.lemma[noun]
    if lemma in words.maker_nouns:
        yield from _maker_noun(scene, passage, noun)
    if lemma in words.owner_nouns or (lemma == "company" and noun > 0 and parse.lower[noun - 1] == "parent"):
        yield from _parent_noun(scene, passage, noun)
    if lemma in ("subsidiary", "unit", "division", "arm", "affiliate"):
        yield from _subsidiary_noun(scene, passage, noun)
    if lemma == "company":
        yield from _company_behind(scene, passage, noun)


def _meant(scene: Scene, passage: Passage, noun: int) -> list[Filler]:
    """Who a role noun stands for: the name before or after it, its apposition, or whom it refers to."""
    parse = passage.parse
    named = [k for k in parse.kids(noun, "appos") if k in passage.player_at]
    if parse.dep[noun] in ("compound", "nmod", "appos") and parse.head[noun] in passage.player_at:
        named.append(parse.head[noun])
    if noun + 1 in passage.player_at and not named:
        named.append(passage.name_at[noun + 1].last - 1)
    if parse.dep[noun] == "attr":
        named.extend(t for t in subjects(parse, parse.head[noun]) if t in passage.player_at)
    return _each(scene, passage, named[:1]) if named else [f for f in fillers(scene, passage, noun) if f.player]


def _modifiers(scene: Scene, passage: Passage, noun: int) -> list[Filler]:
    """Names that modify a noun: before it, as its possessor, or behind "of"."""
    parse = passage.parse
    heads = [
        k
        for k in parse.kids(noun, "compound", "nmod", "poss", "amod")
        if k in passage.player_at or parse.dep[k] == "poss"
    ]
    if not heads and noun > 0 and noun - 1 in passage.player_at:
        heads = [noun - 1]
    return _each(scene, passage, heads + along(parse, Anchor(None, noun), "of"))


def _maker_noun(scene: Scene, passage: Passage, noun: int) -> Iterator[Fact]:
    """As in "iPhone maker Apple", "the maker of ChatGPT", "the iPhone maker"."""
    products = [f for f in _modifiers(scene, passage, noun) if f.kind == "Product"]
    for product in products:
        for maker in _meant(scene, passage, noun) or _maker_known(scene, product):
            yield from _making(passage, maker, product, noun, f"{passage.parse.lemma[noun]}.n")


def _maker_known(scene: Scene, product: Filler) -> list[Filler]:
    entry = product.player.entry if product.player else None
    makers = [p for p in scene.players if entry and entry.maker and p.entry and p.entry.id == entry.maker]
    return [Filler(product.mention, maker.type, maker, certain=False) for maker in makers]


def _parent_noun(scene: Scene, passage: Passage, noun: int) -> Iterator[Fact]:
    """As in "Google's parent company Alphabet", "Facebook parent Meta", "the controlling shareholder is Liang Wenfeng"."""
    parse = passage.parse
    base = noun - 1 if parse.lemma[noun] == "company" and noun > 0 else noun
    owned = _modifiers(scene, passage, noun) or _modifiers(scene, passage, base)
    owners = _meant(scene, passage, noun)
    if parse.lemma[noun] == "shareholder" and parse.dep[noun] in ("nsubj",):
        owners = _each(scene, passage, parse.kids(parse.head[noun], "attr"))
    for thing in owned:
        for owner in owners:
            yield from _ownership(passage, thing, owner, noun, f"{parse.lemma[noun]}.n")


def _subsidiary_noun(scene: Scene, passage: Passage, noun: int) -> Iterator[Fact]:
    """As in "a unit of Alphabet", "Alphabet subsidiary Waymo", "Alphabet's unit Waymo"."""
    owners = _modifiers(scene, passage, noun)
    for owned in _meant(scene, passage, noun):
        for owner in owners:
            yield from _ownership(passage, owned, owner, noun, f"{passage.parse.lemma[noun]}.n")


def _company_behind(scene: Scene, passage: Passage, noun: int) -> Iterator[Fact]:
    """As in "OpenAI, the company behind ChatGPT"."""
    products = _each(scene, passage, along(passage.parse, Anchor(None, noun), "behind"))
    for maker in _meant(scene, passage, noun):
        for product in products:
            yield from _making(passage, maker, product, noun, "behind")


def _of_name(scene: Scene, passage: Passage, token: int) -> Iterator[Fact]:
    """What stands around a name: "Alphabet's Google", "its Android system", "ByteDance-owned TikTok"."""
    parse = passage.parse
    name, player = passage.name_at[token], passage.player_at[token]
    thing = Filler(parse.mention(name.first, name.last), player.type, player)
    for owner in (f for head in _possessors(passage, token) for f in one_filler(scene, passage, head) if f.player):
        yield from _making(passage, owner, thing, token, "possessive")
        if (
            owner.kind in ("Company", "Person")
            and player.type == "Company"
            and _is_described_as_owned(passage, token, owner)
        ):
            yield from _ownership(passage, thing, owner, token, "possessive")
    yield from _hyphenated(scene, passage, token, thing)


def _possessors(passage: Passage, token: int) -> list[int]:
    """Who possesses what is named, directly or through the noun that it stands in apposition to."""
    parse = passage.parse
    holders = [token]
    if parse.dep[token] in ("appos", "compound", "nmod"):
        holders.append(parse.head[token])
    if parse.dep[token] == "conj":
        holders += [h for h in (parse.head[token], parse.head[parse.head[token]]) if parse.dep[h] in ("appos",)]
        holders += [parse.head[h] for h in holders[1:] if parse.dep[h] == "appos"]
    first = passage.name_at[token].first
    owners = [k for h in holders for k in parse.kids(h, "poss") if k < first][:1]
    return [max(coordinated(parse, owner)) for owner in owners]  # "Facebook, Twitter and Alphabet's Google"


def _is_described_as_owned(passage: Passage, token: int, owner: Filler) -> bool:
    """As in "Alphabet's Google", "Musk's start-up xAI"; "Apple's rival Samsung" is not Apple's."""
    parse = passage.parse
    head = parse.head[token] if parse.dep[token] in ("appos", "compound", "nmod") else token
    first = passage.name_at[token].first
    between = [t for t in parse.subtree(head) if t < first and parse.pos[t] == "NOUN" and t not in passage.player_at]
    if head != token and parse.pos[head] == "NOUN":
        between.append(head)
    if any(parse.lemma[t] in _OTHERS for t in range(max(0, first - 4), first)):
        return False
    if not between:
        return owner.kind == "Company" or parse.lemma[token] != ""
    return all(
        parse.lemma[t] in relation_words().owned_nouns or parse.dep[t] in ("compound", "poss", "nmod") for t in between
    ) and any(parse.lemma[t] in relation_words().owned_nouns for t in between)


def _hyphenated(scene: Scene, passage: Passage, token: int, thing: Filler) -> Iterator[Fact]:
    """As in "Google-owned YouTube", "Android-powered"."""
    parse = passage.parse
    if (
        token + 2 < len(parse)
        and parse.text[token + 1] in ("-", "‑")
        and parse.lower[token + 2] in ("owned", "backed", "powered", "based", "integrated", "made")
    ):
        head = parse.head[token + 2]
        what = [f for f in fillers(scene, passage, head) if f.player] if head > token else []
        for other in what[:1]:
            if parse.lower[token + 2] == "owned":
                yield from _ownership(passage, other, thing, token, "owned")
            elif parse.lower[token + 2] == "made":
                yield from _making(passage, thing, other, token, "made")
            elif parse.lower[token + 2] in ("powered", "integrated") and thing.kind in ("Product", "Company"):
                yield from _fact(passage, "DependsOn", other, thing, token, parse.lower[token + 2])
