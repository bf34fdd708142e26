"""Public bodies that no list has, told by a place, a field and an end: 深圳市|互联网信息|办公室."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.chinese.chunks import Word
from extractors.chinese.words import words as words_of_lists
from extractors.linking import NamedSpan

SURE = 0.65  # more than what a place alone has that such a name begins with
_LONGEST = 7  # words between the place and the end
_ENDS = re.compile(rf"(?:{'|'.join(words_of_lists().government_ends)})$")
_FIELD_TAGS = frozenset({"n", "vn", "j", "b", "a", "an", "nz", "l", "nt"})
_JOINS = frozenset({"与", "暨"})  # 和 and 及 stand between two bodies as well
_MISSIONS = ("使馆", "领事馆")
_FROM_POST = 4  # words within which a mission follows the place that it is at
_OTHERS = re.compile(
    r"(?:公司|集团|银行|大学|学院|交易所|党|协会|基金会|球队|学校|企业|董事会|用户|总部|历届|驻[\u4e00-\u9fff]+)$"
)


def office_names(words: Sequence[Word]) -> Iterator[NamedSpan]:
    """Yield the public bodies that begin with a place and end as public bodies do.

    Args:
        words: of the folded text, in order.
    """
    for i, word in enumerate(words):
        ends = _ENDS.search(word.text) and not word.text.endswith("政府")
        if ends and word.tag[:1] not in "vadpcu" and (start := _place_before(words, i)) is not None:
            yield NamedSpan(start, word.end, "GovernmentBody", SURE)


def embassy_names(words: Sequence[Word]) -> Iterator[NamedSpan]:
    """Yield the embassies and consulates: 中国|驻|澳|大使馆."""
    for i, word in enumerate(words[1:], 1):
        before = words[i - 1]
        if not word.text.startswith("驻") or before.end != word.start or before.tag != "ns":
            continue
        mission = next((w for w in words[i : i + _FROM_POST] if w.text.endswith(_MISSIONS)), None)
        if mission:
            yield NamedSpan(before.start, mission.end, "GovernmentBody", SURE)


def is_office(name: str) -> bool:
    """Whether a name ends in what ministries, agencies and the like end in."""
    return len(name) >= 5 and bool(_ENDS.search(name) or re.search(r"[部厅局署委院]$", name))


def _place_before(words: Sequence[Word], end: int) -> int | None:
    """Where the place starts that a name begins with; None where other words than a field's stand between."""
    for i in range(end - 1, max(end - 1 - _LONGEST, -1), -1):
        if words[i].end != words[i + 1].start:
            return None
        if words[i].tag == "ns" and len(words[i].text) > 1:
            return words[i].start if i < end - 1 and words[i + 1].text not in _JOINS else None
        if not _is_of_field(words[i]):
            return None
    return None


def _is_of_field(word: Word) -> bool:
    if word.text in _JOINS:
        return True
    return word.tag in _FIELD_TAGS and len(word.text) > 1 and not _OTHERS.search(word.text)
