"""Which date of a sentence belongs to an event."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from extractors.english.clauses import has_subject, is_finite, is_set_apart, up_to_verb, verbs_of, within
from extractors.english.date_holders import (
    BESIDE,
    holds_day,
    is_counted_to,
    is_day_of_disclosure,
    is_moved,
    is_right_behind,
    of_a_part,
    sets_in,
    takes_effect,
)
from extractors.english.date_words import names_day, names_time
from extractors.english.dates import DateSpan
from extractors.english.money import MoneySpan
from extractors.english.parse import Parse
from extractors.english.scope import status_words
from extractors.english.slots import Anchor
from extractors.english.syntax import clause_verb, is_verb
from policygraph.records import When


@dataclass(frozen=True, slots=True)
class Values:
    """The dates and sums of a passage, by the token that they begin with."""

    dates: dict[int, DateSpan]
    money: dict[int, MoneySpan]


def token_at(parse: Parse, offset: int) -> int | None:
    """The token that holds a code point of the passage."""
    token = bisect_right(parse.start, offset) - 1
    return token if token >= 0 and offset < parse.end[token] else None


def values_of(parse: Parse, dates: Sequence[DateSpan], money: Sequence[MoneySpan]) -> Values:
    """Lay dates and sums on the tokens."""
    by_token = ((token_at(parse, span.start), span) for span in dates)
    sums = ((token_at(parse, span.start), span) for span in money)
    return Values({t: d for t, d in by_token if t is not None}, {t: m for t, m in sums if t is not None})


_LOOK_AHEAD = frozenset({"planned", "hypothetical"})


def date_of(
    parse: Parse, anchor: Anchor, values: Values, status: str = "actual", kind: str = "", *, inside: bool = False
) -> When | None:
    """The date of an event: one within its noun phrase, else one of its clause, else of the clause that reports it.

    Args:
        parse: the passage.
        anchor: the trigger.
        values: the dates and sums of the passage.
        status: of the event: what is planned has "on Friday" look forward, what was denied never had a day.
        kind: the type of the event.
        inside: only one within its noun phrase will do: the verb tells another happening.
    """
    if status == "denied":
        return None
    planned = status in _LOOK_AHEAD
    here = _possible(parse, anchor, values, planned, kind)
    scored = [
        (score, -abs(t - anchor.main), t) for t in here if (score := _closeness(parse, anchor, t, planned, kind)) > 0
    ]
    inside = inside or _outcome_told(parse, anchor)
    if inside or _answered(parse, anchor):
        scored = [item for item in scored if item[0] == _IN_PHRASE or (not inside and item[0] in (_OWN, _INSIDE))]
    if not scored:
        return (
            None if planned or inside or _answered(parse, anchor) or len(here) != 1 else _only_date(parse, anchor, here)
        )
    best = max(scored)
    span = here[best[2]]
    today = span.when.earliest == span.when.latest and (span.forward or span.when).edtf == span.when.edtf
    if best[0] == _LOOSE and not today and not _opens(parse, best[2]):
        return None  # what came after a day that is not today may have come any day
    if best[0] < _LEAST.get(status, _LOOSE):
        return None
    ahead = (planned and best[0] in _AHEAD and not _over(parse, best[2])) or sets_in(parse, best[2])
    return span.forward if ahead and span.forward else span.when


def _possible(parse: Parse, anchor: Anchor, values: Values, planned: bool, kind: str) -> dict[int, DateSpan]:
    """The dates of the sentence on which something can have happened: no start of a period, no day put off to."""
    sentence = parse.sentence[anchor.main]
    here = {t: d for t, d in values.dates.items() if parse.sentence[t] == sentence}
    return {
        t: d
        for t, d in here.items()
        if not (d.of_next and not is_counted_to(parse, t, anchor))
        and not (kind == "SecurityIncident" and is_day_of_disclosure(parse, t))
        and not (_is_start(parse, anchor, t) or is_moved(parse, t) or (not planned and _is_deadline(parse, t)))
    }


_ANSWERING = frozenset(
    {"dismiss", "reject", "throw", "toss", "settle", "appeal", "win", "lose", "uphold", "overturn", "resolve", "end"}
    | {
        "drop",
        "revive",
        "hear",
        "consolidate",
        "challenge",
        "contest",
        "block",
        "join",
        "close",
        "reinstate",
        "transfer",
    }
)
_FOLLOWING = frozenset({"stem", "follow", "come", "result", "arise", "relate", "mark", "concern", "cover", "cap"})


def _answered(parse: Parse, anchor: Anchor) -> bool:
    """As in "dismissed on Monday a lawsuit brought by Texas": Monday is the day of the answer."""
    verb, noun = anchor.verb, anchor.noun
    if verb is None or noun is None or parse.dep[verb] != "acl" or parse.head[verb] != noun:
        return False
    return parse.lemma[parse.head[noun]] in _ANSWERING


def _outcome_told(parse: Parse, anchor: Anchor) -> bool:
    """As in "The fine stems from a complaint made five years ago": the verb tells what came before or after."""
    noun = anchor.noun
    subject = noun is not None and anchor.verb is None and parse.dep[noun] == "nsubj"
    return noun is not None and subject and parse.lemma[parse.head[noun]] in _FOLLOWING


def _is_start(parse: Parse, anchor: Anchor, token: int) -> bool:
    """As in "was handed three fines since 2017": no day of any of them; what goes on since then began then."""
    if parse.lower[parse.head[token]] != "since" and parse.lower[max(0, token - 1)] != "since":
        return False
    first, last = parse.sentences[parse.sentence[token]]
    counted = anchor.noun is not None and any(parse.pos[kid] == "NUM" for kid in parse.children[anchor.noun])
    return counted or "times" in parse.lower[first:last]


def _is_deadline(parse: Parse, token: int) -> bool:
    """As in "was ordered to stop by the end of June": the day by which something must be done."""
    before = parse.lower[max(0, token - 4) : token]
    verb = clause_verb(parse, token)
    if verb is None or not {"by", "until", "before"} & set(before):
        return False
    above = [verb, *takewhile(lambda t: is_verb(parse, t), parse.ancestors(verb))]
    helpers = [kid for one in above for kid in parse.kids(one, "aux")]
    return any(parse.lower[kid] == "to" or parse.tag[kid] == "MD" for kid in helpers)


def _over(parse: Parse, token: int) -> bool:
    """Whether the clause of a date is told as past: "filed on Friday for an offering", "announced in March"."""
    verb = clause_verb(parse, token)
    if verb is None or any(parse.tag[kid] == "MD" for kid in parse.kids(verb, "aux")):
        return False
    if (names_day(parse.text[token]) and _is_offered(parse, verb)) or _is_given_up(parse, verb):
        return True
    helpers = {parse.lower[kid] for kid in parse.kids(verb, "aux", "auxpass")}
    return parse.tag[verb] == "VBD" or (parse.tag[verb] == "VBN" and not helpers & {"is", "are", "be", "being"})


def _is_offered(parse: Parse, verb: int) -> bool:
    """As in "made an offer to buy it on Monday", "agreed to buy it on Monday": the day of the offer."""
    above = parse.head[verb] if parse.dep[verb] in ("acl", "xcomp") else verb
    above = parse.head[above] if parse.dep[above] == "dobj" else above
    return above != verb and parse.tag[above] == "VBD" and parse.lemma[above] in _OFFERING


def _is_given_up(parse: Parse, verb: int) -> bool:
    """As in "walked away from its agreement to buy it in July": the day on which it ended."""
    above = next((t for t in parse.ancestors(verb) if is_verb(parse, t)), verb)
    return parse.dep[verb] == "acl" and parse.tag[above] in ("VBD", "VBN") and parse.lemma[above] in _QUITTING


_QUITTING = frozenset({"walk", "abandon", "scrap", "drop", "call", "cancel", "withdraw", "end", "terminate", "block"})
_OFFERING = frozenset(
    {"make", "agree", "offer", "bid", "sign", "strike", "reach", "submit", "propose", "decide", "vote"}
)


def _opens(parse: Parse, token: int) -> bool:
    return token - parse.sentences[parse.sentence[token]][0] <= 3


# How closely a date belongs to a trigger.


_IN_PHRASE, _OWN, _INSIDE, _AROUND, _IN_PURPOSE, _LOOSE = 6, 5, 4, 3, 2, 1


_AHEAD = frozenset({_IN_PHRASE, _OWN, _INSIDE, _IN_PURPOSE})


_LEAST = {"alleged": _INSIDE, "hypothetical": _OWN}  # when it was said is not when it would be


_ANNOUNCING = frozenset(
    {"announce", "agree", "unveil", "propose", "approve", "sign", "file", "vote", "order", "introduce", "pass"}
    | {"clinch", "strike", "seal", "ink"}
)


def _only_date(parse: Parse, anchor: Anchor, here: dict[int, DateSpan]) -> When | None:
    """The one date of a sentence, where the parser hung it on something inside the trigger's clause."""
    token, span = next(iter(here.items()))
    if anchor.verb is None and not 0 < token - anchor.main <= BESIDE:
        return None
    verb = anchor.verb if anchor.verb is not None else clause_verb(parse, anchor.main)
    if _of_another_noun(parse, anchor, token):
        return None
    if verb is None or verb not in parse.ancestors(token) or (anchor.verb is None and is_set_apart(parse, anchor.main)):
        return None
    between = [t for t in takewhile(lambda t: t != verb, parse.ancestors(token)) if is_verb(parse, t)]
    finite = any(is_finite(parse, t) and parse.dep[t] in ("relcl", "ccomp", "advcl") for t in between)
    return None if finite else span.when


