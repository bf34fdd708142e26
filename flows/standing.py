"""How things stand: what is archived and published, and what did not come through."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.snapshot import current
from graph.store import StoreError
from policygraph.archive import Archive, ArchiveCounts, Failure, FeedState, Run
from policygraph.settings import settings


@dataclass(frozen=True, slots=True)
class Standing:
    """What ``policygraph status`` shows."""

    home: Path
    store: str
    archive: str  # SQLAlchemy URL, without a password
    snapshot: Path | None  # None: nothing is published, or readers ask the store itself
    counts: ArchiveCounts
    feeds: tuple[FeedState, ...]
    failures: tuple[Failure, ...]
    runs: tuple[Run, ...]  # the last ones, newest first

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {name: _plain(value) for name, value in asdict(self).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def standing() -> Standing:
    """Ask the archive and the home folder; nothing is written but an archive that is missing."""
    chosen = settings()
    with Archive(chosen.archive_url) as archive:
        return Standing(
            home=chosen.home,
            store=chosen.store,
            archive=_without_password(chosen.archive_url),
            snapshot=_snapshot(chosen.home),
            counts=archive.counts(),
            feeds=archive.feed_states(),
            failures=archive.failures(),
            runs=archive.runs(5),
        )


def _snapshot(home: Path) -> Path | None:
    try:
        return current(home)
    except StoreError:
        return None


def _without_password(url: str) -> str:
    scheme, sign, rest = url.partition("://")
    user, at, host = rest.rpartition("@")
    return f"{scheme}{sign}{user.partition(':')[0]}{at}{host}"


def show_standing(now: Standing, limit: int | None = None, console: Console | None = None) -> None:
    """Print how things stand.

    Args:
        now: what was found.
        limit: at most so many failures are listed; None for all.
        console: where to print.
    """
    out = console or Console()
    out.print(_overview(now))
    if now.feeds:
        out.print(_feeds(now.feeds))
    if now.failures:
        out.print(_failures(now.failures, limit))


def _overview(now: Standing) -> Table:
    table = Table(show_header=False, box=None)
    last = now.runs[0] if now.runs else None
    ended = "under way, or killed" if last and last.finished_at is None else ""
    megabytes = f"{now.counts.body_bytes / 1e6:.1f} MB, {now.counts.stored_bytes / 1e6:.1f} MB compressed"
    for name, value in (
        ("home", now.home),
        ("store", now.store),
        ("archive", now.archive),
        ("snapshot", now.snapshot or "none"),
        ("last run", f"{last.name} {last.started_at:%Y-%m-%d %H:%M} UTC {ended}" if last else "none"),
        ("pages", f"{_numbers(now.counts.requests)} ({now.counts.bodies} bodies, {megabytes})"),
        ("articles", _numbers(now.counts.articles)),
    ):
        table.add_row(name, Text(str(value)))
    return table


def _numbers(counts: Any) -> str:
    return ", ".join(f"{number} {state}" for state, number in sorted(counts.items())) or "none"


def _feeds(feeds: tuple[FeedState, ...]) -> Table:
    table = Table(title="feeds", title_justify="left")
    for name in ("feed", "last result", "at (UTC)", "entries", "failures", "reason"):
        table.add_column(name, overflow="fold")
    for feed in feeds:
        at = f"{feed.checked_at:%Y-%m-%d %H:%M}" if feed.checked_at else ""
        table.add_row(Text(feed.url), feed.state, at, str(feed.entries), str(feed.failures or ""), Text(feed.reason))
    return table


def _failures(failures: tuple[Failure, ...], limit: int | None) -> Table:
    shown = failures[:limit]
    hidden = len(failures) - len(shown)
    caption = f"and {hidden} more; --failures lists all" if hidden else None
    table = Table(title="what did not come through", title_justify="left", caption=caption, caption_justify="left")
    for name in ("what", "stage", "state", "next try (UTC)", "reason"):
        table.add_column(name, overflow="fold")
    for failure in shown:
        outcome = failure.outcome
        again = f"{failure.next_try_at:%Y-%m-%d %H:%M}" if failure.next_try_at else ""
        table.add_row(Text(outcome.subject), outcome.stage, outcome.state, again, Text(outcome.reason))
    return table
