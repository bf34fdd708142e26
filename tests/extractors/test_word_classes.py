"""Classes of words that conditions of frames share."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.frames import EnglishFrame, english_frames, frames_dir, load_frame
from extractors.word_classes import spelt_out, word_classes
from policygraph.errors import DataFileError


def test_a_class_stands_for_its_words_each_once() -> None:
    assert spelt_out(("judge", "@court", "panel")) == tuple(dict.fromkeys(("judge", *word_classes()["court"], "panel")))


def test_conditions_hold_words_and_no_names_of_classes() -> None:
    units = [unit for frame in english_frames() for unit in frame.units]
    words = [w for u in units for listed in (*u.only.values(), *u.unless.values()) for w in listed]
    assert not [word for word in words if word.startswith("@")]


def test_every_class_is_used() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in frames_dir().glob("*.en.yml"))
    assert not [name for name in word_classes() if f'"@{name}"' not in texts]


def test_an_unknown_class_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "Ruling.en.yml"
    path.write_text(
        "type: Ruling\nroles:\n  court: {types: [GovernmentBody]}\nrequire: [[court]]\nunits:\n"
        '  - verb: [rule]\n    only: {subject: ["@bank"]}\n',
        encoding="utf-8",
    )
    with pytest.raises(DataFileError, match="@bank"):
        load_frame(path, EnglishFrame)
