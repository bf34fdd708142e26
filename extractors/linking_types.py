"""The type of a name that the gazetteer does not have: what its words, its context and the parse say of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from extractors.gazetteer_folding import fold
from extractors.linking_cues import load_cues, type_by_form, votes
from extractors.linking_spans import Hint
from extractors.linking_unknown import Group
from policygraph.records import Article, Mention

_TYPES = ("Company", "GovernmentBody", "Organization", "Person", "Product", "Law", "Place")
_SAID = 1.5  # weight of the reader's own label against one word of context


def corrected_type(
    group: Group, mentions: Sequence[Mention], article: Article, hint: Callable[[Mention], Hint | None]
) -> str:
    """The likeliest type of an unknown name.

    Its own words decide where they can ("… University"); else the reader's label, the words beside each mention
    ("raises a Series B" follows a company) and the roles that it fills are counted together.
    """
    cues = load_cues(article.lang[:2])
    for name in (group.name, *group.aliases):
        if kind := type_by_form(cues, name):
            return kind
    tally: defaultdict[str, float] = defaultdict(float)
    for label, weight in group.labels:
        tally[label] += _SAID * weight
    for mention in mentions:
        before = fold(article.text[max(0, mention.start - 40) : mention.start])
        for kind, weight in votes(cues, before, fold(article.text[mention.end : mention.end + 40]), _TYPES).items():
            tally[kind] += weight
        said = hint(mention)
        if said is not None and said.type:
            tally[said.type] += _SAID
    return max(_TYPES, key=lambda kind: tally[kind])
