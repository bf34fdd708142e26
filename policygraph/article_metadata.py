"""What a page says of its article beside the text: title, authors, publisher, canonical URL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from policygraph import json_ld, published_dates
from policygraph.records import Feed, FeedEntry, Page
from policygraph.urls import canonical_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SEPARATOR = re.compile(
    r"\s+[|\-–—·•»:]+\s+|\s*[|｜_»丨]\s*|(?<=[\u3400-\u9fff])\s*[-–—]+\s*(?=[\u3400-\u9fff]{2,12}$)"
)
_AUTHOR_META = ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator",
                "dcterms.creator", "citation_author", "cxenseparse:author")  # fmt: skip
SURE_HEADLINE = 20  # code points of a main heading that is taken for the headline although nothing declares it
_MARKED_AUTHOR = (
    "//*[@itemprop='author']//*[@itemprop='name'] | //a[@rel='author'] | //*[contains(@class, 'byline') or "
    "contains(@class, 'author-name') or contains(@class, 'author_name')]"
)
_NAME_SEPARATOR = re.compile(r"\s*(?:,|;|、|，|；|\||/|／|&|\band\b|\s和\s)\s*")
_BY = re.compile(
    r"^\s*(?:(?:by|written by|story by|posted by|von|veröffentlicht von|par|por)\s"
    r"|(?:作者|記者|记者|撰文|编辑|文章作者)\s*[:：/／|]?)\s*",
    re.IGNORECASE,
)
_CHINESE_AUTHOR = re.compile(
    r"(?:作者|撰文|記者|记者|编译)\s*[:：/／|丨]\s*"
    r"(?P<names>[\u3400-\u9fff·]{2,5}(?:[\s、，][\u3400-\u9fff·]{2,4}){0,4})(?![\u3400-\u9fff])"
    r"|記者(?P<reporter>[\u3400-\u9fff]{2,4})\s*[/／]"
)  # fmt: skip
_PERSON = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?: (?:[A-ZÀ-Þ][\w.'’-]*|van|von|de|der|den|del|di|da|bin|al|la|le)){1,3}")
_BUTTONS = re.compile(  # what stands in a byline after the name
    r"\s*(?:\d|\b(?:link copied|follow|more (?:stories|from|by)|see (?:full|all)|share|updated|published|posted)\b)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"https?|\.(?:com|net|cn|org|tw|hk)\b|[网網社报報台]$|新闻$|新聞$|综合报道|綜合報導|支部$|^(?:台北|台灣|北京|上海)$|www\.|@|\d{2}|^(?:name|by|new|von)$|^(?:未知|网络整理|综合|本站)"
    r"|^(?:admin|editor|editors|staff|unknown|null|undefined|网站编辑|小编|佚名)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article beside its text; empty where no source says."""

    title: str
    authors: tuple[str, ...]
    publisher: str
    published: date | None
    url: str  # canonical
    language: str  # as the page declares it
    free: bool  # not declared to be behind a paywall


def read(tree: HtmlElement, page: Page, entry: FeedEntry | None = None, feed: Feed | None = None) -> Metadata:
    """Put together what the page, the feed's entry and the feed say, the more trusted first."""
    declared = json_ld.declared(tree)
    publisher = _publisher(tree, page, declared, feed)
    fed = entry.published if entry else None
    return Metadata(
        title=title(tree, declared, entry.title if entry else "", publisher),
        authors=authors(tree, declared, entry.authors if entry else (), publisher),
        publisher=publisher,
        published=published_dates.published(
            tree,
            page.final_url,
            declared.published,
            fed.date() if isinstance(fed, datetime) else fed,
            page.fetched_at.date(),
        ),
        url=canonical(tree, page.final_url or page.url, declared),
        language=_language(tree, declared, feed),
        free=declared.free,
    )


def title(tree: HtmlElement, declared: json_ld.Declared, fed: str, publisher: str) -> str:
    """The headline: of the candidates the first that also stands on the page as a heading, else the first."""
    headings = [_line(each.text_content()) for each in tree.xpath("//h1 | //h2")[:40]]
    candidates = [
        _without_site(each, publisher, headings)
        for each in (declared.headline, *_meta(tree, ("og:title", "twitter:title")), *_title_element(tree), fed)
        if each
    ]
    candidates += [each for each in headings if len(each) > 5 and _resembles(each, candidates)]
    main = [_line(each.text_content()) for each in tree.xpath("//h1")[:20]]
    candidates += [each for each in main if len(each) >= SURE_HEADLINE]
    shown = {_folded(each) for each in headings}
    best = next((each for each in candidates if _folded(each) in shown), candidates[0] if candidates else "")
    return best or next((each for each in headings if len(each) > 3), "")


def _resembles(heading: str, candidates: list[str]) -> bool:
    """Whether a heading is a candidate with something added or left out."""
    bare = _folded(heading)
    return any(bare in _folded(each) or _folded(each) in bare for each in candidates)


def authors(tree: HtmlElement, declared: json_ld.Declared, fed: tuple[str, ...], publisher: str) -> tuple[str, ...]:
    """The people who wrote it, as the best of the sources names them."""
    meta = tuple(each for each in _meta(tree, _AUTHOR_META) if "://" not in each)
    for source in (declared.authors, meta, _marked_authors(tree), _chinese_byline(tree), fed, _found_author(tree)):
        names = [name for name in dict.fromkeys(_names(source, publisher)) if not _in_site_name(name, tree)]
        if names:
            return tuple(names[:20])
    return ()


