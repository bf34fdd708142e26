"""Patterns as frame files write them: regular expressions on folded text, with … for a gap within one clause."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.chinese.fold import fold

_GAP = r"(?:[（(][^（）()\n]*[）)]|[^，。；！？\n]){0,24}?"  # what stands in brackets counts as one character
_NOT_AFTER = re.compile(r"\(\?<!([^()\[\]]*)\)")


@lru_cache(maxsize=4096)
def compile_pattern(written: str) -> re.Pattern[str]:
    """Compile a pattern.

    Args:
        written: as it stands in a frame file. Its first … is the only group of the result; "(?<!甲|乙丙)" may have
            alternatives of different lengths.

    Raises:
        re.error: it is no pattern.
    """
    plain = _NOT_AFTER.sub(lambda m: "".join(f"(?<!{word})" for word in m[1].split("|")), fold(written))
    plain = re.sub(r"\((?!\?)", "(?:", plain)
    return re.compile(plain.replace("…", f"({_GAP})", 1).replace("…", _GAP), re.IGNORECASE)
