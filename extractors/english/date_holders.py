"""Whether the day of a clause is the day of an event that a noun of it tells without a verb of its own.

As in "closed the deal on Friday", which says when; not as in "spoke on Friday about the deal", "applauded the probe on
Friday", "said on Friday that the deal raises no concerns": there the day is that of the speaking.
"""

from __future__ import annotations

from extractors.english.clauses import verbs_of
from extractors.english.parse import Parse
from extractors.english.scope import status_words
from extractors.english.slots import Anchor
from extractors.english.syntax import clause_verb, is_verb

# What one does to an event on the day that it happens or that it ends.
_MAKING = frozenset(
    {"announce", "unveil", "disclose", "reveal", "begin", "start", "launch", "open", "commence", "initiate", "bring"}
    | {"file", "lodge", "sign", "seal", "strike", "reach", "finalize", "finalise", "renew", "pass", "enact", "adopt"}
    | {"publish", "issue", "deliver", "hand", "impose", "secure", "clinch", "make", "propose", "submit", "release"}
    | {"introduce", "suffer", "mar", "undergo", "carry", "conduct", "hold", "see", "price", "raise", "increase"}
    | {"confirm", "agree", "ink", "have", "get", "receive"}
)
_ENDING = frozenset(
    {"close", "complete", "finish", "block", "abandon", "scrap", "withdraw", "terminate", "cancel", "conclude", "end"}
    | {"drop", "halt", "postpone", "delay", "veto", "prohibit", "bar", "reject", "win", "pull", "call"}
)
# Of these the end is an event of the same type; a suit that is dropped was filed on another day.
_WITH_END = frozenset({"Acquisition", "Partnership", "Offering", "FundingRound", "ProductLaunch", "Settlement"})
# What an event does on its day.
_COMING = frozenset(
    {"date", "announce", "file", "expand", "become", "follow", "fail", "lapse", "fall", "win", "receive", "cut", "hit"}
    | {"succeed", "stop", "arrive", "emerge", "surface", "occur", "affect", "break", "pass", "expose", "disrupt"}
)
# Through what else came about, it came about then: "grew last year through the acquisition of Initech".
_MEANS = frozenset({"through", "via", "with", "by"})
_AT = frozenset({"in", "from", "after", "following"})
BESIDE = 2  # tokens: "its fine last year", "its fine in 2018"


def holds_day(parse: Parse, noun: int, date: int, kind: str, *, reported: bool) -> bool:
    """Whether a day of the clause around a noun is that of what the noun tells.

    Args:
        parse: the passage.
        noun: what tells the event.
        date: the token that the date begins with.
        kind: the type of the event.
        reported: whether the date belongs to a clause further up, which reports the noun's.
    """
    relation, head = parse.dep[noun], parse.head[noun]
    if 0 < date - noun <= BESIDE:
        return not reported
    if relation in ("conj", "appos") and head != noun and not is_verb(parse, head):
        return holds_day(parse, head, date, kind, reported=reported)
    if relation == "compound" and head > noun:
        return holds_day(parse, head, date, kind, reported=reported)
    if relation == "dobj" and parse.lower[head] == "following":
        return not reported and is_right_behind(parse, noun, date)
    if relation in ("dobj", "nsubjpass"):
        return parse.lemma[head] in (_MAKING | _ENDING if kind in _WITH_END else _MAKING)
    if relation == "nsubj":
        being = reported and parse.lemma[head] in ("be", "remain")  # "said on Monday that the probe is a distraction"
        return not being and parse.lemma[head] in _COMING | status_words().occurring
    if relation == "pobj":
        near = parse.lower[head] in _AT and is_right_behind(parse, noun, date)
        return not reported and (near or parse.lower[head] in _MEANS)
    return not reported


_APART = frozenset({",", "prior", "ahead", "before", "after", "until", "since", "following"})


def is_right_behind(parse: Parse, noun: int, date: int) -> bool:
    """As in "through its purchase of Initech earlier this year": no verb or comma stands between.

    Args:
        parse: the passage.
        noun: what tells the event.
        date: the token that the date begins with.
    """
    between = range(noun + 1, date)
    return noun < date and not any(is_verb(parse, t) or parse.lower[t] in _APART for t in between)


def takes_effect(parse: Parse, date: int) -> bool:
    """As in "her departure, effective July 1", "the ban takes effect on July 1": the day of what is told."""
    before = parse.lower[max(0, date - 4) : date]
    return "effective" in before or sets_in(parse, date)


def sets_in(parse: Parse, date: int) -> bool:
    """As in "the ban takes effect on July 1", "the law comes into force on July 1": in the present, of a day ahead."""
    verb = clause_verb(parse, date)
    if verb is None or parse.tag[verb] not in ("VBZ", "VBP") or parse.lemma[verb] not in _SETTING_IN:
        return False
    return not _IN_EFFECT.isdisjoint(parse.lower[verb:date])


_SETTING_IN = frozenset({"take", "come", "go", "enter"})
_IN_EFFECT = frozenset({"effect", "force"})


def is_counted_to(parse: Parse, date: int, anchor: Anchor) -> bool:
    """As in "in April, a month after France had fined it": whether the event is that which April is a month after.

    Args:
        parse: the passage.
        date: the token that the expression begins with.
        anchor: the trigger.
    """
    counting = next((t for t in range(date, min(date + 5, len(parse))) if parse.lower[t] in ("after", "before")), None)
    if counting is None:
        return False
    behind = parse.kids(counting, "pobj", "pcomp") or [parse.head[counting]]
    return counting < anchor.main and (anchor.main in behind or bool(set(verbs_of(parse, anchor)) & set(behind)))


def is_day_of_disclosure(parse: Parse, date: int) -> bool:
    """As in "a breach that Initech disclosed in May": by then it had happened, nobody says when."""
    clause = clause_verb(parse, date)
    return clause is not None and parse.lemma[clause] in _DISCLOSING


_DISCLOSING = frozenset({"disclose", "announce", "reveal", "confirm", "report", "acknowledge", "admit", "discover"})


_CLOSING = frozenset({"close", "complete", "finish", "happen", "occur", "finalize", "finalise", "sign", "announce"})


def of_a_part(parse: Parse, date: int, verb: int | None) -> bool:
    """As in "raised $5 million in a round that closed on March 6": what the verb takes came about then."""
    clause = next((t for t in parse.ancestors(date) if is_verb(parse, t)), None)
    if clause is None or verb is None or parse.dep[clause] not in ("relcl", "acl"):
        return False
    noun = parse.head[clause]
    mine = next((t for t in parse.ancestors(noun) if is_verb(parse, t)), None)
    return parse.lemma[clause] in _CLOSING and parse.lemma[noun] in _PARTS and mine == verb


_PARTS = frozenset(
    {"round", "deal", "transaction", "financing", "sale", "purchase", "acquisition", "offering", "merger"}
)


_MOVING = frozenset(
    {"extend", "extension", "delay", "postpone", "push", "prolong", "lengthen", "shift", "adjourn", "defer", "move"}
    | {"deadline", "renew", "suspend", "postponement"}
)


def is_moved(parse: Parse, date: int) -> bool:
    """As in "extended its review to Jan. 8 from Dec. 23": until when something is put off, not when it happened."""
    before = parse.lower[max(0, date - 2) : date]
    above = [date, *parse.ancestors(date)][:5]
    until = bool({"to", "until", "till", "from", "by"} & set(before))
    return until and any(parse.lemma[token] in _MOVING for token in above)