def _in_site_name(name: str, tree: HtmlElement) -> bool:
    """Whether a name is the site's: it stands at the end of the page's title, after a separator."""
    return any(_folded(name) in _folded(part) for text in _title_element(tree) for part in _SEPARATOR.split(text)[1:])


def canonical(tree: HtmlElement, url: str, declared: json_ld.Declared) -> str:
    """The article's own address: what the page declares, where that lies on the same site, else where it was found."""
    for link in (*_links(tree, "canonical"), *_meta(tree, ("og:url",)), declared.url):
        address = urljoin(url, link) if link else ""
        if _same_site(address, url) and not _is_root(address):
            return canonical_url(address)
    return canonical_url(url)


def _is_root(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query


def _same_site(one: str, other: str) -> bool:
    first, second = site(one), site(other)
    return bool(first) and first == second


def site(url: str) -> str:
    """The registrable domain of a URL by the public suffix list; an unknown suffix counts as one label (rule ``*``)."""
    from tld import get_fld

    try:
        host = (urlsplit(url).hostname or "") if url.startswith(("http://", "https://")) else ""
    except ValueError:
        return ""
    if not host or ":" in host or host.replace(".", "").isdigit():  # an address, not a name
        return host
    return str(get_fld(url, fail_silently=True) or ".".join(host.split(".")[-2:]))


def _publisher(tree: HtmlElement, page: Page, declared: json_ld.Declared, feed: Feed | None) -> str:
    """The feed's publisher for a page of its own site; the page's own word for a page elsewhere."""
    own = feed is not None and feed.publisher and _same_site(feed.url, page.final_url or page.url)
    if own and feed is not None:
        return feed.publisher
    named = (
        declared.publisher,
        *_meta(tree, ("og:site_name", "application-name", "publisher", "mediaid", "dc.publisher")),
    )
    fallback = (feed.publisher if feed else "") or site(page.final_url or page.url)
    return next((each for each in named if each and "://" not in each), fallback)


def _language(tree: HtmlElement, declared: json_ld.Declared, feed: Feed | None) -> str:
    return tree.get("lang") or declared.language or (feed.language if feed else "")


def _meta(tree: HtmlElement, names: Iterable[str]) -> tuple[str, ...]:
    """The contents of the meta elements of these names, in the order of the names."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").casefold()
        found.setdefault(name, []).append(_line(element.get("content") or ""))
    return tuple(content for name in names for content in found.get(name, ()) if content)


def _links(tree: HtmlElement, relation: str) -> tuple[str, ...]:
    elements = tree.xpath("//link[@rel and @href]")
    return tuple(each.get("href").strip() for each in elements if relation in each.get("rel").casefold().split())


def _title_element(tree: HtmlElement) -> tuple[str, ...]:
    return tuple(_line(each.text_content()) for each in tree.xpath("//head/title")[:1])


def _without_site(text: str, publisher: str, headings: list[str]) -> str:
    """A title without the names of the site and its sections."""
    text = _line(text)
    if _folded(text) in map(_folded, headings):
        return text
    shown = [each for each in headings if len(each) >= 6 and text.startswith(each)]
    if shown:
        return max(shown, key=len)
    parts = [(0, 0), *((match.start(), match.end()) for match in _SEPARATOR.finditer(text))]
    while len(parts) > 1 and _names_site(text[parts[-1][1] :], publisher):
        text = text[: parts.pop()[0]]
    head = text.split("_")[0]
    return head if "_" in text and len(head) >= 6 and re.search(r"[\u3400-\u9fff]", head) else text


def _names_site(part: str, publisher: str) -> bool:
    folded, site_name = _folded(part), _folded(publisher)
    if site_name and (folded in site_name or site_name in folded):
        return True
    return bool(
        re.search(r"(?:网|網|新闻|新聞|频道|報|报|日报|客户端|news|times|post|\.\w{2,3})$", part.strip(), re.IGNORECASE)
    )


def _names(texts: Iterable[str], publisher: str) -> Iterator[str]:
    for text in texts:
        for name in _NAME_SEPARATOR.split(_BY.sub("", _line(text))):
            bare = _BY.sub("", name).strip(" .,:：()（）[]【】")
            if 1 < len(bare) <= 60 and not _NO_NAME.search(bare) and _folded(bare) != _folded(publisher):
                yield bare


def _marked_authors(tree: HtmlElement) -> tuple[str, ...]:
    """Names in elements that are marked up as the author, in the head of the article only."""
    texts = [_line(each.text_content()) for each in tree.xpath(_MARKED_AUTHOR)[:3]]
    line = next((_BUTTONS.split(text)[0] for text in texts if 1 < len(text) <= 120), "")
    people = [_PERSON.match(name) for name in _NAME_SEPARATOR.split(_BY.sub("", line))]
    return tuple(person[0] for person in people if person) or ((line,) if 1 < len(line) <= 40 else ())


def _found_author(tree: HtmlElement) -> tuple[str, ...]:
    """The author that trafilatura's patterns find, where it has the form of a person's name."""
    from trafilatura.metadata import extract_author

    names = re.split(r"\s*;\s*", extract_author(tree) or "")
    return tuple(name for name in names if _PERSON.fullmatch(name))


def _chinese_byline(tree: HtmlElement) -> tuple[str, ...]:
    for element in tree.xpath("//span | //p | //div | //em | //li | //a | //td")[:4000]:
        text = element.text or ""
        match = _CHINESE_AUTHOR.search(text[:120]) if len(text) < 300 else None
        if match:
            names = match["names"] or match["reporter"]
            return tuple(re.split(r"[\s、，]+", names))
    return ()


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()[:1000]


def _folded(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
