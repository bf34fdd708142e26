"""Which sum of a sentence an event is about, and which says what a company is worth."""

from __future__ import annotations

import re
from itertools import takewhile

from extractors.english.clauses import has_subject, verbs_of, within
from extractors.english.money import MoneySpan, is_money
from extractors.english.parse import Parse
from extractors.english.slots import Anchor
from extractors.english.syntax import clause_verb, is_verb
from extractors.english.values import Values
from policygraph.records import Amount

_NOT_PRICES = frozenset(
    {"valuation", "revenue", "revenues", "sales", "profit", "income", "worth", "cap", "capitalization"}
    | {"loss", "share", "shares", "apiece", "earnings", "stock", "turnover", "assets", "capitalisation"}
    | {"value"}
)
_MEASURED = frozenset(
    {"revenue", "revenues", "sales", "profit", "profits", "income", "turnover", "capitalization", "assets", "losses"}
)
_OTHERS = frozenset(
    {"penalty", "fine", "market", "industry", "loss", "settlement", "lawsuit", "fund", "budget", "tariff"}
    | {"debt", "company", "startup", "program", "programme", "plant", "business", "loan", "subsidy"}
    | {"damages", "verdict", "contract"}
)
_DEALS = frozenset({"deal", "takeover", "transaction", "merger", "acquisition", "buyout", "purchase", "tie-up"})
_BUYING = frozenset({"buy", "acquire", "purchase", "sell", "merge", "divest"})
_PAYING = frozenset({"pay", "settle", "resolve", "agree"})
_BEHIND = 14  # tokens after the trigger that the only sum of a sentence may stand


def amount_of(
    parse: Parse,
    anchor: Anchor,
    values: Values,
    kind: str = "",
    others: frozenset[str] = frozenset(),
    *,
    inside: bool = False,
) -> Amount | None:
    """The sum that an event is about: the nearest of its clause that is no valuation, revenue or price of a share.

    Args:
        parse: the passage.
        anchor: the trigger.
        values: the dates and sums of the passage.
        kind: the type of the event.
        others: nouns of other events: a sum that says how large one of them is belongs to it.
        inside: only one within its noun phrase will do: the verb tells another happening.
    """
    sentence = parse.sentence[anchor.main]
    here = [(t, m) for t, m in values.money.items() if parse.sentence[t] == sentence and not m.bracketed]
    sums = [(t, m) for t, m in here if not is_valuation(parse, t, m) and _is_price(parse, t, m)]
    beside = [m for _, m in sums if _right_before(parse, anchor.noun, m, _OTHERS | others)]
    if beside:
        return beside[-1].amount
    fitting = {t: m.amount for t, m in sums if _can_be_its(parse, anchor, t, kind, others, inside=inside)}
    near = {t: closeness for t in fitting if (closeness := _money_closeness(parse, anchor, t))}
    if near:
        return fitting[max(near, key=lambda t: (near[t], -abs(t - anchor.main)))]
    behind = [t for t in fitting if 0 < t - anchor.main <= _BEHIND and not _of_another_happening(parse, t, anchor)]
    if len(fitting) == 1 and behind:
        return fitting[behind[0]]
    deals = [amount for t, amount in fitting.items() if _of_the_deal(parse, t)]
    return deals[0] if len(deals) == 1 and kind == "Acquisition" else None


def _can_be_its(parse: Parse, anchor: Anchor, token: int, kind: str, others: frozenset[str], *, inside: bool) -> bool:
    """Whether a sum is not clearly another's: of another noun, of a purchase, of the story behind a suit."""
    if _of_another(parse, anchor, token, others) or (kind in _NO_DEALS and _of_a_purchase(parse, token)):
        return False
    if (kind == "Lawsuit" and _is_told_of(parse, token)) or (kind in _SETTLING and _is_share_of_many(parse, token)):
        return False
    return not inside or anchor.noun in list(parse.ancestors(token))


def _is_told_of(parse: Parse, token: int) -> bool:
    """As in "claims that it spent $89 million on ads": part of the story, not what is sued for."""
    verb = clause_verb(parse, token)
    return verb is not None and parse.lemma[verb] in _SPENDING


def _is_share_of_many(parse: Parse, token: int) -> bool:
    """As in "settlement payments up to $25,000": what each of many is paid is not what it costs."""
    above = list(parse.ancestors(token))[:4]
    most = "up" in parse.lower[max(0, token - 2) : token]
    each = {"each", "apiece"} & set(parse.lower[token + 1 : token + 3])
    return bool(most or each) and any(parse.tag[t] == "NNS" and parse.lemma[t] in _SHARES for t in above)


