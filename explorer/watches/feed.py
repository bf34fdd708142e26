"""A watch list as an Atom feed: what was new on it, the newest first, dated by when it was met."""

from __future__ import annotations

from datetime import UTC, datetime

from explorer.addresses import page_of, page_of_event
from explorer.pages import Ask
from explorer.views.exports import Entry, atom, participants
from explorer.watches.matching import watched_address
from explorer.watches.noting import News, events_of, shown, unmet

_MOST_ENTRIES = 100


def watch_atom(ask: Ask) -> bytes | None:
    """The feed of a watch list; nothing where there is no such list. Its id, which nobody can guess, opens it."""
    archive = ask.services.archive()
    watch = archive.watch(ask.path["id"]) if archive else None
    if archive is None or watch is None:
        return None
    listing = ask.data.listing
    noted = {item.item: item.noted_at for item in archive.fresh_items(watch.id, limit=_MOST_ENTRIES)}
    at = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = {item: at for match in unmet(listing, watch, archive.known_items(watch.id)) for item in match.items}
    times = dict(list({**waiting, **noted}.items())[:_MOST_ENTRIES])
    entries = _entries(ask, shown(listing, times), _latest(times, events_of(listing, times)))
    page = f"{ask.origin}{watched_address(watch.address)}"
    return atom(f"{ask.origin}{ask.address}", page, watch.name, entries)


def _latest(times: dict[str, datetime], events: dict[str, str]) -> dict[str, datetime]:
    """When each event, article or entity was first met."""
    found: dict[str, datetime] = {}
    for item, time in times.items():
        subject = events.get(item, item)
        found[subject] = min(time, found.get(subject, time))
    return found


def _entries(ask: Ask, news: News, times: dict[str, datetime]) -> list[Entry]:
    def entry(iri: str, title: str, page: str, summary: str) -> Entry:
        return Entry(iri, title, ask.origin + page, times[iri].strftime("%Y-%m-%dT%H:%M:%SZ"), summary)

    found = [
        entry(
            event.iri,
            f"{ask.language.heading(event.type)}: {participants(event) or event.evidence[:120]}",
            page_of_event(event.iri),
            event.evidence,
        )
        for event in news.events
    ]
    found += [entry(one.iri, one.title or one.id, page_of(one.iri), one.publisher) for one in news.articles]
    found += [entry(one.iri, one.name, page_of(one.iri), ask.language.label(one.type)) for one in news.entities]
    return sorted(found, key=lambda one: (one.updated, one.identifier), reverse=True)
