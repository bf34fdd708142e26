"""The one place that knows what time it is."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from policygraph.errors import InputError

VARIABLE = "SOURCE_DATE_EPOCH"


def now() -> datetime:
    """The present moment, aware and in UTC, to the second.

    ``SOURCE_DATE_EPOCH`` (seconds since 1970, https://reproducible-builds.org/specs/source-date-epoch/) stands in for
    the clock where it is set, so that a run can be repeated byte for byte.

    Raises:
        InputError: the variable is set to something that is not a number of seconds.
    """
    fixed = os.environ.get(VARIABLE, "")
    if not fixed:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(fixed), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise InputError(f"{VARIABLE}={fixed!r} is not a number of seconds since 1970; correct or unset it") from error
