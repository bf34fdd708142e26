"""Which date and which sum of a sentence belong to an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.english.dates import DateSpan
from extractors.english.money import MoneySpan, is_money
from extractors.english.parse import Parse
from extractors.english.scope import status_words
from extractors.english.slots import Anchor
from extractors.english.syntax import clause_verb, governors, is_verb
from policygraph.records import Amount, When

_NOT_PRICES = frozenset(
    {"valuation", "revenue", "revenues", "sales", "profit", "income", "worth", "cap", "capitalization"}
    | {"loss", "share", "shares", "apiece", "earnings", "stock", "turnover", "assets", "capitalisation"}
    | {"value"}
)
_MEASURED = frozenset(
    {"revenue", "revenues", "sales", "profit", "profits", "income", "turnover", "capitalization", "assets", "losses"}
)
_VALUING = frozenset({"value", "worth"})


@dataclass(frozen=True, slots=True)
class Values:
    """The dates and sums of a passage, by the token that they begin with."""

    dates: dict[int, DateSpan]
    money: dict[int, MoneySpan]


def token_at(parse: Parse, offset: int) -> int | None:
    """The token that holds a code point of the passage."""
    from bisect import bisect_right

    token = bisect_right(parse.start, offset) - 1
    return token if token >= 0 and offset < parse.end[token] else None


def values_of(parse: Parse, dates: Sequence[DateSpan], money: Sequence[MoneySpan]) -> Values:
    """Lay dates and sums on the tokens."""
    by_token = ((token_at(parse, span.start), span) for span in dates)
    sums = ((token_at(parse, span.start), span) for span in money)
    return Values({t: d for t, d in by_token if t is not None}, {t: m for t, m in sums if t is not None})


_LOOK_AHEAD = frozenset({"planned", "hypothetical"})


def date_of(
    parse: Parse, anchor: Anchor, values: Values, status: str = "actual", *, inside: bool = False
) -> When | None:
    """The date of an event: one within its noun phrase, else one of its clause, else of the clause that reports it.

    Args:
        parse: the passage.
        anchor: the trigger.
        values: the dates and sums of the passage.
        status: of the event: what is planned has "on Friday" look forward, what was denied never had a day.
        inside: only one within its noun phrase will do: the verb tells another happening.
    """
    if status == "denied":
        return None
    planned = status in _LOOK_AHEAD
    sentence = parse.sentence[anchor.main]
    here = {t: d for t, d in values.dates.items() if parse.sentence[t] == sentence and not _is_start(parse, anchor, t)}
    scored = [(score, -abs(t - anchor.main), t) for t in here if (score := _closeness(parse, anchor, t, planned)) > 0]
    if inside:
        scored = [item for item in scored if item[0] == _IN_PHRASE]
    if not scored:
        return None if planned or inside or len(here) != 1 else _only_date(parse, anchor, here)
    best = max(scored)
    span = here[best[2]]
    today = span.forward is None or span.forward.edtf == span.when.edtf
    if best[0] == _LOOSE and not today and not _opens(parse, best[2]):
        return None  # what came after a day that is not today may have come any day
    if best[0] < _LEAST.get(status, _LOOSE):
        return None
    ahead = planned and best[0] in _AHEAD and not _over(parse, best[2])
    return span.forward if ahead and span.forward else span.when


def _is_start(parse: Parse, anchor: Anchor, token: int) -> bool:
    """As in "was handed three fines since 2017": no day of any of them; what goes on since then began then."""
    if parse.lower[parse.head[token]] != "since" and parse.lower[max(0, token - 1)] != "since":
        return False
    first, last = parse.sentences[parse.sentence[token]]
    counted = anchor.noun is not None and any(parse.pos[kid] == "NUM" for kid in parse.children[anchor.noun])
    return counted or "times" in parse.lower[first:last]


def _over(parse: Parse, token: int) -> bool:
    """Whether the clause of a date is told as past: "filed on Friday for an offering", "announced in March"."""
    verb = clause_verb(parse, token)
    if verb is None or any(parse.tag[kid] == "MD" for kid in parse.kids(verb, "aux")):
        return False
    helpers = {parse.lower[kid] for kid in parse.kids(verb, "aux", "auxpass")}
    return parse.tag[verb] == "VBD" or (parse.tag[verb] == "VBN" and not helpers & {"is", "are", "be", "being"})


def _opens(parse: Parse, token: int) -> bool:
    return token - parse.sentences[parse.sentence[token]][0] <= 3


# How closely a date belongs to a trigger.
_IN_PHRASE, _OWN, _INSIDE, _AROUND, _IN_PURPOSE, _LOOSE = 6, 5, 4, 3, 2, 1
_AHEAD = frozenset({_IN_PHRASE, _OWN, _INSIDE, _IN_PURPOSE})
_LEAST = {"alleged": _INSIDE, "hypothetical": _OWN}  # when it was said is not when it would be
_ANNOUNCING = frozenset(
    {"announce", "agree", "unveil", "propose", "approve", "sign", "file", "vote", "order", "introduce", "pass"}
)


def _only_date(parse: Parse, anchor: Anchor, here: dict[int, DateSpan]) -> When | None:
    """The one date of a sentence, where the parser hung it on something inside the trigger's clause."""
    token, span = next(iter(here.items()))
    verb = anchor.verb if anchor.verb is not None else clause_verb(parse, anchor.main)
    if verb is None or verb not in parse.ancestors(token) or (anchor.verb is None and _set_apart(parse, anchor.main)):
        return None
    between = [t for t in parse.ancestors(token) if t > verb and is_verb(parse, t)]
    finite = any(is_finite(parse, t) and parse.dep[t] in ("relcl", "ccomp", "advcl") for t in between)
    return None if finite else span.when


