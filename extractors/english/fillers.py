"""What a noun phrase stands for: a named entity, one that a pronoun or description refers to, or a described filler."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.english.cast import Player
from extractors.english.listed_names import names_beside, names_set_off
from extractors.english.money import is_money
from extractors.english.name_types import type_by_noun
from extractors.english.nouns import noun_words
from extractors.english.parse import Parse
from extractors.english.phrases import phrase_class, phrase_span
from extractors.english.reference import is_seated, refer
from extractors.english.reference_groups import refer_group
from extractors.english.scene import Passage, Scene
from extractors.english.syntax import coordinated, is_verb, surface_subject
from policygraph.records import Argument, Mention

NAMED = 0.9  # confidence from which an argument stands by its name
Types = frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Filler:
    """Who or what a noun phrase stands for."""

    mention: Mention
    kind: str  # entity type, or the class of a described filler: entity type or "Thing"
    player: Player | None = None
    certain: bool = True  # named, not referred to
    unique: bool = False  # described so that it can be one only: "Italy's antitrust authority"

    @property
    def is_entity(self) -> bool:
        """Whether it is an entity of the article."""
        return self.player is not None

    def argument(self, role: str) -> Argument:
        """It as the filler of a role."""
        if self.player is not None:
            return Argument(role, self.player.iri, True, self.mention, 0.95 if self.certain else 0.8)
        return Argument(role, self.mention.text, False, self.mention, 0.8 if self.unique else 0.7)


def fillers(
    scene: Scene, passage: Passage, head: int, wanted: Types = None, *, parts: bool = False
) -> Iterator[Filler]:
    """What a noun phrase, with all that is coordinated with it, stands for.

    Args:
        scene: the article.
        passage: where the phrase stands.
        head: its head.
        wanted: the entity types that would do; a pronoun means one of these where one is at hand.
        parts: whether a part of somebody ("its mobile unit") is meant itself.
    """
    for token in _listed(passage, head):
        if token in passage.player_at or not is_verb(passage.parse, token):
            yield from one_filler(scene, passage, token, wanted, parts=parts)


def one_filler(
    scene: Scene, passage: Passage, token: int, wanted: Types = None, *, parts: bool = False
) -> Iterator[Filler]:
    """What a noun phrase stands for, without what is coordinated with it."""
    whole = _after(passage.parse, token, "of") if passage.parse.lemma[token] in noun_words().transparent else []
    part = whole[0] if whole else token
    if parts and part not in passage.player_at and _is_part(passage.parse, part):
        named = _name_of_part(passage, part)
        yield _described(passage, part) if named is None else _named(passage, named)
    else:
        yield from _of_one(scene, passage, token, wanted)


def _is_part(parse: Parse, token: int) -> bool:
    """As in "its drug plan business", "Siemens' railway division": the words before it say which part."""
    said = parse.kids(token, "compound", "amod", "nmod")
    pointed = parse.lemma[token] in _BUSINESSES and any(
        parse.lower[k] in ("that", "those") for k in parse.kids(token, "det")
    )
    return parse.lemma[token] in noun_words().parts and (bool(said) or pointed)


_BUSINESSES = frozenset({"business", "unit", "division", "arm", "operation", "asset"})


def _name_of_part(passage: Passage, token: int) -> int | None:
    """The name in "its Epsilon business" and "messaging service WhatsApp": the part has one of its own."""
    parse = passage.parse
    before = token - 1
    owners = parse.kids(token, "poss")
    if owners and before in passage.player_at and parse.head[before] == token and before not in owners:
        return before if passage.player_at[before].type in ("Company", "Product") else None
    behind = [kid for kid in parse.kids(token, "appos") if kid in passage.player_at and _stands_by(passage, token, kid)]
    return behind[0] if behind else None


def _of_one(scene: Scene, passage: Passage, token: int, wanted: Types, depth: int = 0) -> Iterator[Filler]:
    parse = passage.parse
    if (host := token if token in passage.player_at else _described_host(passage, token)) is not None:
        yield _company_there(scene, passage, token, wanted) or _named(passage, host)
        return
    if parse.lemma[token] in ("administration", "government") and (body := _body_of(scene, passage, token)):
        yield body
        return
    if parse.lower[token] in ("itself", "themselves", "himself", "herself") and depth == 0:
        subject = surface_subject(parse, parse.head[token])
        if subject is not None and subject != token:
            yield from _of_one(scene, passage, subject, wanted, depth + 1)
        return
    if parse.pos[token] == "PRON" or parse.lower[token] in ("its", "their", "his", "her"):
        if depth == 0 and (told := _told_to(parse, token)) is not None:
            yield from _of_one(scene, passage, told, wanted, depth + 1)
            return
        yield from _referred(scene, passage, token, wanted)
        return
    if depth < 4 and (inner := _inside(passage, token)):
        found = [
            f for other in inner for t in _listed(passage, other) for f in _of_one(scene, passage, t, wanted, depth + 1)
        ]
        counted = parse.lemma[token] in noun_words().transparent and parse.lemma[token] not in _SHARES
        if not counted or any(filler.is_entity for filler in found):
            yield from found
            return
    if (flat := _flat_name(passage, token)) is not None:
        yield _named(passage, flat)
        return
    referred = list(_referred(scene, passage, token, wanted))
    yield from referred or ([] if _describes_nobody(parse, token, wanted) else [_described(passage, token)])


_SHARES = frozenset({"percent", "pct", "%"})  # "60 percent of Initech" is never what is bought
_NO_NOUNS = frozenset({"ADP", "ADV", "SYM", "PART", "PUNCT", "SCONJ", "CCONJ"})


def _listed(passage: Passage, head: int) -> list[int]:
    """A head with all that stands in a list with it."""
    heads = coordinated(passage.parse, head)
    return list(dict.fromkeys([*heads, *(other for one in heads for other in names_beside(passage, one))]))


def _company_there(scene: Scene, passage: Passage, token: int, wanted: Types) -> Filler | None:
    """Who is meant by "the Los Gatos, California, company", "Hillsboro-based Initech": the parser sees the place."""
    parse, at = passage.parse, token
    while at < len(parse) and (parse.text[at] in (",", "-") or parse.lower[at] == "based" or _is_place(passage, at)):
        at += 1
    if at in (token, len(parse)) or not _is_place(passage, token):
        return None
    if parse.lower[at - 1] == "based" and at in passage.player_at:
        return _named(passage, at)
    if type_by_noun(parse.lemma[at]) != "Company" or not is_seated(passage, at):
        return None
    company = refer(scene, passage, at, wanted)
    return Filler(parse.mention(token, at + 1), company.type, company, certain=False) if company else None


def _is_place(passage: Passage, token: int) -> bool:
    return token in passage.player_at and passage.player_at[token].type == "Place"


def _described_host(passage: Passage, token: int) -> int | None:
    """Who is described in "Dish, a TV provider which bid for Sprint", where the clause speaks of the provider."""
    parse, head = passage.parse, passage.parse.head[token]
    if parse.dep[token] != "appos" or head not in passage.player_at or not parse.kids(token, "relcl", "acl"):
        return None
    return head if type_by_noun(parse.lemma[token]) == passage.player_at[head].type else None


def _told_to(parse: Parse, token: int) -> int | None:
    """As in "told carmakers they face fines": who is told is meant."""
    verb = parse.head[token]
    above = parse.head[verb]
    if parse.dep[token] != "nsubj" or parse.dep[verb] != "ccomp" or parse.lemma[above] not in _TELLING:
        return None
    plural = parse.lower[token] == "they"
    told = [t for t in parse.kids(above, "dobj", "dative") if (parse.tag[t] in ("NNS", "NNPS")) == plural]
    return told[0] if told else None


_TELLING = frozenset({"tell", "inform", "warn", "notify", "remind"})


def _body_of(scene: Scene, passage: Passage, token: int) -> Filler | None:
    """As in "President Joe Biden's administration" is the Biden administration, where the article names that."""
    parse = passage.parse
    owners = [passage.player_at[kid] for kid in parse.kids(token, "poss", "compound") if kid in passage.player_at]
    for player in owners:
        wanted = f"{player.name.split()[-1]} {parse.lemma[token]}".casefold()
        body = next((p for p in scene.players if any(text.casefold() == wanted for _, text in p.record.names)), None)
        if body is not None:
            first, last = phrase_span(parse, token)
            return Filler(parse.mention(first, last), body.type, body)
    country = next((player for player in owners if player.type == "Place"), None)
    if country is not None and parse.lemma[token] == "government":  # "Taiwan's government" acts for Taiwan
        return Filler(parse.mention(*phrase_span(parse, token)), country.type, country, certain=False)
    return None


def _describes_nobody(parse: Parse, token: int, wanted: Types) -> bool:
    """Whether it is no noun, or a sum, or tells of what is told elsewhere."""
    return parse.pos[token] in _NO_NOUNS or is_money(parse.text[token]) or _told_elsewhere(parse, token, wanted)


def _told_elsewhere(parse: Parse, token: int, wanted: Types) -> bool:
    """As in "The deal", "the practices": refers to an event or a conduct; "the rule" is a law."""
    if wanted is not None and "Law" in wanted and type_by_noun(parse.lemma[token]) == "Law":
        return False
    articles = [kid for kid in parse.kids(token, "det") if parse.lower[kid] in ("the", "this", "these", "that")]
    return parse.lemma[token] in noun_words().conduct and bool(articles)


def _named(passage: Passage, token: int) -> Filler:
    name, player = passage.name_at[token], passage.player_at[token]
    return Filler(passage.parse.mention(name.first, name.last), player.type, player)


def _referred(scene: Scene, passage: Passage, token: int, wanted: Types) -> Iterator[Filler]:
    first, last = phrase_span(passage.parse, token)
    group = refer_group(passage, token)
    if group:
        yield from (Filler(passage.parse.mention(first, last), one.type, one, certain=False) for one in group)
        return
    player = refer(scene, passage, token, wanted)
    if player is not None:
        yield Filler(passage.parse.mention(first, last), player.type, player, certain=False)


def _inside(passage: Passage, token: int) -> list[int]:
    """Heads that say better who is meant: an apposition, examples, the organisation behind "its board"."""
    parse, words = passage.parse, noun_words()
    lemma = parse.lemma[token]
    examples = _examples(passage, token)
    if examples:
        return examples
    if called := _called(passage, token) or _set_off(passage, token):
        return called
    apposed = [
        kid for kid in parse.kids(token, "appos") if kid in passage.player_at and _stands_by(passage, token, kid)
    ]
    person = lemma in words.people and apposed and passage.player_at[apposed[0]].type == "Person"
    if apposed and (person or type_by_noun(lemma) in ("", passage.player_at[apposed[0]].type)):
        return apposed
    if lemma in words.conduct and (owners := parse.kids(token, "poss")):
        return owners[:1]
    if lemma in words.metonyms and not any(parse.lower[kid] in _GONE for kid in parse.kids(token, "amod")):
        owners = parse.kids(token, "poss") + [
            k for k in parse.kids(token, "compound", "nmod", "amod") if k in passage.player_at
        ]
        return owners[:1] or _after(parse, token, "of", "at", "for", "from")
    after = _named_after_comma(passage, token)
    if after is None:
        after = _named_right_after(passage, token)
    if after is not None:
        return [after]
    if lemma in words.actions:
        before = [kid for kid in parse.kids(token, "compound", "nmod") if kid == token - 1]
        return _after(parse, token, "of") or before
    if lemma in words.transparent or (lemma in ("asset", "operation") and not parse.kids(token, "amod", "compound")):
        return _after(parse, token, "of")
    return []


_GONE = frozenset({"former", "ex", "fired", "ousted", "sacked", "retired", "onetime", "dismissed"})


def _stands_by(passage: Passage, token: int, name: int) -> bool:
    """Nothing that another preposition brings lies between a noun and the name that says who it is."""
    parse, first = passage.parse, passage.name_at[name].first
    office = passage.player_at[name].type == type_by_noun(parse.lemma[token]) == "Person"
    one = parse.lemma[token] == "one"  # "One of its founders, Mary Major, has resigned"
    if (office or one) and parse.text[first - 1] == ",":  # "its head of trust and safety, Mary Major, has resigned"
        return True
    return not any(parse.pos[t] == "ADP" for t in range(token + 1, first))


def _called(passage: Passage, token: int) -> list[int]:
    """As in "a storage service called iCloud", "the site, then known as Initech": the name behind the participle."""
    parse = passage.parse
    naming = [kid for kid in parse.kids(token, "acl") if parse.lower[kid] in _NAMING]
    behind = [kid for verb in naming for kid in parse.kids(verb, "oprd", "dobj", "attr", "prep")]
    names = [name for kid in behind for name in (parse.kids(kid, "pobj") if parse.lower[kid] == "as" else [kid])]
    return [name for name in names if name in passage.player_at]


_NAMING = frozenset({"called", "named", "dubbed", "codenamed", "known", "rebranded", "renamed"})


def _named_after_comma(passage: Passage, token: int) -> int | None:
    """As in "Musk's electric vehicle company, Tesla": an apposition that the parser missed."""
    parse = passage.parse
    if token + 2 >= len(parse) or parse.text[token + 1] != "," or token + 2 not in passage.player_at:
        return None
    name, player = passage.name_at[token + 2], passage.player_at[token + 2]
    ends = name.last >= len(parse) or parse.text[name.last] in (",", ".", ";", ")") or parse.pos[name.last] == "SPACE"
    fits = type_by_noun(parse.lemma[token]) == player.type
    return name.last - 1 if ends and fits and parse.dep[name.last - 1] not in ("conj", "nsubj") else None


def _named_right_after(passage: Passage, token: int) -> int | None:
    """The name in "gave chip maker Initech $2 billion", "between the software firm Initech and writers"."""
    parse, name = passage.parse, passage.name_at.get(token + 1)
    if name is None or name.first != token + 1 or parse.head[token] in range(name.first, name.last):
        return None
    owns = parse.text[name.last : name.last + 1] in (["'s"], ["’s"], ["'"], ["’"])
    kind = passage.player_at[token + 1].type
    fits = parse.tag[token] == "NN" and type_by_noun(parse.lemma[token]) == kind
    astray = kind == "Company" or parse.dep[name.last - 1] in ("amod", "compound", "nmod")
    return name.last - 1 if fits and not owns and astray else None


def _set_off(passage: Passage, token: int) -> list[int]:
    """Whom a plural or "a trio of" means, where dashes or brackets behind it say so."""
    parse = passage.parse
    many = next(iter(_after(parse, token, "of")), token) if parse.lemma[token] in noun_words().transparent else token
    lemma = parse.lemma[many]
    kind = type_by_noun(lemma) or ("Person" if lemma in noun_words().people else "")
    return names_set_off(passage, many, kind) if kind and parse.tag[many] == "NNS" else []


def _after(parse: Parse, token: int, *prepositions: str) -> list[int]:
    found = [k for k in parse.kids(token, "prep") if parse.lower[k] in prepositions]
    return [noun for preposition in found for noun in parse.kids(preposition, "pobj")][:1]


def _examples(passage: Passage, token: int) -> list[int]:
    """Names given as examples: "five firms including T. Rowe Price", "companies like Apple and Samsung"."""
    parse = passage.parse
    markers = [kid for kid in parse.kids(token, "prep") if parse.lower[kid] in ("including", "like", "as")]
    found = [noun for marker in markers for noun in parse.kids(marker, "pobj")]
    return [noun for noun in found if any(t in passage.player_at for t in coordinated(parse, noun))]


def _flat_name(passage: Passage, token: int) -> int | None:
    """The name in "the OpenAI o1 model", "the Grok chatbot": the noun after it says what it is."""
    parse = passage.parse
    kind = type_by_noun(parse.lemma[token])
    for kid in reversed(parse.kids(token, "compound", "nmod", "amod", "appos", "nummod")):
        player = passage.player_at.get(kid)
        tied = parse.text[passage.name_at[kid].last : passage.name_at[kid].last + 1] == ["-"] if player else False
        if player is not None and not tied and player.type == kind and (kid < token or _stands_by(passage, token, kid)):
            return kid  # but in "the Aramco-backed fund" Aramco is not the fund
    return None


_GROUPS = frozenset({"coalition", "consortium", "alliance", "bunch", "cohort", "handful", "dozen", "trio", "duo"})


def _described(passage: Passage, token: int) -> Filler:
    parse = passage.parse
    first, last = phrase_span(parse, token)
    kind = phrase_class(passage, token)
    if kind == "Thing" and parse.lemma[token] in _GROUPS and (of := _after(parse, token, "of")):
        kind = phrase_class(passage, of[0])  # "a coalition of 20 states" acts as the states do
    unique = kind == "GovernmentBody" and any(_is_place(passage, kid) for kid in range(first, token))
    return Filler(parse.mention(first, last), kind, unique=unique)
