"""Whether a platform is meant as the company that runs it or as the product that is used, banned or posted on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from extractors.gazetteer import Entry
from extractors.gazetteer_folding import fold
from extractors.linking_cues import Cues, load_cues, votes
from extractors.linking_spans import Hint
from policygraph.records import Article, Mention

_HINT_WEIGHT = 2.0
_PRODUCT = "Product"


def type_of(entry: Entry, mentions: Sequence[Mention], article: Article, hint: Callable[[Mention], Hint | None]) -> str:
    """The type that an entry has in an article: its first, unless most of its mentions speak for another.

    Args:
        entry: who is meant.
        mentions: where it is named.
        article: the text around the mentions.
        hint: what the parse says of a mention; counts double against the words around it.

    Returns:
        One of the entry's types.
    """
    if not entry.also:
        return entry.type
    tally: defaultdict[str, float] = defaultdict(float)
    for mention in mentions:
        for kind, weight in _speaks_for(mention, article, entry, hint).items():
            tally[kind] += weight
    best = max((entry.type, *entry.also), key=lambda kind: tally[kind])
    return best if tally[best] > tally[entry.type] else entry.type


def _speaks_for(
    mention: Mention, article: Article, entry: Entry, hint: Callable[[Mention], Hint | None]
) -> defaultdict[str, float]:
    cues: Cues = load_cues(article.lang[:2])
    before = fold(article.text[max(0, mention.start - 40) : mention.start])
    after = fold(article.text[mention.end : mention.end + 40])
    tally = votes(cues, before, after, (entry.type, *entry.also))
    said = hint(mention)
    actor = next((kind for kind in (entry.type, *entry.also) if kind != _PRODUCT), entry.type)
    if said is not None:
        tally[said.type] += _HINT_WEIGHT if said.type else 0
        tally[actor] += _HINT_WEIGHT if said.acts else 0
        tally[_PRODUCT] += _HINT_WEIGHT if said.used else 0
    return tally
