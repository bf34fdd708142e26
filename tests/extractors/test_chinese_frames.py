"""Each frame reads the examples that stand in its file, and leaves alone what it must."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from extractors.chinese.frames import Example, Frame, TriggerFinder, load_frames
from extractors.chinese.frames.anchors import anchors
from extractors.chinese.reader import ChineseReader
from extractors.extraction import assemble
from ontology.vocabulary import load_vocabulary
from policygraph.errors import DataFileError
from policygraph.records import Article, Event


@lru_cache(maxsize=1)
def reader() -> ChineseReader:
    return ChineseReader()


def read(text: str) -> tuple[Event, ...]:
    lang = "zh-Hant" if any(c in text for c in "國華劃蘋東") else "zh-Hans"
    article = Article(id="x", text=text, lang=lang, published=date(2025, 9, 12))
    return assemble(next(iter(reader().read([article])))).events


EXAMPLES = [
    pytest.param(frame, example, id=f"{frame.type}-{i}")
    for frame in load_frames().frames
    for i, example in enumerate(frame.examples)
]


@pytest.mark.parametrize(("frame", "example"), EXAMPLES)
def test_example(frame: Frame, example: Example) -> None:
    events = [event for event in read(example.text) if event.type == frame.type]
    if example.none:
        assert not events
        return
    assert any(_says(event, example) for event in events), events


def _says(event: Event, example: Example) -> bool:
    filled = {role: {a.mention.text for a in event.arguments if a.role == role} for role in example.roles}
    roles = all(set(names) <= filled[role] for role, names in example.roles.items())
    attributes = set(example.attributes.items()) <= set(event.attributes)
    amount = example.amount is None or (event.amount is not None and float(event.amount.value) == example.amount)
    return roles and attributes and amount and event.status == example.status


def test_every_event_type_has_a_frame_with_examples() -> None:
    frames = {frame.type: frame for frame in load_frames().frames}
    assert set(frames) == set(load_vocabulary().event_types)
    assert all(any(e.none for e in frame.examples) for frame in frames.values())
    assert all(any(not e.none for e in frame.examples) for frame in frames.values())


def test_a_gap_is_given_with_its_place() -> None:
    text = "转转获得腾讯2亿美元的A轮融资"
    found = TriggerFinder(load_frames().frames).find(text, 0, len(text))
    gap = next(trigger.gap for trigger in found if trigger.frame.type == "FundingRound")
    assert gap is not None
    assert "腾讯" in text[slice(*gap)]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("(列入|纳入)…(实体清单|黑名单)", ["实体清单", "黑名单"]),
        ("收购(?!价)", ["收购"]),
        ("(正式)?上线", ["上线"]),
    ],
)
def test_a_pattern_is_tried_only_where_its_anchor_stands(pattern: str, expected: list[str]) -> None:
    assert anchors(pattern) == expected


def test_a_pattern_without_a_fixed_part_is_refused() -> None:
    with pytest.raises(ValueError, match="always stands"):
        anchors("(正式)?")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("type: Acquisition\nroles: {buyer: {}}\nunits: []\n", "no role 'buyer'"),
        ("type: Purchase\nroles: {}\nunits: []\n", "no such event type"),
        ("type: Acquisition\nroles: {acquirer: {types: [Firm]}}\nunits: []\n", "no entity type 'Firm'"),
        ("type: Acquisition\nroles: {}\nunits: [{match: ['(收购']}]\n", "not a pattern"),
        ("type: [\n", "not YAML"),
    ],
)
def test_a_bad_file_is_named_with_what_is_wrong(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "Acquisition.zh.yml").write_text(content, encoding="utf-8")
    with pytest.raises(DataFileError, match=said):
        load_frames(tmp_path)
