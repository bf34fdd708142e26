"""What is read from our own sample pages is what the golden files say; they are for a person to read as well.

After a change that is meant, write them anew, read what changed, and commit them with it:

    REFRESH_GOLDEN=1 pytest tests/extractors/test_sample_reading.py && git diff tests/extractors/golden
"""

from __future__ import annotations

import os
from difflib import unified_diff

import pytest
from sample_reading import GOLDEN, reading


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_samples_are_read_as_the_golden_file_says(language: str) -> None:
    path = GOLDEN / f"samples.{language}.txt"
    found = reading(language)
    if os.environ.get("REFRESH_GOLDEN"):
        path.write_text(found, encoding="utf-8")
    wanted = path.read_text(encoding="utf-8")
    changed = unified_diff(wanted.splitlines(), found.splitlines(), "golden", "read now", lineterm="", n=1)
    assert found == wanted, "\n".join([*changed, __doc__ or ""])