_SETTLING = frozenset({"Settlement", "Penalty", "Ruling"})
_SHARES = frozenset({"payment", "payout", "check", "cheque", "refund", "credit", "voucher", "claimant", "customer"})
_SPENDING = frozenset(
    {"spend", "earn", "make", "generate", "invest", "raise", "buy", "acquire", "lose", "sell", "value"}
)
_NO_DEALS = frozenset({"Lawsuit", "Ruling", "Restriction", "Penalty"})


def _of_a_purchase(parse: Parse, token: int) -> bool:
    """As in "sued to block A from buying B for $69 billion", which is the price and no claim."""
    verb = clause_verb(parse, token)
    return verb is not None and parse.lemma[verb] in _BUYING


def _of_the_deal(parse: Parse, token: int) -> bool:
    """As in "opened a probe into the $21.8 billion deal", which the sentence has named before."""
    noun = parse.head[token]
    plain = parse.dep[token] in ("compound", "nmod", "amod", "nummod") and parse.lemma[noun] in _DEALS
    return plain and not any(parse.lower[kid] in ("of", "by", "for", "between", "with") for kid in parse.children[noun])


def _of_another(parse: Parse, anchor: Anchor, token: int, others: frozenset[str]) -> bool:
    """Whether the sum says how large some other thing is: "sued to cancel a $170m penalty"."""
    noun = next((a for a in parse.ancestors(token) if not is_money(parse.text[a])), token)
    if anchor.verb is not None and parse.head[noun] == anchor.verb and parse.dep[noun] == "dobj":
        return False  # "build a $17 billion plant"
    if parse.dep[token] not in ("compound", "nmod", "amod", "nummod") or noun == anchor.noun:
        return False
    paying = anchor.verb is not None and parse.lemma[anchor.verb] in _PAYING
    return (parse.lemma[noun] in _OTHERS or parse.lemma[noun] in others) and not paying


def _right_before(parse: Parse, noun: int | None, span: MoneySpan, others: frozenset[str]) -> bool:
    """As in "a €3 billion ($3.5 billion) antitrust fine", where the parser loses the sum."""
    if noun is None or not 0 <= parse.start[noun] - span.end <= _WIDEST:
        return False
    between = re.sub(r"\([^)]*\)", " ", parse.raw[span.end : parse.start[noun]])
    tokens = [t for t in range(len(parse)) if span.end <= parse.start[t] < parse.start[noun]]
    if any(parse.lemma[t] in others for t in tokens):
        return False
    plain = all(parse.pos[t] in ("ADJ", "NOUN", "PROPN", "PUNCT", "SYM", "NUM", "ADV") for t in tokens)
    return plain and re.fullmatch(r"[\s-]*(?:[\w-]+\s+){0,3}", between) is not None


_WIDEST = 50  # code points between a sum and its noun, with another currency in brackets


def _money_closeness(parse: Parse, anchor: Anchor, token: int) -> int:
    ancestors = _up_to_another(parse, token, anchor)
    if anchor.noun is not None and anchor.noun in ancestors:
        return 3
    if anchor.verb is not None and anchor.verb in ancestors:
        return 3 if clause_verb(parse, token) == anchor.verb else 2
    mine, verbs = clause_verb(parse, token), verbs_of(parse, anchor)
    if mine in (verbs if anchor.verb is not None else verbs[:1]) or _pays_for(parse, mine, anchor):
        return 1
    return int(mine is not None and bool(verbs) and anchor.noun is not None and within(parse, mine, verbs[0]))


def _pays_for(parse: Parse, verb: int | None, anchor: Anchor) -> bool:
    """As in "paying $47.5 billion to acquire Yahoo"."""
    if verb is None or anchor.verb is None or parse.head[anchor.verb] != verb:
        return False
    purpose = any(parse.lower[kid] == "to" for kid in parse.kids(anchor.verb, "aux"))
    return purpose and parse.lemma[verb] in ("pay", "offer", "spend", "bid")


