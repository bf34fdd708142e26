"""How an event stands: the words that govern its trigger give a status, with the reason; and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from extractors.data_files import load_words
from extractors.english.parse import Parse
from extractors.english.syntax import is_verb
from policygraph.resources import data_dir

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


def _cues(parse: Parse, verb: int | None, noun: int | None, own: Mapping[str, str]) -> Iterator[tuple[str, str]]:
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


def _around_noun(parse: Parse, noun: int, own: Mapping[str, str]) -> Iterator[tuple[str, str]]:
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


def _chain(parse: Parse, start: int, own: Mapping[str, str], words: StatusWords) -> Iterator[tuple[str, str]]:  # noqa: C901
    """Cues from the trigger upwards: its auxiliaries, the verbs and nouns that govern it, until the sentence ends."""
    current, manner = start, False
    for _ in range(8):
        if current == start:
            yield from _of_subject(parse, current, words)
        if is_verb(parse, current):
            yield from (cue for cue in _auxiliaries(parse, current, words) if not (manner and cue[0] == "negated"))
            yield from _conditional(parse, current)
        head, relation = parse.head[current], parse.dep[current]
        if head == current:
            return
        if relation == "conj":
            if is_verb(parse, current) and parse.kids(current, "nsubj", "nsubjpass", "aux", "auxpass"):
                return
        elif relation in ("nsubj", "nsubjpass"):
            if is_verb(parse, head) and not is_verb(parse, current) and parse.lemma[head] in words.occurring:
                yield from _auxiliaries(parse, head, words)
            elif current == start and _is_imagined(parse, current):
                yield "hypothetical", "would"
            return
        elif relation in ("pcomp", "pobj") and parse.lower[head] == "at" and parse.lemma[parse.head[head]] == "look":
            yield "hypothetical", "look at"  # "is looking at scaling back the restrictions"
            return
        elif relation == "pobj" and parse.lower[head] in _ABOUT and parse.lemma[parse.head[head]] in _ACCOUNTS:
            return  # "expects to publish a report on its probe": what is told about is there
        elif relation == "csubj":  # "Blocking it would be a mistake"
            yield from (
                ("hypothetical", word) for status, word in _auxiliaries(parse, head, words) if status != "negated"
            )
            return
        elif relation == "ccomp" and _is_set_off(parse, current):
            return
        elif _is_requested(parse, current):
            yield "hypothetical", parse.lower[head]
            return
        elif _is_purpose(parse, current):
            yield "planned", "to"
            return
        elif _is_left_undone(parse, current):
            yield "negated", parse.lower[parse.head[parse.head[current]]]
            return
        elif _is_manner(parse, current):
            manner = True
        elif not _governs(parse, current, words) or _enacted(parse, current):
            return
        else:
            cue = _governing(parse, head, relation, own, words)
            if cue:
                yield cue
                yield from _denied_noun(parse, head)
            elif _is_due(parse, current):
                yield "planned", f"{parse.lower[head]} to"
            elif parse.pos[head] == "ADJ" and parse.tag[current] == "VB" and relation in ("xcomp", "ccomp"):
                yield "planned", parse.lower[head]
            elif (
                relation in ("acl", "relcl")
                and parse.lemma[head] not in words.done_nouns
                and not _is_ranked(parse, head)
            ):
                yield "planned", "to"
            elif current == start and not is_verb(parse, current) and _closes(parse, head, relation):
                return
        current = head


def _of_subject(parse: Parse, noun: int, words: StatusWords) -> Iterator[tuple[str, str]]:
    """As in "One possibility is a tie-up": it stands as what it is said to be."""
    verb = parse.head[noun]
    if parse.dep[noun] != "attr" or parse.lemma[verb] != "be":
        return
    for subject in parse.kids(verb, "nsubj"):
        lemma = parse.lemma[subject]
        yield from ((status, lemma) for status, listed in words.nouns.items() if lemma in listed)


def _is_set_off(parse: Parse, clause: int) -> bool:
    """As in "The EU fined it in May; in June it opened a probe": the parser hangs the first on the second."""
    return ";" in parse.text[clause : parse.head[clause]]


_ABOUT = frozenset({"on", "about", "into", "from", "regarding"})
_ACCOUNTS = frozenset(
    {"report", "update", "hearing", "briefing", "statement", "finding", "detail", "information", "document", "result"}
    | {"article", "book", "question", "evidence", "testimony", "paper", "data", "conclusion", "progress"}
)


def _is_ranked(parse: Parse, noun: int) -> bool:
    """As in "the first broadcaster to ban the app": whoever holds a place among those that do it has done it."""
    return any(parse.lower[kid] in _RANKS for kid in parse.kids(noun, "amod", "advmod"))


_RANKS = frozenset({"first", "second", "third", "fourth", "fifth", "latest", "last", "only", "earliest", "largest"})


def _closes(parse: Parse, head: int, relation: str) -> bool:
    """As in "secured a ban", which did happen; "failed to secure a ban" says above how it stands."""
    return relation in ("dobj", "attr", "oprd") and (parse.dep[head] != "xcomp" or parse.tag[head] != "VB")


def _is_imagined(parse: Parse, noun: int) -> bool:
    """As in "A lawsuit would be a blow": what is told of it is what would come of it."""
    indefinite = any(parse.lower[kid] in ("a", "an", "any", "such") for kid in parse.kids(noun, "det", "predet"))
    return indefinite and any(parse.lower[kid] in ("would", "could") for kid in parse.kids(parse.head[noun], "aux"))


_LEGAL_ACTS = frozenset(
    {"bill", "law", "legislation", "act", "order", "rule", "decree", "measure", "regulation", "directive", "ordinance"}
)
_ENACTING = frozenset({"sign", "enact", "issue", "adopt", "pass", "implement", "enforce"})


def _enacted(parse: Parse, token: int) -> bool:
    """As in "signed a bill to ban the app": what an act does that was signed is done."""
    noun = parse.head[token]
    verb = parse.head[noun]
    done = parse.lemma[verb] in _ENACTING and parse.tag[verb] in ("VBD", "VBN", "VBZ")
    return (
        parse.dep[token] == "acl"
        and parse.lemma[noun] in _LEGAL_ACTS
        and parse.dep[noun] in ("dobj", "nsubjpass")
        and done
    )


def _is_due(parse: Parse, token: int) -> bool:
    """As in "is to step down", "have to approve it"; what somebody had to do is done."""
    head = parse.head[token]
    due = parse.lemma[head] == "be" or parse.lower[head] in ("have", "has")
    return is_infinitive(parse, token) and parse.dep[token] == "xcomp" and due


_REQUESTING = frozenset({"ask", "call", "urge", "press", "push", "lobby", "petition", "appeal", "plead", "wait", "beg"})


def _is_requested(parse: Parse, token: int) -> bool:
    """As in "called for the board to fire her"."""
    for_somebody = any(parse.lower[kid] == "for" for kid in parse.kids(token, "mark"))
    return parse.dep[token] == "advcl" and for_somebody and parse.lemma[parse.head[token]] in _REQUESTING


def _is_manner(parse: Parse, token: int) -> bool:
    """As in "would err by blocking it", "options such as selling it": it stands as what it is a way of stands."""
    relation, head = parse.dep[token], parse.head[token]
    if relation == "pcomp":
        return parse.lower[head] in _WAYS
    return relation == "prep" and parse.lower[token] in _WAYS and bool(parse.kids(token, "pcomp"))


def _is_left_undone(parse: Parse, token: int) -> bool:
    """As in "stopped short of banning the app", "instead of banning it"."""
    preposition = parse.head[token]
    undone = parse.lower[preposition] == "of" and parse.lower[parse.head[preposition]] in ("short", "instead")
    return parse.dep[token] == "pcomp" and undone


_WAYS = frozenset({"by", "as", "including", "like", "through"})
_ACHIEVING = frozenset(
    {"pay", "agree", "use", "manage", "go", "come", "rise", "grow", "help", "move", "raise", "spend"}
)


def _is_purpose(parse: Parse, token: int) -> bool:
    """As in "sued to block the merger": what an infinitive is for need not have come about."""
    infinitive = is_infinitive(parse, token)
    return parse.dep[token] == "advcl" and infinitive and parse.lemma[parse.head[token]] not in _ACHIEVING


def is_infinitive(parse: Parse, token: int) -> bool:
    """As in "to ban" and "to be banned"."""
    return any(parse.lower[kid] == "to" for kid in parse.kids(token, "aux"))


def _governs(parse: Parse, token: int, words: StatusWords) -> bool:
    """Whether what the token hangs on can say how it stands."""
    relation, head = parse.dep[token], parse.head[token]
    if relation in ("acl", "relcl"):  # a plan to buy it; on condition that it sells
        bare = relation == "acl" and parse.tag[token] == "VB"
        return bare or is_infinitive(parse, token) or parse.lemma[head] in ("condition", "assumption", "proviso")
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
        behind_status = parse.lemma[parse.head[head]] in _all(words.nouns)
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


def _denied_noun(parse: Parse, noun: int) -> Iterator[tuple[str, str]]:
    if any(parse.lower[kid] == "no" for kid in parse.kids(noun, "det")):
        yield "negated", "no"


def _governing(
    parse: Parse, head: int, relation: str, own: Mapping[str, str], words: StatusWords
) -> tuple[str, str] | None:
    lemma = parse.lemma[head]
    if lemma in own and not (relation == "ccomp" and lemma in words.neutral):  # "announced that it had completed"
        return own[lemma], lemma
    tables = words.verbs if is_verb(parse, head) or parse.pos[head] == "ADJ" else words.nouns
    if relation == "pobj":
        return None
    if relation == "ccomp" and lemma in words.neutral:
        return None
    return next(((status, lemma) for status, listed in tables.items() if lemma in listed), None)


def _auxiliaries(parse: Parse, verb: int, words: StatusWords) -> Iterator[tuple[str, str]]:
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


def _negated(parse: Parse, verb: int, word: str) -> Iterator[tuple[str, str]]:
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


def _conditional(parse: Parse, verb: int) -> Iterator[tuple[str, str]]:
    if any(
        parse.dep[kid] == "mark" and parse.lower[kid] in ("if", "unless", "whether") for kid in parse.children[verb]
    ) or any(_is_condition(parse, kid) for kid in parse.kids(verb, "advcl")):
        yield "hypothetical", "if"


def _is_condition(parse: Parse, clause: int) -> bool:
    """As in "it would stop if the code becomes law"."""
    return any(parse.lower[kid] in ("if", "unless") for kid in parse.kids(clause, "mark"))
