"""When an article was published: the calendar date as its source gives it, and never one that nobody gave.

Order of trust: what the page declares for machines (JSON-LD, meta elements, microdata), what the feed says, the
address, the lines under the headline, scripts, a ``<time>`` element, a line that is labelled, and last htmldate's
careful search where the page writes the date out. A date before the web
or later than the day after the fetch is a mistake and is passed over; so is one whose order of day and month is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from policygraph import text_blocks
from policygraph.headlines import headline

if TYPE_CHECKING:
    from lxml.html import HtmlElement

EARLIEST = date(1991, 8, 6)  # the first page of the web
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
_FORMS = (
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日"),
    re.compile(r"(?:民國|民国)\s*(?P<roc>\d{2,3})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日"),
    re.compile(r"(?<![\d./-])(?P<year>(?:19|20)\d\d)([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)(?!\d)"),
    re.compile(rf"\b{_MONTH}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH}\.?,?[\s-]+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
    ),
)
_COMPACT = re.compile(r"^(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:T?\d{4,6}.*)?$")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")
_IN_ADDRESS = (
    re.compile(r"/(?P<year>(?:19|20)\d\d)[/-]?(?P<month>\d\d)[/-]?(?P<day>\d\d)(?=[/_.-]|$)"),
    re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>\d{1,2})/(?P<day>\d{1,2})/"),
    re.compile(rf"/(?P<year>(?:19|20)\d\d)/{_MONTH}/(?P<day>\d{{1,2}})/", re.IGNORECASE),
)
_META_NAMES = frozenset(
    re.findall(
        r"\S+",
        """article:published_time og:article:published_time article:published og:published_time
        og:pubdate og:release_date
    pubdate publishdate publish-date publish_date published publication_date publication-date datepublished
    date_published firstpublished date dc.date dc.date.issued dc.date.created dcterms.date dcterms.issued
    dcterms.created dc.issued sailthru.date parsely-pub-date bytedance:published_time weibo:article:create_at
    citation_publication_date citation_date apub:time firstpublishedtime cxenseparse:recs:publishtime
    rnews:datepublished originalpublicationdate
    article_date_original article.published displaydate timestamp releasedate""",
    )
)
MAX_SCRIPT = 400_000  # characters of one script that are searched
_SCRIPTED = re.compile(
    r"[\"']?\b(?:publish_?time|publish_?date|publish(?:ed)?_?at|pub_?time|pub_?date|datePublished|article_?date)\b[\"']?"
    r"\s*[:=]\s*[\"'](?P<value>[^\"']{8,40})[\"']",
    re.IGNORECASE,
)
_NEAR_HEADLINE = re.compile(
    r"date|time|pub|post|byline|meta|info|source|author|shijian|riqi|laiyuan|origin|tips|tag|sub|head", re.IGNORECASE
)
_UPDATED = re.compile(r"updat|modif|edited|更新|修改|expire|event|copyright|©|版权", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:发布|發布|发表|發表|刊登|刊发|上传|录入|^|[\s　|])(?:时间|時間|日期)\s*[:：]"
    r"|(?:发布|發布|发表|發表)(?:于|於)\s*[:：]?"
    r"|\b(?:published|posted|publication date|date published)(?: on)?\b\s*:?",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?:19|20)\d\d(?:年|[-/.])\s?\d{1,2}(?:月|[-/.])\s?\d{1,2}日?\s*(?:星期.)?\s*\d{1,2}[:：]\d\d(?:[:：]\d\d)?"
)
LABEL = 40  # characters before a date that may say what it is
MAX_SEARCHED = 2_000_000  # characters of markup
_BYLINE_LENGTH = 240  # characters: longer elements are text, and dates in text are what it tells of


def published(tree: HtmlElement, url: str, declared: str, fed: date | None, latest: date | None) -> date | None:
    """The date of publication, or None where no source gives one.

    Args:
        tree: the page.
        url: its address.
        declared: what its JSON-LD says, as written.
        fed: what the feed says.
        latest: the day of the fetch; a date more than a day after it is passed over. None: unbounded.
    """
    candidates = _candidates(tree, url, declared, fed)
    return next((found for found in candidates if found and _plausible(found, latest)), None)


def read_date(text: str) -> date | None:
    """The date that a string gives, as written there: ISO 8601, year first, with a month's name, or Chinese.

    A form whose order of day and month is open (``05/09/2025``) gives none.
    """
    text = text.strip()[:_BYLINE_LENGTH]
    if _EPOCH.match(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).date()
    compact = _COMPACT.match(text)
    if compact:
        return _date(compact)
    matches = [match for match in (form.search(text) for form in _FORMS) if match]
    return _date(min(matches, key=lambda match: match.start())) if matches else None


def date_in_address(url: str) -> date | None:
    """The date that stands in the path of a URL."""
    path = "/" + url.split("://", 1)[-1].partition("/")[2].partition("?")[0]
    return next((_date(match) for match in (form.search(path) for form in _IN_ADDRESS) if match), None)


def _candidates(tree: HtmlElement, url: str, declared: str, fed: date | None) -> Iterator[date | None]:
    yield read_date(declared)
    yield from _in_meta(tree)
    yield from _in_microdata(tree)
    yield fed
    yield date_in_address(url)
    yield from _near_headline(tree)
    yield from _in_scripts(tree)
    yield from _in_time_elements(tree)
    yield from _in_lines(tree)
    yield _careful_search(tree, url)


def _plausible(found: date, latest: date | None) -> bool:
    return found >= EARLIEST and (latest is None or found <= latest + timedelta(days=1))


def _date(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    year = int(parts["roc"]) + 1911 if parts.get("roc") else int(parts["year"])
    month = parts["month"].casefold()
    try:
        return date(year, _MONTHS.get(month) or int(month), int(parts["day"]))
    except ValueError:
        return None


def _in_meta(tree: HtmlElement) -> Iterator[date | None]:
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").casefold()
        if name in _META_NAMES:
            yield read_date(meta.get("content") or "")


def _in_microdata(tree: HtmlElement) -> Iterator[date | None]:
    for element in tree.xpath("//*[@itemprop='datePublished' or @pubdate]")[:20]:
        yield read_date(element.get("content") or element.get("datetime") or element.text_content())


def _in_scripts(tree: HtmlElement) -> Iterator[date | None]:
    """Dates that a page assembled in the browser carries in its scripts under a name that says what they are."""
    for script in tree.iter("script"):
        for match in list(_SCRIPTED.finditer((script.text or "")[:MAX_SCRIPT]))[:3]:
            yield read_date(match["value"])


def _near_headline(tree: HtmlElement) -> Iterator[date | None]:
    """Dates in the short lines that follow the headline."""
    for element in _following(tree):
        label = f"{element.get('class') or ''} {element.get('id') or ''}"
        text = " ".join(element.text_content()[: 4 * _BYLINE_LENGTH].split())
        brief = element.tag in ("time", "p", "em", "small") and len(text) <= _BYLINE_LENGTH // 3
        named = brief or _NEAR_HEADLINE.search(label) or _ALONE.fullmatch(text)
        if named and len(text) <= _BYLINE_LENGTH and not _UPDATED.search(f"{label} {text[:20]}"):
            yield read_date(text)


def _following(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The elements after the headline in reading order, a bounded number of them."""
    shown = headline(tree)
    if shown is not None:
        kinds = " or ".join(f"self::{tag}" for tag in ("div", "span", "p", "time", "em", "small", "i", "td", "li", "a"))
        yield from shown.xpath(f"following::*[{kinds}][position() <= 60]")


