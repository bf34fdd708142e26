"""How an event stands: the words that govern its trigger give a status, with the reason; and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from extractors.data_files import load_words
from extractors.english.constructions import (
    closed,
    closes,
    enacted,
    ending_of,
    is_accounted_for,
    is_due,
    is_expected,
    is_imagined,
    is_in_course,
    is_infinitive,
    is_left_undone,
    is_looked_at,
    is_manner,
    is_part_of_it,
    is_purpose,
    is_ranked,
    is_requested,
    is_said_to_be,
    is_set_off,
    is_to_be_stopped,
    judges,
)
from extractors.english.parse import Parse
from extractors.english.syntax import is_verb
from policygraph.resources import data_dir

Cue = tuple[str, str]  # a status, and the word that says so

_STRENGTH = {"denied": 4, "hypothetical": 3, "alleged": 2, "planned": 1, "actual": 0}


class StatusWords(BaseModel):
    """The lists of ``status.yml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verbs: dict[str, frozenset[str]]
    nouns: dict[str, frozenset[str]]
    neutral: frozenset[str]
    occurring: frozenset[str]
    done_nouns: frozenset[str]
    modals: dict[str, frozenset[str]]
    adverbs: dict[str, frozenset[str]]
    adjectives: dict[str, frozenset[str]]
    negations: frozenset[str]
    unnamed_sources: frozenset[str]
    speech: frozenset[str]


@lru_cache(maxsize=1)
def status_words() -> StatusWords:
    """The lists, read once.

    Raises:
        DataFileError: the file cannot be used.
    """
    return load_words(data_dir() / "english" / "status.yml", StatusWords)


@dataclass(frozen=True, slots=True)
class Status:
    """How an event stands, and the words that say so."""

    value: str
    reason: str = ""


def status_of(parse: Parse, verb: int | None, noun: int | None, own: Mapping[str, str]) -> Status:
    """The status of the event at a trigger.

    Args:
        parse: the passage.
        verb: the verb that tells it, or on which its noun leans.
        noun: the noun that tells it.
        own: governing word -> status, where the frame says otherwise than the general lists.
    """
    if verb is None and noun is not None and (ended := ending_of(parse, noun)):
        return Status("actual", ended)
    found = list(_cues(parse, verb, noun, own))
    negated = any(status == "negated" for status, _ in found)
    found = [(status, word) for status, word in found if status != "negated"]
    if negated:
        return Status("denied", " ".join(dict.fromkeys(["not", *(word for _, word in found)])))
    if not found:
        return Status("actual")
    planned = [cue for cue in found if cue[0] == "planned"]
    if planned and max(_STRENGTH[status] for status, _ in found) == _STRENGTH["alleged"]:
        return Status(*planned[0])  # "is reportedly preparing": what is to come is a plan, whoever says so
    status, word = max(found, key=lambda cue: _STRENGTH[cue[0]])
    return Status(status, word)


def _cues(parse: Parse, verb: int | None, noun: int | None, own: Mapping[str, str]) -> Iterator[Cue]:
    words = status_words()
    if noun is not None:
        yield from _around_noun(parse, noun, own)
    start = verb if verb is not None else noun
    if start is None:
        return
    if start == verb and not is_verb(parse, start) and parse.lemma[start] not in own:  # "plans for an offering"
        yield from (
            (status, parse.lemma[start]) for status, listed in words.nouns.items() if parse.lemma[start] in listed
        )
    yield from _chain(parse, start, own, words)


def _around_noun(parse: Parse, noun: int, own: Mapping[str, str]) -> Iterator[Cue]:
    words = status_words()
    for kid in parse.children[noun]:
        if parse.lower[kid] in own:
            continue
        for status, listed in words.adjectives.items():
            if parse.lower[kid] in listed and kid < noun:
                yield status, parse.lower[kid]
        if parse.lower[kid] == "no" and parse.dep[kid] == "det":
            yield "negated", "no"
        if parse.lower[kid] == "any" and parse.dep[kid] == "det":
            yield "hypothetical", "any"
        if parse.dep[kid] == "acl" and parse.tag[kid] == "VBN" and parse.lemma[kid] in _INTENDED:
            yield "planned", parse.lower[kid]  # "a partnership planned by A and B"


