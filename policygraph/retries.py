"""When to try again: within a request (seconds) and between runs (hours)."""

from __future__ import annotations

import hashlib
import random
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

MAX_ATTEMPTS = 8  # failed runs after which a page is left alone until someone asks for it
_FIRST_WAIT = timedelta(minutes=30)
_LONGEST_WAIT = timedelta(days=2)
LONGEST_RETRY_AFTER = timedelta(days=7).total_seconds()


def next_try(key: str, attempts: int, now: datetime, retry_after: float | None = None) -> datetime | None:
    """When a page that failed is to be tried again in a later run.

    The wait doubles with each failure from half an hour to two days. Pages that failed together come back spread over
    a quarter of the wait, by a hash of their key, so that the same history gives the same time.

    Args:
        key: canonical URL of the page.
        attempts: how often it failed, at least once.
        now: aware time of the last failure.
        retry_after: seconds that the server asked for; a longer wait is kept to, up to seven days.

    Returns:
        An aware time, or None when it failed :data:`MAX_ATTEMPTS` times.
    """
    if attempts >= MAX_ATTEMPTS:
        return None
    wait = min(_FIRST_WAIT * (1 << (attempts - 1)), _LONGEST_WAIT)
    spread = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") / 2**32 / 4
    asked = timedelta(seconds=min(retry_after or 0.0, LONGEST_RETRY_AFTER))
    return now + max(wait * (1 + spread), asked)


def backoff(attempt: int, *, base: float, longest: float, retry_after: float | None = None) -> float:
    """Seconds to wait before a request is repeated at once.

    "Full jitter" (Brooker, Exponential Backoff And Jitter, AWS Architecture Blog, 2015) over the upper half, so that
    clients that failed together do not come back together. A longer wait that the server asks for is kept to.
    """
    ceiling = min(longest, base * (1 << attempt))
    return max(ceiling * random.uniform(0.5, 1.0), retry_after or 0.0)  # noqa: S311 - jitter, not a secret


def parse_retry_after(value: str, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3: seconds, or a date); None where it says nothing."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:12]), LONGEST_RETRY_AFTER)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - now).total_seconds()), LONGEST_RETRY_AFTER)
