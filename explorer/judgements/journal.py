"""The journal of judgements as pages show it: what each is about, whether it still counts, whether it shows already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from explorer.addresses import page_of
from explorer.dataset import OpenDataset
from explorer.lists.entities import entity_links
from explorer.lists.events import events_by_iri
from explorer.lists.records import EventItem
from explorer.pages import Ask
from graph.listing.questions import ask as ask_graph
from graph.names import base, graph_name
from policygraph.archive import Archive, Judgement
from policygraph.judging import is_iri, last_words

_NEWEST = "SELECT (MAX(STR(?at)) AS ?newest) WHERE { GRAPH <%(graph)s> { ?judgement pg:judgedAt ?at } }"


@dataclass(frozen=True, slots=True)
class Thing:
    """What a judgement is about, as it is named in passing."""

    iri: str  # empty for words
    text: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One judgement in the journal."""

    judgement: Judgement
    subject: Thing
    other: Thing | None
    counts: bool  # whether it is the last word on its question
    pending: bool  # whether it was made after the graph was last consolidated


def entries(ask: Ask, wanted: Iterable[str] = (), *, limit: int = 0) -> tuple[Entry, ...]:
    """The judgements, the newest first.

    Args:
        ask: for whom.
        wanted: IRIs of which the judgements must be about one; all judgements where there is none.
        limit: at most so many; 0 for all.
    """
    archive = ask.services.archive()
    if archive is None:
        return ()
    journal = archive.judgements(about=frozenset(wanted))
    chosen = journal[::-1]
    return described(ask, chosen[:limit] if limit else chosen, journal)


def described(ask: Ask, chosen: Sequence[Judgement], journal: Sequence[Judgement]) -> tuple[Entry, ...]:
    """Judgements with what they are about."""
    standing = set(map(id, last_words(journal).values()))
    things = _things(ask, {iri for one in chosen for iri in (one.subject, one.object) if is_iri(iri)})
    seen = ask.data.memory.recall("newest judgement", lambda: newest_judged(ask.data))
    return tuple(
        Entry(
            one,
            things[one.subject],
            (things.get(one.object) or Thing("", one.object)) if one.object else None,
            id(one) in standing,
            seen is None or one.made_at > seen,
        )
        for one in chosen
    )


def newest_judged(data: OpenDataset) -> datetime | None:
    """When the newest judgement was made that the snapshot knows of."""
    for row in ask_graph(data.reader, _NEWEST.replace("%(graph)s", graph_name("judgements"))):
        if row["newest"]:
            return datetime.fromisoformat(str(row["newest"]).replace("Z", "+00:00"))
    return None


def pending(data: OpenDataset, archive: Archive | None) -> int:
    """How many judgements the snapshot does not know of yet."""
    if archive is None:
        return 0
    seen = data.memory.recall("newest judgement", lambda: newest_judged(data))
    return sum(1 for one in archive.judgements() if seen is None or one.made_at > seen)


def _things(ask: Ask, iris: set[str]) -> dict[str, Thing]:
    listing = ask.data.listing
    entities = {iri for iri in iris if iri.startswith(f"{base()}entity/")}
    found = {
        iri: Thing(iri, link.name_zh if ask.language.code == "zh" and link.name_zh else link.name, page_of(iri))
        for iri, link in entity_links(listing, entities).items()
    }
    others = sorted(iris - entities)
    of_report = {
        iri: row["event"] for iri in others for row in listing.execute("SELECT event FROM report WHERE iri = ?", (iri,))
    }
    events = events_by_iri(listing, {*others, *of_report.values()} or {""})
    for iri in others:
        event = events.get(of_report.get(iri, iri))
        found[iri] = Thing(iri, in_words(ask, event) if event else iri.rpartition("/")[2], page_of(iri))
    return found


def in_words(ask: Ask, event: EventItem) -> str:
    """An event in one line: its type and who takes part."""
    chinese = ask.language.code == "zh"
    names = []
    for one in event.participants[:3]:
        entity = one.entity
        names.append((entity.name_zh if chinese and entity.name_zh else entity.name) if entity else one.text)
    return f"{ask.language.heading(event.type)}: {', '.join(names)}" if names else ask.language.heading(event.type)
