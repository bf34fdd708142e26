"""The third part of the line: articles to extractions to named graphs in the store."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from graph.load import load as load_extractions
from graph.load import retract
from graph.names import article_graph_name, article_graphs_begin
from graph.store import Store
from policygraph.errors import PolicygraphError
from policygraph.records import Article, Extraction, Outcome

BATCH = 50  # articles; a Prefect task costs 10 ms, an article some 200
_LOG = logging.getLogger(__name__)

Read = Extraction | Outcome  # what an article says, or why it could not be read


def extract_articles(articles: Sequence[Article]) -> list[Read]:
    """Read a batch of articles, in order; one that cannot be read comes back as an outcome.

    A copy is not read: what it says was said by the original, and is counted once.

    Raises:
        PolicygraphError: no article can be read: a data file is wrong, or a model is missing.
    """
    from extractors.pipeline import extract_batch

    news = [article for article in articles if not article.copy_of]
    try:
        read: list[Read] = list(extract_batch(news))
    except PolicygraphError:  # a data file or a model that nothing can be read with
        raise
    except Exception:  # noqa: BLE001 - one article must not stop the others; the culprit is found below
        _LOG.exception("extracting a batch of %d; trying its articles one by one", len(news))
        read = [_extract_one(article) for article in news]
    found = iter(read)
    return [Extraction(article) if article.copy_of else next(found) for article in articles]


def load_readers() -> None:
    """Load what reads articles, before there are any; in this process, once."""
    from extractors.pipeline import reader

    for language in ("en", "zh-Hans"):
        reader(language)


def _extract_one(article: Article) -> Read:
    from extractors.pipeline import extract_batch

    try:
        return extract_batch([article])[0]
    except PolicygraphError:
        raise
    except Exception as error:  # noqa: BLE001 - one article must not stop the others; it is listed and logged
        _LOG.exception("extracting %s", article.url or article.id)
        reason = f"the article could not be read ({type(error).__name__}: {error}); please report it"
        return Outcome(article.id, "extraction", "failed", reason, title=article.title)


def load(results: Sequence[Read], store: Store, present: frozenset[str] = frozenset()) -> list[Outcome]:
    """Check the graphs of a batch and load those that conform, in one atomic update.

    The graph that the store may have of an article that is quarantined, or could not be read, goes: the graph is a
    function of the archive, and what an older version of the page or of the pipeline said is not in it.

    Args:
        results: what was read from different articles.
        store: is written.
        present: ids of articles that had a graph before.

    Returns:
        An outcome for each result, in order.
    """
    loaded = load_extractions(store, [result for result in results if isinstance(result, Extraction)])
    quarantined = {each.article_id: each.outcome() for each in loaded.quarantined}
    bad = sorted({result.subject for result in results if isinstance(result, Outcome)} | quarantined.keys())
    retract(store, [article_graph_name(identifier) for identifier in bad])
    store.flush()
    unchanged = frozenset(loaded.unchanged)
    return [
        result
        if isinstance(result, Outcome)
        else quarantined.get(result.article.id) or _success(result, present, unchanged)
        for result in results
    ]


def _success(extraction: Extraction, present: frozenset[str], unchanged: frozenset[str]) -> Outcome:
    article = extraction.article
    if article.copy_of:
        return Outcome(article.id, "load", "copy", f"repeats {article.copy_of}", title=article.title)
    counts = {
        "entities": len(extraction.entities),
        "events": len(extraction.events),
        "facts": len(extraction.facts),
    }
    if article.id in unchanged:
        return Outcome(article.id, "load", "unchanged", title=article.title, counts=counts)
    if article.id in present:
        return Outcome(article.id, "load", "updated", title=article.title, counts=counts)
    return Outcome(article.id, "load", "new", title=article.title, counts=counts)


def loaded_articles(store: Store) -> frozenset[str]:
    """The ids of the articles that have a graph in the store."""
    prefix = article_graphs_begin()
    return frozenset(name.removeprefix(prefix) for name in store.graph_names() if name.startswith(prefix))


def remove_articles(store: Store, identifiers: Sequence[str]) -> None:
    """Remove the graphs of these articles, with the entities that they alone spoke of."""
    retract(store, [article_graph_name(identifier) for identifier in identifiers])