def _up_to_another(parse: Parse, token: int, anchor: Anchor) -> list[int]:
    """What a sum hangs on, up to a noun that is only coordinated with the trigger: it has a sum of its own."""
    found = []
    current = token
    while parse.head[current] != current:
        if parse.dep[current] == "conj" and current != anchor.noun and _has_its_own_sum(parse, current, anchor):
            break
        if is_of_another_time(parse, current) and current != anchor.verb:
            break
        current = parse.head[current]
        found.append(current)
    return found


def _of_another_happening(parse: Parse, token: int, anchor: Anchor) -> bool:
    above = [t for t in parse.ancestors(token) if is_verb(parse, t)]
    if any(is_of_another_time(parse, t) and t != anchor.verb for t in takewhile(lambda t: t != anchor.verb, above)):
        return True
    above = [t for t in above if parse.dep[t] == "conj"]
    return any(parse.head[t] == anchor.verb and _has_its_own_sum(parse, t, anchor) for t in above)


def is_of_another_time(parse: Parse, clause: int) -> bool:
    """As in "bought it in May, a month after it had raised $5 million": a clause that tells something else."""
    marks = {parse.lower[kid] for kid in parse.kids(clause, "mark")}
    apart = parse.dep[clause] == "advcl" and bool(marks & _TIMES)
    reported = parse.dep[clause] == "acl" and "that" in marks  # "reports that it would sell for $6 billion"
    return (apart or reported) and has_subject(parse, clause)


_TIMES = frozenset({"after", "before", "since", "until", "once", "although", "though", "while"})


def _has_its_own_sum(parse: Parse, conjunct: int, anchor: Anchor) -> bool:
    """As in "to take a stake and buy its search business for $9 billion": the sum is what the business costs."""
    if parse.pos[conjunct] == "NOUN":
        return True
    if conjunct == anchor.verb or not is_verb(parse, conjunct) or parse.lemma[conjunct] in _PAYING:
        return False
    return any(not is_money(parse.text[kid]) for kid in parse.kids(conjunct, "dobj"))


def _last(parse: Parse, span: MoneySpan, token: int) -> int:
    last = token
    while last + 1 < len(parse) and parse.start[last + 1] < span.end:
        last += 1
    return last


def is_valuation(parse: Parse, token: int, span: MoneySpan) -> bool:
    """Whether a sum says what a company is worth."""
    last = _last(parse, span, token)
    after = parse.lemma[last + 1 : last + 5]
    before = _before(parse, token)
    if "valuation" in after[:3] and not {"at", ",", "with", "on"} & set(after[: after.index("valuation")]):
        return True
    if any(word in ("valuation", "value") for word in before) and not any(
        w in (",", "and", "raise") for w in before[-2:]
    ):
        return True
    governor = clause_verb(parse, token)
    return governor is not None and parse.lemma[governor] == "value"


def _before(parse: Parse, token: int) -> list[str]:
    """The lemmas right before a sum, back to another sum: "its valuation to $5 billion after a $300 million round"."""
    first = max(0, token - 7)
    others = [t for t in range(first, token) if is_money(parse.text[t])]
    return parse.lemma[others[-1] + 1 if others else first : token]


_PER_PIECE = frozenset(
    {("per", "share"), ("a", "share"), ("per", "user"), ("a", "month"), ("a", "year"), ("per", "month")}
    | {("per", "year"), ("for", "each"), ("for", "every")}
)


def _is_price(parse: Parse, token: int, span: MoneySpan) -> bool:
    last = _last(parse, span, token)
    after = [word for word in parse.lower[last + 1 : last + 6] if word != "-"][:3]  # "its $31-per-share offer"
    if tuple(after[:2]) in _PER_PIECE:
        return False
    if after[:1] in (["each"], ["apiece"]) and "share" in parse.lemma[max(0, token - 4) : token]:
        return False  # "sold shares at $33 each"
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
    said = ((t, m) for t, m in sorted(here, key=lambda item: item[0]) if is_valuation(parse, t, m))
    return next((m.amount for t, m in said if not _of_another_clause(parse, anchor, t)), None)


def _of_another_clause(parse: Parse, anchor: Anchor, token: int) -> bool:
    """As in "A raised $5 million, and B is raising $9 million at a valuation of $90 million": what B is worth."""
    mine, theirs = set(parse.ancestors(anchor.main)), set(parse.ancestors(token))
    verbs = (verb for verb in (mine ^ theirs) - {anchor.main, anchor.verb} if is_verb(parse, verb))
    return any(parse.dep[verb] == "conj" and has_subject(parse, verb) for verb in verbs)