def _closeness(parse: Parse, anchor: Anchor, token: int, planned: bool) -> int:
    """How closely a date belongs to the trigger, from its own noun phrase outwards; 0 where it is another's."""
    if _purpose(parse, token) or _of_another_noun(parse, anchor, token):
        return 0
    if anchor.noun is not None and anchor.noun in _up_to_verb(parse, token):
        return _IN_PHRASE
    mine = _spoken(parse, token)
    mine = clause_verb(parse, token) if mine is None else mine
    verbs = _verbs(parse, anchor)
    if mine in verbs[:1]:
        return _OWN
    if mine is None:
        return 0
    if mine not in verbs:
        if verbs and _within(parse, mine, verbs[0]) and not _of_deeper_noun(parse, token, mine):
            purpose = any(parse.lower[kid] == "to" for kid in parse.kids(mine, "aux"))
            return _IN_PURPOSE if purpose else _INSIDE
        return int(_fronted(parse, token, verbs) or (not planned and _after_today(parse, mine, verbs)))
    return _AROUND if not planned or parse.lemma[mine] in _ANNOUNCING else 0


def _of_another_noun(parse: Parse, anchor: Anchor, token: int) -> bool:
    """As in "Monday's suit is a setback for the merger": the day is that of the suit."""
    noun = parse.head[token]
    if parse.dep[token] in ("compound", "nmod") and parse.pos[noun] == "NOUN" and noun > token and noun != anchor.main:
        return True  # "prior to the November 3 election"
    if anchor.noun is None or parse.dep[token] != "poss" or noun == anchor.noun:
        return False
    return parse.pos[noun] == "NOUN" and noun not in parse.ancestors(anchor.noun)


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


def has_subject(parse: Parse, verb: int) -> bool:
    """Whether a verb has a subject of its own, not one that it shares."""
    return bool(parse.kids(verb, "nsubj", "nsubjpass"))


def is_finite(parse: Parse, verb: int) -> bool:
    """Whether a verb has a tense: "sued", "has sued", "was sued"; not "suing", "to sue", "sued by"."""
    finite = ("VBD", "VBZ", "VBP")
    return parse.tag[verb] in finite or any(parse.tag[kid] in finite for kid in parse.kids(verb, "aux", "auxpass"))


def _spoken(parse: Parse, token: int) -> int | None:
    """The verb of speech right before a date: "said on Tuesday it would ban" was said on Tuesday."""
    before = [
        t for t in range(max(0, token - 2), token) if parse.lemma[t] in status_words().speech and is_verb(parse, t)
    ]
    return before[-1] if before else None


