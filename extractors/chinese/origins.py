"""Which country an unknown company is from, as the words beside its name say: 中国投资集团启元控股."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policygraph.records import Entity

_FROM_SOMEWHERE = frozenset({"Company", "Organization"})
_KINDS = "公司|集团|企业|巨头|厂商|商|机构|平台|车企|药企|银行|基金|独角兽|媒体|券商|财团"
_KIND = rf"(?:的)?(?:[\u4e00-\u9fff]{{0,8}}?)(?:{_KINDS})"
# Between a place and the name that follows it, or between a name and the place that follows it.
_PLACE_THEN_NAME = re.compile(rf"(?:{_KIND}(?:的|——)?|的|籍)[「“《]?")
_SEAT_THEN_NAME = re.compile(r"(?:市|省)?的[「“《]?")
_NAME_THEN_PLACE = re.compile(
    r"[」”》]?(?:[（(][^（）()]{0,30}[）)])?[，（(]?(?:是|为|系)?(?:一家|一间|这家|该)?(?:总部)?(?:设在|位于|设于|在|来自)?"
)
_SEAT = re.compile(r"总部(?:设立|设|位|坐落)?(?:在|于)?$")
_KIND_BEHIND = re.compile(_KIND)


def origins(text: str, names: Sequence[tuple[int, int, Entity]]) -> dict[str, str]:
    """IRI of an unknown company or organisation -> the ISO 3166-1 alpha-2 code that the text first gives it.

    Args:
        text: folded text.
        names: start, end and entity of the names in it, in order.
    """
    found: dict[str, str] = {}
    for index, (_, _, entity) in enumerate(names):
        if entity.type in _FROM_SOMEWHERE and not entity.country and entity.iri not in found:
            code = next(_told(text, names, index), "")
            if code:
                found[entity.iri] = code
    return found


def _told(text: str, names: Sequence[tuple[int, int, Entity]], index: int) -> Iterator[str]:
    start, end, _ = names[index]
    if index > 0:
        begin, stop, place = names[index - 1]
        if _is_somewhere(place) and _leads_to(text, begin, stop, start):
            yield place.country
    if index + 1 < len(names):
        begin, stop, place = names[index + 1]
        if _is_somewhere(place) and _follows(text, end, begin, stop):
            yield place.country


def _is_somewhere(entity: Entity) -> bool:
    return entity.type == "Place" and entity.country not in ("", "EU")


def _leads_to(text: str, begin: int, stop: int, name: int) -> bool:
    """A place, then what kind of company it is, then its name; or the place of its seat and 的."""
    seat = _SEAT.search(text[max(0, begin - 6) : begin]) is not None
    return (_SEAT_THEN_NAME if seat else _PLACE_THEN_NAME).fullmatch(text, stop, name) is not None


def _follows(text: str, end: int, begin: int, stop: int) -> bool:
    """A name, then "is a" and the place with what kind of company it is, or the place of its seat."""
    between = text[end:begin]
    if not _NAME_THEN_PLACE.fullmatch(between):
        return False
    return "总部" in between or ("家" in between and _KIND_BEHIND.match(text, stop) is not None)