_INTENDED = frozenset({"plan", "propose", "envisage", "envision", "contemplate", "schedule"})


def _chain(parse: Parse, start: int, own: Mapping[str, str], words: StatusWords) -> Iterator[Cue]:
    """Cues from the trigger upwards: its auxiliaries, the verbs and nouns that govern it, until the sentence ends."""
    current, manner = start, False
    for _ in range(8):
        if current != start and judges(parse, current) and parse.lemma[current] in own:
            return  # "the prospect of not approving the deal": how the approval stands says nothing of the deal
        yield from _of_itself(parse, current, start, words, manner)
        bare = current == start and not is_verb(parse, current)
        last = _last_word(parse, current, start, words)
        if last is not None:
            yield from last
            return
        if is_manner(parse, current):
            manner = True
        elif bare and is_to_be_stopped(parse, current):
            return
        elif bare and is_part_of_it(parse, current):
            manner = True
        elif parse.dep[current] != "conj":
            cues = _from_above(parse, current, own, words)
            yield from cues or ()
            if cues is None or (bare and not cues and closes(parse, parse.head[current], parse.dep[current])):
                return
        current = parse.head[current]


def _of_itself(parse: Parse, token: int, start: int, words: StatusWords, manner: bool) -> Iterator[Cue]:
    """What its subject (of the trigger), its auxiliaries and its conditions say."""
    if token == start:
        yield from _of_subject(parse, token, words)
        for acted_on in parse.kids(token, "dobj"):
            yield from _denied_noun(parse, acted_on)  # "lifted no restrictions"
    if is_verb(parse, token):
        spared = manner or (token != start and judges(parse, token))
        yield from (cue for cue in _auxiliaries(parse, token, words) if not (spared and cue[0] == "negated"))
        yield from _conditional(parse, token)


def _last_word(parse: Parse, token: int, start: int, words: StatusWords) -> list[Cue] | None:
    """What is said of a token where nothing further up says more; None where it may."""
    head, relation = parse.head[token], parse.dep[token]
    if head == token or parse.lemma[token] in _COMMENTING:
        return []  # "declined to comment on whether it would buy it": that nothing is said denies nothing
    if relation == "conj":
        apart = is_verb(parse, token) and parse.kids(token, "nsubj", "nsubjpass", "aux", "auxpass")
        return [] if apart else None
    if relation in ("nsubj", "nsubjpass"):
        return list(_as_subject(parse, token, start, words))
    if relation == "csubj":  # "Blocking it would be a mistake"
        return [("hypothetical", word) for status, word in _auxiliaries(parse, head, words) if status != "negated"]
    if is_accounted_for(parse, token) or is_set_off(parse, token):
        return []
    return _by_construction(parse, token)


_COMMENTING = frozenset({"comment", "elaborate", "speculate"})


def _as_subject(parse: Parse, token: int, start: int, words: StatusWords) -> Iterator[Cue]:
    head = parse.head[token]
    if is_expected(parse, token, words.adjectives["planned"]):
        return  # "The anticipated suit could be its biggest": it is to come, whatever it will be
    if is_verb(parse, head) and not is_verb(parse, token) and parse.lemma[head] in words.occurring:
        yield from _auxiliaries(parse, head, words)
    elif token == start and is_imagined(parse, token):
        yield "hypothetical", "would"


def _by_construction(parse: Parse, token: int) -> list[Cue] | None:
    head = parse.head[token]
    if is_looked_at(parse, token):
        return [("hypothetical", "look at")]
    if is_requested(parse, token):
        return [("hypothetical", parse.lower[head])]
    if said := is_said_to_be(parse, token):
        return [("alleged", said)]
    if is_purpose(parse, token):
        return [("planned", "to")]
    if is_left_undone(parse, token):
        return [("negated", parse.lower[parse.head[head]])]
    return None