def _closeness(parse: Parse, anchor: Anchor, token: int, planned: bool, kind: str) -> int:
    """How closely a date belongs to the trigger, from its own noun phrase outwards; 0 where it is another's."""
    if _purpose(parse, token) or _of_another_noun(parse, anchor, token):
        return 0
    if anchor.noun is not None and (anchor.noun in up_to_verb(parse, token) or _effective(parse, anchor, token)):
        return _IN_PHRASE
    if _of_something_before(parse, token):
        return 0
    if of_a_part(parse, token, anchor.verb):
        return _INSIDE
    mine = _spoken(parse, token)
    mine = clause_verb(parse, token) if mine is None else mine
    verbs = verbs_of(parse, anchor)
    if anchor.verb is None:
        if is_set_apart(parse, anchor.main) and is_right_behind(parse, anchor.main, token):
            return _OWN
        if not holds_day(parse, anchor.main, token, kind, reported=mine not in verbs[:1]):
            return 0
    return _closeness_of_clause(parse, token, mine, verbs, planned)


def _closeness_of_clause(parse: Parse, token: int, mine: int | None, verbs: list[int], planned: bool) -> int:
    """How closely the clause of a date belongs to the verbs that tell an event."""
    if mine in verbs[:1]:
        return _OWN
    if mine is None:
        return 0
    if mine not in verbs:
        if verbs and within(parse, mine, verbs[0]) and not _of_deeper_noun(parse, token, mine):
            purpose = any(parse.lower[kid] == "to" for kid in parse.kids(mine, "aux"))
            return _IN_PURPOSE if purpose else _INSIDE
        return int(_fronted(parse, token, verbs) or (not planned and _after_today(parse, mine, verbs)))
    return _AROUND if not planned or parse.lemma[mine] in _ANNOUNCING or _is_agreed(parse, verbs) else 0