def _in_time_elements(tree: HtmlElement) -> Iterator[date | None]:
    for element in tree.xpath("//article//time | //main//time | //header//time")[:5]:
        if not _UPDATED.search(f"{element.get('class') or ''} {element.get('itemprop') or ''}"):
            yield read_date(element.get("datetime") or element.text_content())


def _in_lines(tree: HtmlElement) -> Iterator[date | None]:
    """Dates in a line that says they are the publication's."""
    for block in text_blocks.blocks(tree):
        short = len(block.text) <= _BYLINE_LENGTH
        if short and _LABELLED.search(block.text) and not _UPDATED.search(block.text[:20]):
            yield read_date(_LABELLED.split(block.text, maxsplit=1)[1])


def _careful_search(tree: HtmlElement, url: str) -> date | None:
    from htmldate import find_date

    try:
        found = find_date(tree, extensive_search=False, original_date=True, url=url or None)
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):  # htmldate on hostile markup
        return None
    day = read_date(found) if found else None
    return day if day and _is_written(day, tree) else None


def _is_written(day: date, tree: HtmlElement) -> bool:
    """Whether a page writes a date out with its year, and not as that of a change.

    htmldate also guesses (``18-03-08``, the year of a copyright).
    """
    from lxml.html import tostring

    short, name = f"{day:%b}", f"{day:%B}"
    forms = (
        rf"{day.year}[-/.年]\s?0?{day.month}[-/.月]\s?0?{day.day}(?!\d)",
        rf"(?<!\d)0?{day.day}[-/.]\s?0?{day.month}[-/.]\s?{day.year}",
        rf"{day:%Y%m%d}",
        rf"(?:{name}|{short})\.? 0?{day.day}(?:st|nd|rd|th)?,? {day.year}",
        rf"(?<!\d)0?{day.day}(?:st|nd|rd|th|\.)? (?:\w+\.? )?{day.year}",
    )
    page = str(tostring(tree, encoding="unicode"))[:MAX_SEARCHED]
    matches = (match for form in forms for match in re.finditer(form, page, re.IGNORECASE))
    return any(not _UPDATED.search(page, max(0, match.start() - LABEL), match.start()) for match in matches)