def _within(parse: Parse, inner: int, outer: int) -> bool:
    """Whether a clause without tense of its own stands inside another: "tapped her to replace him in 2023"."""
    current = inner
    while current != outer:
        if is_finite(parse, current) or parse.dep[current] == "relcl" or parse.head[current] == current:
            return False
        current = parse.head[current]
    return True


def _purpose(parse: Parse, token: int) -> bool:
    """As in "the 2024 election", "last year's model": a date that says which, not when."""
    return parse.dep[token] == "poss" and parse.lemma[parse.head[token]] in (
        "election",
        "sale",
        "revenue",
        "level",
        "model",
    )


def _up_to_verb(parse: Parse, token: int) -> list[int]:
    found = []
    for ancestor in parse.ancestors(token):
        if is_verb(parse, ancestor) and parse.dep[ancestor] != "amod":
            break
        found.append(ancestor)
    return found


def _verbs(parse: Parse, anchor: Anchor) -> list[int]:
    """The verb that tells the event, then those that govern it: "agreed on Friday to pay", "said on Monday it had"."""
    start = anchor.verb
    if start is None and _set_apart(parse, anchor.main):
        return []
    if start is None:
        start = next((verb for verb, _ in governors(parse, anchor.main)), anchor.main)
    start = clause_verb(parse, start)
    if start is None:
        return []
    chain = [start]
    current = start
    while (_continues(parse, current) or _tells_when(parse, current)) and len(chain) < 8:
        current = parse.head[current]
        if is_verb(parse, current):
            chain.append(current)
    return chain


def amount_of(parse: Parse, anchor: Anchor, values: Values, others: frozenset[str] = frozenset()) -> Amount | None:
    """The sum that an event is about: the nearest of its clause that is no valuation, revenue or price of a share.

    Args:
        parse: the passage.
        anchor: the trigger.
        values: the dates and sums of the passage.
        others: nouns of other events: a sum that says how large one of them is belongs to it.
    """
    sentence = parse.sentence[anchor.main]
    here = [(t, m) for t, m in values.money.items() if parse.sentence[t] == sentence and not m.bracketed]
    fitting = [(t, m) for t, m in here if not is_valuation(parse, t, m) and _is_price(parse, t, m)]
    fitting = [(t, m) for t, m in fitting if not _of_another(parse, anchor, t, others)]
    near = [(t, m) for t, m in fitting if _money_closeness(parse, anchor, t)]
    if near:
        return max(near, key=lambda item: (_money_closeness(parse, anchor, item[0]), -abs(item[0] - anchor.main)))[
            1
        ].amount
    behind = [(t, m) for t, m in fitting if 0 < t - anchor.main <= _BEHIND]
    return behind[0][1].amount if len(fitting) == 1 and behind else None


_OTHERS = frozenset(
    {"penalty", "fine", "market", "industry", "loss", "settlement", "lawsuit", "fund", "budget", "tariff"}
    | {"debt", "company", "startup", "program", "programme", "plant", "business", "loan", "subsidy"}
    | {"damages", "verdict", "contract"}
)
_PAYING = frozenset({"pay", "settle", "resolve", "agree"})


_CONTINUING = frozenset({"xcomp", "ccomp", "conj", "pcomp", "acl", "prep", "pobj", "dobj"})


_APART = frozenset({"against", "over", "by", "about", "after", "before", "despite", "since", "amid", "following"})


def _set_apart(parse: Parse, noun: int) -> bool:
    """As in "fell on Monday after the ban": what stands behind "after" did not happen when the clause did."""
    return parse.dep[noun] == "pobj" and parse.lower[parse.head[noun]] in _APART


def _continues(parse: Parse, token: int) -> bool:
    """Whether what a token hangs on happened with it; not the first of two clauses with subjects of their own."""
    if parse.dep[token] == "conj" and is_verb(parse, token) and has_subject(parse, token):
        return _tells_when(parse, parse.head[token])
    if parse.dep[token] == "prep" and parse.lower[token] in _APART:
        return False
    if parse.dep[token] == "advcl":
        return parse.tag[token] == "VBG" and not parse.kids(token, "mark", "aux")  # "sued on Monday, accusing it"
    return parse.dep[token] in _CONTINUING


