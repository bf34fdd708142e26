"""Relations that stand around a name: "Alphabet's Google", "its Falcon 9 rocket", "ByteDance-owned TikTok"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.english.cast import Player
from extractors.english.fillers import Filler, fillers, one_filler
from extractors.english.relation_facts import depending, known_maker, making, ownership, player_of
from extractors.english.relation_words import relation_words
from extractors.english.scene import Passage, Scene
from extractors.english.syntax import coordinated
from policygraph.records import Fact

_POSSESSIVES = frozenset({"its", "their", "his", "her"})
_BUILT_ON = frozenset({"powered", "integrated", "based"})  # "Boston-based" is said of companies, too
_REACH = 4  # words between a possessor and what is possessed: "Apple's latest high-end iPhone"
_NEAR = 30  # tokens between a product and its known maker


def of_name(scene: Scene, passage: Passage, token: int) -> Iterator[Fact]:
    """The relations that stand around the name that ends with a token."""
    parse = passage.parse
    name, player = passage.name_at[token], passage.player_at[token]
    thing = Filler(parse.mention(name.first, name.last), player.type, player)
    told = list(_possessed(scene, passage, token, thing))
    yield from told
    yield from _hyphenated(scene, passage, token, thing)
    if player.type == "Product" and not told:
        yield from _known(scene, passage, token, thing)


def _possessed(scene: Scene, passage: Passage, token: int, thing: Filler) -> Iterator[Fact]:
    for owner in (f for head in _possessors(passage, token) for f in one_filler(scene, passage, head) if f.player):
        described = _is_described_as_owned(passage, token, owner)
        platform = _is_platform(thing)
        if not platform or owner.kind != "Person":
            yield from making(passage, owner, thing, token, "possessive")
        if described and (
            (thing.kind == "Company" and owner.kind in ("Company", "Person")) or (platform and owner.kind == "Person")
        ):
            yield from ownership(passage, thing, owner, token, "possessive")


def _is_platform(thing: Filler) -> bool:
    """A product that acts as a company, too: X, TikTok."""
    entry = thing.player.entry if thing.player else None
    return thing.kind == "Product" and entry is not None and "Company" in (entry.type, *entry.also)


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
    owners = [kid for holder in holders for kid in parse.kids(holder, "poss") if kid < first][:1]
    owners = owners or _possessors_before(passage, first)
    return [max(coordinated(parse, owner)) for owner in owners]  # "Facebook, Twitter and Alphabet's Google"


def _possessors_before(passage: Passage, first: int) -> list[int]:
    """The possessor that stands a few words before a name, where the parser hung it elsewhere."""
    parse = passage.parse
    for place in range(first - 1, max(_opening(passage, first), first - _REACH - 1) - 1, -1):
        if parse.lower[place] in _POSSESSIVES:
            return [place]
        if parse.lower[place] in ("'s", "’s"):
            return [place - 1] if place - 1 in passage.player_at else []
        comma = place == first - 1 and _apposed_by_comma(passage, place)
        if not (comma or (parse.pos[place] in ("ADJ", "NOUN", "NUM", "PROPN") or parse.text[place] == "-")):
            return []
    return []


def _opening(passage: Passage, token: int) -> int:
    """The first token of the sentence that a token stands in."""
    return passage.parse.sentences[passage.parse.sentence[token]][0]


def _apposed_by_comma(passage: Passage, place: int) -> bool:
    """Whether a comma joins a noun to its name: "Musk's vehicle company, Tesla"."""
    parse = passage.parse
    if parse.text[place] != "," or place + 1 not in passage.name_at:
        return False
    behind = passage.name_at[place + 1].last
    closed = behind >= len(parse) or parse.pos[behind] in ("PUNCT", "SPACE")
    return closed and parse.lemma[place - 1] in relation_words().owned_nouns


def _is_described_as_owned(passage: Passage, token: int, owner: Filler) -> bool:
    """For "Alphabet's Google", "Musk's start-up xAI"; not "Apple's rival Samsung" nor "Google's parent Alphabet"."""
    parse, words = passage.parse, relation_words()
    first = passage.name_at[token].first
    mark = _last_possessive(passage, first)
    if mark < 0 or parse.lower[mark] in ("his", "her") or _is_list(passage, mark, first):
        return False
    head = parse.head[token] if parse.dep[token] in ("appos", "compound", "nmod") else token
    before = [t for t in range(max(0, first - _REACH - 1), first) if parse.pos[t] == "NOUN"]
    between = [t for t in before if t not in passage.player_at and t > mark]
    if head > token and parse.pos[head] == "NOUN":
        between.append(head)
    lemmas = {parse.lemma[t] for t in [*between, *range(mark + 1, first)]}
    if lemmas & (words.others | words.owner_nouns) or "parent" in parse.lower[max(0, first - _REACH) : first]:
        return False
    if not between:
        return owner.kind == "Company" and parse.lower[mark] not in _POSSESSIVES
    return bool(lemmas & words.owned_nouns)


def _is_list(passage: Passage, mark: int, first: int) -> bool:
    """Whether the name is the second of a list that the possessor stands before: "Apple's iPhone, Nokia and"."""
    parse = passage.parse
    stop = first - 1 if _apposed_by_comma(passage, first - 1) else first
    return any(parse.text[t] in (",", ";", "(", "-", "–") or parse.pos[t] == "CCONJ" for t in range(mark + 1, stop))


def _last_possessive(passage: Passage, first: int) -> int:
    marks = ("'s", "’s", *_POSSESSIVES)
    places = range(first - 1, max(_opening(passage, first), first - 8) - 1, -1)
    return next((place for place in places if passage.parse.lower[place] in marks), -1)


def _known(scene: Scene, passage: Passage, token: int, thing: Filler) -> Iterator[Fact]:
    """A product with its known maker in one sentence and no other company between: "Apple ... the iPhone"."""
    entry = known_maker(thing.player) if thing.player else None
    maker = player_of(scene, entry) if entry and not _is_platform(thing) else None
    if maker is None:
        return
    who = _maker_in_name(passage, token, maker) or _maker_beside(passage, token, maker)
    if who is not None:
        yield from (replace(fact, confidence=0.7) for fact in making(passage, who, thing, token, "known"))


def _maker_in_name(passage: Passage, token: int, maker: Player) -> Filler | None:
    """For "Google Play", "OpenAI o1", "Apple's App Store" as one name."""
    parse, first = passage.parse, passage.name_at[token].first
    named = maker.name.casefold().split()
    words = parse.lower[first : first + len(named)]
    return (
        Filler(parse.mention(first, first + len(named)), maker.type, maker)
        if words == named and first < token
        else None
    )


def _maker_beside(passage: Passage, token: int, maker: Player) -> Filler | None:
    parse, name = passage.parse, passage.name_at[token]
    companies = [
        other
        for other in passage.names
        if parse.sentence[other.first] == parse.sentence[token] and passage.player_at[other.first].type == "Company"
    ]
    before = max((other for other in companies if other.last <= name.first), key=lambda o: o.last, default=None)
    after = min((other for other in companies if other.first > token), key=lambda o: o.first, default=None)
    for other in (before, after):
        near = other is not None and min(abs(other.first - token), abs(name.first - other.last)) <= _NEAR
        if other is not None and near and passage.player_at[other.first] is maker:
            return Filler(parse.mention(other.first, other.last), maker.type, maker)
    return None


def _hyphenated(scene: Scene, passage: Passage, token: int, thing: Filler) -> Iterator[Fact]:
    """For "Google-owned YouTube", "Android-powered phones"."""
    parse = passage.parse
    if token + 2 >= len(parse) or parse.text[token + 1] not in ("-", "‑"):
        return
    how, head = parse.lower[token + 2], parse.head[token + 2]
    if token + 3 in passage.player_at:
        head = passage.name_at[token + 3].last - 1
    what = [filler for filler in fillers(scene, passage, head) if filler.player] if head > token else []
    for other in what[:1]:
        if how == "owned" and thing.kind != "Place":
            yield from ownership(passage, other, thing, token, "owned")
        elif how in ("made", "built", "developed"):
            yield from making(passage, thing, other, token, "made")
        elif (thing.kind == "Product" and how in _BUILT_ON) or (
            thing.kind == "Company" and how in ("powered", "integrated")
        ):
            yield from depending(passage, other, thing, token, how)
