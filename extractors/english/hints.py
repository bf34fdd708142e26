"""What the parse says of a mention: whether it acts, is used, or fills a role that only one type can fill."""

from __future__ import annotations

from collections.abc import Callable

from extractors.english.parse import Parse
from extractors.linking import Hint
from policygraph.records import Mention

_ACTS = frozenset(
    "say sue accuse announce acquire buy raise launch unveil file agree appeal deny pay invest hire appoint fire tell claim argue "
    "plan sign partner settle refuse warn report own allege urge call ask threaten ban block fine restrict remove delete "
    "respond decline comply violate collect mislead fail insist merge sell release introduce face spend develop build "
    "go list report post lose win expect aim shut prohibit investigate order impose demand want believe add cut lay".split()
)
_SUFFERS = frozenset(
    "sue accuse fine investigate acquire buy charge probe order allege blame penalize sanction hit urge ask".split()
)
_USED = frozenset(
    "ban use download install access delete post block visit join browse launch unveil release run update".split()
)
_ON = frozenset({"on", "via", "using", "through"})
_MONEY_RAISED = frozenset({"funding", "round", "series", "valuation", "ipo", "revenue"})


def hint_of(parse: Parse) -> Callable[[Mention], Hint | None]:
    """A function that says what this passage's parse tells of a mention in it."""

    def hint(mention: Mention) -> Hint | None:
        tokens = parse.tokens(mention.start, mention.end)
        return _hint(parse, tokens[1] - 1) if tokens is not None and mention.field == parse.field else None

    return hint


def _hint(parse: Parse, token: int) -> Hint | None:
    head, relation = parse.head[token], parse.dep[token]
    lemma = parse.lemma[head]
    if relation == "nsubj" and lemma in _ACTS:
        raised = lemma == "raise" and any(parse.lemma[t] in _MONEY_RAISED for t in parse.subtree(head))
        return Hint(acts=True, type="Company" if raised else "")
    if relation == "pobj" and parse.dep[head] == "agent":
        return Hint(acts=True)
    if relation in ("dobj", "nsubjpass") and lemma in _SUFFERS:
        return Hint(acts=True)
    if relation in ("dobj", "nsubjpass") and lemma in _USED:
        return Hint(used=True)
    if relation == "pobj" and parse.lower[head] in _ON:
        return Hint(used=True)
    return None