def _is_agreed(parse: Parse, verbs: list[int]) -> bool:
    """As in "has agreed to buy it, the companies said on Monday": what is planned was agreed then."""
    return any(parse.lemma[verb] == "agree" and parse.tag[verb] in ("VBD", "VBN") for verb in verbs)


def _of_something_before(parse: Parse, token: int) -> bool:
    """As in "is seeking funds after reports last month that it was for sale": the month is that of the reports."""
    above = up_to_verb(parse, token)
    return any(
        parse.lower[marker] in ("after", "following", "despite", "since", "before")
        and parse.dep[noun] == "pobj"
        and parse.pos[noun] == "NOUN"
        and not names_time(parse.text[noun])
        for noun, marker in pairwise(above)
    )


def _effective(parse: Parse, anchor: Anchor, token: int) -> bool:
    return takes_effect(parse, token) and 0 < token - anchor.main <= _SOON


_SOON = 8  # tokens: "the departure of its chief executive, effective on July 1"


def _of_another_noun(parse: Parse, anchor: Anchor, token: int) -> bool:
    """As in "Monday's suit is a setback for the merger": the day is that of the suit."""
    noun = parse.head[token]
    described = parse.dep[token] in ("compound", "nmod") or _is_year_of(parse, token)
    if described and parse.pos[noun] == "NOUN" and noun > token and noun != anchor.main:
        return True  # "prior to the November 3 election"
    if anchor.noun is None or parse.dep[token] != "poss" or noun == anchor.noun:
        return False
    return parse.pos[noun] == "NOUN" and noun not in parse.ancestors(anchor.noun)