def _from_above(parse: Parse, token: int, own: Mapping[str, str], words: StatusWords) -> list[Cue] | None:
    """What governs a token says how it stands, as far as it says; None where it cannot say."""
    if not _governs(parse, token, words) or enacted(parse, token) or closed(parse, token):
        return None
    head, relation = parse.head[token], parse.dep[token]
    cue = _governing(parse, head, relation, own, words)
    if cue:
        return [cue, *_denied_noun(parse, head)]
    if is_due(parse, token):
        return [("planned", f"{parse.lower[head]} to")]
    if parse.pos[head] == "ADJ" and parse.tag[token] == "VB" and relation in ("xcomp", "ccomp"):
        return [("planned", parse.lower[head])]
    open_noun = parse.lemma[head] not in words.done_nouns and not is_ranked(parse, head)
    return [("planned", "to")] if relation in ("acl", "relcl") and open_noun else []


def _of_subject(parse: Parse, noun: int, words: StatusWords) -> Iterator[Cue]:
    """As in "One possibility is a tie-up": it stands as what it is said to be."""
    verb = parse.head[noun]
    if parse.dep[noun] != "attr" or parse.lemma[verb] != "be":
        return
    for subject in parse.kids(verb, "nsubj"):
        lemma = parse.lemma[subject]
        yield from ((status, lemma) for status, listed in words.nouns.items() if lemma in listed)


def _governs(parse: Parse, token: int, words: StatusWords) -> bool:
    """Whether what the token hangs on can say how it stands."""
    relation, head = parse.dep[token], parse.head[token]
    if relation in ("acl", "relcl"):  # a plan to buy it; on condition that it sells
        bare = relation == "acl" and parse.tag[token] == "VB"
        if parse.lemma[head] == "time":  # "would be the first time that it sells shares"
            return is_ranked(parse, head)
        if parse.lemma[head] in words.nouns["alleged"]:  # "denied reports that it plans to merge"
            return True
        return bare or is_infinitive(parse, token) or parse.lemma[head] in ("condition", "assumption", "proviso")
    if relation == "pobj" and is_in_course(parse, token):
        return True
    if relation == "pobj":  # "talk of a ban", "reports of a hack"; but not "a reason for the departure"
        above = parse.head[head]
        leads = parse.lemma[above] in _all(words.nouns) or parse.lemma[above] in ("order", "injunction")
        return leads or (parse.lemma[above], parse.lower[head]) in _SOUGHT
    if relation == "advcl":  # "wants to raise funds to buy it", "will take over, succeeding him"
        following = parse.tag[token] == "VBG" and parse.lemma[token] in _FOLLOWING
        return is_infinitive(parse, token) or (following and not parse.kids(token, "mark", "aux"))
    if relation == "prep":
        return parse.lower[token] in _BEFORE_EVENTS and head < token
    if relation == "pcomp":
        governor = parse.lemma[parse.head[head]]
        behind_status = governor in _all(words.nouns) or governor == "interested"
        return behind_status or parse.lower[head] in ("of", "from", "to", "about", "on", "into", "toward", "towards")
    return relation in ("xcomp", "ccomp", "dobj", "attr", "oprd", "acomp", "dative")


_FOLLOWING = frozenset({"succeed", "replace", "become", "create", "form", "make", "bring", "give", "mark", "end"})
# What is behind the preposition has not come about: "called for a ban", "look forward to the ruling".
_SOUGHT = frozenset(
    {("call", "for"), ("ask", "for"), ("push", "for"), ("press", "for"), ("lobby", "for"), ("petition", "for")}
    | {("wait", "for"), ("hope", "for"), ("look", "to"), ("apply", "for"), ("prepare", "for"), ("aim", "for")}
    | {("argue", "for"), ("campaign", "for"), ("brace", "for"), ("vote", "on"), ("move", "for"), ("bid", "for")}
)
_BEFORE_EVENTS = frozenset({"to", "of", "for", "from", "on", "in", "about", "into", "with"})


