"""Lists to take along for programs: Parquet, a column each, and JSON-LD, what the graph itself says."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

from explorer.lists.articles import list_articles
from explorer.lists.conditions import Slice
from explorer.lists.entities import list_entities
from explorer.lists.events import list_events
from explorer.lists.exposures import list_exposures
from explorer.pages import Ask
from explorer.views.articles import article_filter
from explorer.views.entities import entity_filter
from explorer.views.events import event_filter
from explorer.views.exports import FileTable, articles_table, entities_table, events_table, exposures_table
from explorer.views.exposure import wanted_exposures
from graph.export_jsonld import nodes_of
from ontology.context import context
from policygraph.errors import PolicygraphError

_MOST_NODES = 5_000
Make = Callable[[Ask], bytes]


def parquet(table: Callable[[Ask], FileTable]) -> Make:
    """What makes a Parquet file of a list."""
    return lambda ask: as_parquet(table(ask))


def as_parquet(table: FileTable) -> bytes:
    """A table as Parquet; the type of a column is that of its values.

    Raises:
        PolicygraphError: the extra ``dataframe`` is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet as writer
    except ModuleNotFoundError as error:
        raise PolicygraphError(
            "Parquet needs pyarrow: pip install 'policygraph[dataframe]'; CSV needs nothing."
        ) from error
    columns = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.columns)
    arrays = {name: list(values) for name, values in zip(table.columns, columns, strict=True)}
    out = io.BytesIO()
    writer.write_table(pyarrow.table(arrays), out)
    return out.getvalue()


events_parquet = parquet(events_table)
articles_parquet = parquet(articles_table)
entities_parquet = parquet(entities_table)
exposures_parquet = parquet(exposures_table)


def events_jsonld(ask: Ask) -> bytes:
    """What the graph says of the events that pass the filters of the address."""
    found = list_events(ask.data.listing, event_filter(ask), Slice(1, _MOST_NODES))
    return _jsonld(ask, [event.iri for event in found])


def articles_jsonld(ask: Ask) -> bytes:
    """What the graph says of the articles that pass the filters of the address."""
    found = list_articles(ask.data.listing, article_filter(ask), Slice(1, _MOST_NODES))
    return _jsonld(ask, [article.iri for article in found])


def entities_jsonld(ask: Ask) -> bytes:
    """What the graph says of the entities that pass the filters of the address."""
    found = list_entities(ask.data.listing, entity_filter(ask), Slice(1, _MOST_NODES))
    return _jsonld(ask, [entity.iri for entity in found])


def exposures_jsonld(ask: Ask) -> bytes:
    """What the graph says of the exposures that the address asks for."""
    wanted = wanted_exposures(ask)
    found = list_exposures(ask.data.listing, wanted, Slice(1, _MOST_NODES)) if wanted else ()
    return _jsonld(ask, [exposure.iri for exposure in found])


def _jsonld(ask: Ask, iris: list[str]) -> bytes:
    document = {"@context": context(), "@graph": list(nodes_of(ask.data.reader, iris))}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()