def _tells_when(parse: Parse, verb: int) -> bool:
    """As in "began last year when Apple sued": the clause happened when the one above it did."""
    words = ("when", "as", "while") if parse.dep[verb] == "advcl" else ("when",)
    return parse.dep[verb] in ("advcl", "relcl") and any(parse.lower[kid] in words for kid in parse.children[verb])


def _of_another(parse: Parse, anchor: Anchor, token: int, others: frozenset[str]) -> bool:
    """Whether the sum says how large some other thing is: "sued to cancel a $170m penalty"."""
    noun = next((a for a in parse.ancestors(token) if not is_money(parse.text[a])), token)
    if anchor.verb is not None and parse.head[noun] == anchor.verb and parse.dep[noun] == "dobj":
        return False  # "build a $17 billion plant"
    if parse.dep[token] not in ("compound", "nmod", "amod", "nummod") or noun == anchor.noun:
        return False
    paying = anchor.verb is not None and parse.lemma[anchor.verb] in _PAYING
    return (parse.lemma[noun] in _OTHERS or parse.lemma[noun] in others) and not paying


_BEHIND = 14  # tokens after the trigger that the only sum of a sentence may stand


def _money_closeness(parse: Parse, anchor: Anchor, token: int) -> int:
    ancestors = _up_to_another(parse, token, anchor)
    if anchor.noun is not None and anchor.noun in ancestors:
        return 3
    if anchor.verb is not None and anchor.verb in ancestors:
        return 3 if clause_verb(parse, token) == anchor.verb else 2
    mine, verbs = clause_verb(parse, token), _verbs(parse, anchor)
    if mine in verbs:
        return 1
    return int(mine is not None and bool(verbs) and anchor.noun is not None and _within(parse, mine, verbs[0]))


def _up_to_another(parse: Parse, token: int, anchor: Anchor) -> list[int]:
    """What a sum hangs on, up to a noun that is only coordinated with the trigger: it has a sum of its own."""
    found = []
    current = token
    while parse.head[current] != current:
        if parse.dep[current] == "conj" and current != anchor.noun and parse.pos[current] == "NOUN":
            break
        current = parse.head[current]
        found.append(current)
    return found


def _last(parse: Parse, span: MoneySpan, token: int) -> int:
    last = token
    while last + 1 < len(parse) and parse.start[last + 1] < span.end:
        last += 1
    return last


def is_valuation(parse: Parse, token: int, span: MoneySpan) -> bool:
    """Whether a sum says what a company is worth."""
    last = _last(parse, span, token)
    after = parse.lemma[last + 1 : last + 5]
    before = parse.lemma[max(0, token - 7) : token]
    if "valuation" in after[:3] and not {"at", ",", "with", "on"} & set(after[: after.index("valuation")]):
        return True
    if any(word in ("valuation", "value") for word in before) and not any(
        w in (",", "and", "raise") for w in before[-2:]
    ):
        return True
    governor = clause_verb(parse, token)
    return governor is not None and parse.lemma[governor] == "value"


def _is_price(parse: Parse, token: int, span: MoneySpan) -> bool:
    last = _last(parse, span, token)
    after = parse.lower[last + 1 : last + 4]
    if after[:2] in (
        ["per", "share"],
        ["a", "share"],
        ["per", "user"],
        ["a", "month"],
        ["a", "year"],
        ["per", "month"],
        ["per", "year"],
    ):
        return False
    if any(parse.tag[kid] == "PRP$" for kid in parse.children[token]):
        return False  # "a chunk of its $137 billion in cash" is what it has
    if (
        any(word in _MEASURED for word in parse.lower[max(0, token - 3) : token])
        and "of" in parse.lower[token - 2 : token]
    ):
        return False  # "with combined revenues of about $15 billion"
    return not any(word in _NOT_PRICES for word in after[:2]) or "deal" in after


def valuation_of(parse: Parse, anchor: Anchor, values: Values) -> Amount | None:
    """What the sentence says the company is worth; None where it does not say."""
    sentence = parse.sentence[anchor.main]
    here = [(t, m) for t, m in values.money.items() if parse.sentence[t] == sentence and not m.bracketed]
    return next((m.amount for t, m in sorted(here, key=lambda item: item[0]) if is_valuation(parse, t, m)), None)