def _all(table: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*table.values())


def _denied_noun(parse: Parse, noun: int) -> Iterator[Cue]:
    if any(parse.lower[kid] == "no" for kid in parse.kids(noun, "det")):
        yield "negated", "no"


def _governing(parse: Parse, head: int, relation: str, own: Mapping[str, str], words: StatusWords) -> Cue | None:
    lemma = parse.lemma[head]
    if lemma in own and not (relation == "ccomp" and lemma in words.neutral):  # "announced that it had completed"
        return own[lemma], lemma
    tables = words.verbs if is_verb(parse, head) or parse.pos[head] == "ADJ" else words.nouns
    if relation == "pobj":
        return None
    if relation == "ccomp" and lemma in words.neutral:
        return None
    if lemma in ("close", "near") and relation == "prep" and not parse.tag[head].startswith("V"):
        return "planned", f"{lemma} to"  # "is close to buying it"
    return next(((status, lemma) for status, listed in tables.items() if lemma in listed), None)


def _auxiliaries(parse: Parse, verb: int, words: StatusWords) -> Iterator[Cue]:
    for kid in parse.children[verb]:
        word = parse.lower[kid]
        if parse.dep[kid] == "neg" and _negates_manner(parse, kid):
            continue
        if parse.dep[kid] == "neg" or (parse.dep[kid] in ("advmod", "preconj") and word in words.negations):
            yield from _negated(parse, verb, word)
        elif parse.dep[kid] == "aux" and word in words.modals["planned"]:
            yield "planned", word
        elif parse.dep[kid] == "aux" and word in words.modals["hypothetical"]:
            yield "hypothetical", word
        elif parse.dep[kid] == "aux" and word in words.modals["conditional"]:
            yield "planned", word
        elif parse.dep[kid] == "aux" and word == "to" and _heads_headline(parse, verb):
            yield "planned", "to"
        elif parse.dep[kid] == "advmod":
            yield from ((status, word) for status, listed in words.adverbs.items() if word in listed)


def _negates_manner(parse: Parse, negation: int) -> bool:
    """As in "was not stolen directly from its systems", "not only fined it": it is denied how, not that."""
    verb = parse.head[negation]
    return parse.lower[negation + 1 : negation + 2] in (["only"], ["just"], ["merely"], ["simply"]) or (
        "directly" in parse.lower[verb + 1 : verb + 3]
    )


_NOT_YET = frozenset({"before", "until", "till"})


def _negated(parse: Parse, verb: int, word: str) -> Iterator[Cue]:
    """What does not come about before something else is still to come, or came later ("did not close until May")."""
    verbs = [verb, *parse.kids(verb, "xcomp", "ccomp")]
    kids = [kid for each in verbs for kid in parse.children[each]]
    marks = [mark for kid in kids for mark in (kid, *parse.kids(kid, "mark"))]
    if not any(parse.lower[mark] in _NOT_YET for mark in marks):
        yield "negated", word
    elif not any(parse.lower[kid] == "did" for kid in parse.kids(verb, "aux")):
        yield "planned", "not yet"


def _heads_headline(parse: Parse, verb: int) -> bool:
    """As in "Intel to buy Altera"."""
    head = parse.head[verb]
    return parse.dep[verb] == "ROOT" or (
        parse.dep[verb] == "xcomp" and parse.dep[head] == "ROOT" and parse.pos[head] in ("NOUN", "PROPN")
    )


def _conditional(parse: Parse, verb: int) -> Iterator[Cue]:
    if any(
        parse.dep[kid] == "mark" and parse.lower[kid] in ("if", "unless", "whether") for kid in parse.children[verb]
    ) or any(_is_condition(parse, kid) for kid in parse.kids(verb, "advcl")):
        yield "hypothetical", "if"


def _is_condition(parse: Parse, clause: int) -> bool:
    """As in "it would stop if the code becomes law"."""
    return any(parse.lower[kid] in ("if", "unless") for kid in parse.kids(clause, "mark"))
