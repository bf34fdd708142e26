"""What a reader has seen: the newest thing of the snapshot that was shown at the last visit, kept in a cookie.

A visit ends when no first page was asked for during half an hour. What is new is counted from the newest article that
the snapshot of the visit before held, not from the hour of that visit: what was fetched before it and published after
it is new all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

COOKIE = "seen"
_PAUSE = timedelta(minutes=30)
_MARK = "~"  # stands in none of the parts


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader had seen before this visit, and what of this visit is to be kept."""

    before: str = ""  # when the newest article of the visit before was fetched; empty on a first visit
    visited: str = ""  # when that visit was
    cookie: str = ""


def seen(cookie: str, newest: str, now: datetime) -> Seen:
    """What a reader has seen.

    Args:
        cookie: as it was sent; what cannot be read counts for none.
        newest: when the newest article of the snapshot was fetched.
        now: the time.
    """
    before, visited, shown, last = _parts(cookie)
    if last is None or now - last > _PAUSE:
        before, visited = shown, last.isoformat() if last else ""
    kept = _MARK.join((before, visited, newest, now.astimezone(UTC).replace(microsecond=0).isoformat()))
    return Seen(before, visited, kept)


def _parts(cookie: str) -> tuple[str, str, str, datetime | None]:
    parts = cookie.split(_MARK)
    if len(parts) != 4 or not all(part == "" or moment_of(part) for part in parts):
        return "", "", "", None
    return parts[0], parts[1], parts[2], moment_of(parts[3])


def moment_of(text: str) -> datetime | None:
    """A point in time with its zone, as ISO 8601 writes it; None for what is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