def _is_year_of(parse: Parse, token: int) -> bool:
    """As in "sprang from 2018 revelations": the year is that of what was revealed."""
    plural = parse.tag[parse.head[token]] == "NNS"
    return parse.dep[token] == "nummod" and plural and len(parse.text[token]) == 4 and parse.text[token].isdigit()


def _of_deeper_noun(parse: Parse, token: int, verb: int) -> bool:
    """As in "to resolve a probe of a breach in January": the month is that of the breach."""
    for ancestor in parse.ancestors(token):
        if ancestor == verb:
            return False
        if parse.pos[ancestor] == "NOUN" and parse.dep[ancestor] == "pobj":
            return True
    return False


def _fronted(parse: Parse, token: int, verbs: list[int]) -> bool:
    """As in "In April, it agreed to a deal to pay": what opens a sentence holds for all that its clause governs."""
    first = parse.sentences[parse.sentence[token]][0]
    if token - first > 3 or not verbs:
        return False
    current = verbs[0]
    while parse.head[current] != current:
        if parse.dep[current] in ("relcl", "acl") or (parse.dep[current] == "conj" and has_subject(parse, current)):
            return False
        if parse.dep[current] in ("advcl", "ccomp") and is_finite(parse, current):
            return False
        current = parse.head[current]
    return current in parse.ancestors(token)


def _after_today(parse: Parse, mine: int, verbs: list[int]) -> bool:
    """Whether the date is that of a clause with "after" under the trigger's clause."""
    marks = [parse.lower[kid] for kid in parse.kids(mine, "mark")]
    return bool(verbs) and "after" in marks and parse.dep[mine] == "advcl" and parse.head[mine] in verbs


def _spoken(parse: Parse, token: int) -> int | None:
    """The verb of speech right before a date: "said on Tuesday it would ban" was said on Tuesday."""
    before = [
        t for t in range(max(0, token - 2), token) if parse.lemma[t] in status_words().speech and is_verb(parse, t)
    ]
    return before[-1] if before else None


def _purpose(parse: Parse, token: int) -> bool:
    """As in "the 2024 election", "last year's model": a date that says which, not when."""
    return parse.dep[token] == "poss" and parse.lemma[parse.head[token]] in (
        "election",
        "sale",
        "revenue",
        "level",
        "model",
    )
