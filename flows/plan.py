"""Which article each archived page is, and which repeats which: a function of the set of pages, not of their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policygraph.archive import CleanedArticle
from policygraph.copies import Candidate, Signature, originals


@dataclass(frozen=True, slots=True)
class Plan:
    """What the graph is to hold."""

    copy_of: Mapping[str, str]  # page key -> id of the article that it repeats; empty for news of its own
    owners: Mapping[str, str]  # article id -> key of the page that it is read from

    def has_graph(self, key: str, article_id: str) -> bool:
        """Whether the article of this page is read from it, and not from another page of the same article."""
        return self.owners.get(article_id) == key


def plan(cleaned: Iterable[CleanedArticle]) -> Plan:
    """Decide for all articles at once.

    Of several pages that name the same article (the same canonical URL), the one with the smallest key stands for it
    and the others repeat it. Of several articles with nearly the same text, the earliest is the original.
    """
    rows = sorted(cleaned, key=lambda row: (row.article_id, row.key))
    owners: dict[str, str] = {}
    for row in rows:
        owners.setdefault(row.article_id, row.key)
    standing = [row for row in rows if owners[row.article_id] == row.key]
    copies = originals(Candidate(r.article_id, r.published, Signature.from_bytes(r.signature)) for r in standing)
    copy_of = {
        row.key: copies.get(row.article_id, "") if owners[row.article_id] == row.key else row.article_id for row in rows
    }
    return Plan(copy_of, owners)
