"""What the parse says of a mention: whether it acts, is used, or fills a role that only one type can fill."""

from __future__ import annotations

from collections.abc import Callable

from extractors.english.grammar import grammar_words
from extractors.english.parse import Parse
from extractors.linking import Hint
from policygraph.records import Mention

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
    if relation == "nsubj" and lemma in grammar_words().acts:
        raised = lemma == "raise" and any(parse.lemma[t] in _MONEY_RAISED for t in parse.subtree(head))
        return Hint(acts=True, type="Company" if raised else "")
    if relation == "pobj" and parse.dep[head] == "agent":
        return Hint(acts=True)
    if relation in ("dobj", "nsubjpass") and lemma in grammar_words().suffers:
        return Hint(acts=True)
    if relation in ("dobj", "nsubjpass") and lemma in grammar_words().used:
        return Hint(used=True)
    if relation == "pobj" and parse.lower[head] in _ON:
        return Hint(used=True)
    return None
