"""The sources file, and feeds of every kind, well-formed or not."""

from __future__ import annotations

import gzip
import io
import json
import time
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.charsets import decode
from policygraph.errors import DataFileError
from policygraph.feeds import ParsedFeed, parse_feed, read_feeds
from policygraph.records import Feed
from policygraph.resources import data_dir

FEED = Feed("https://news.example/section/feed.xml")
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def parsed(body: str | bytes, content_type: str = "") -> ParsedFeed:
    return parse_feed(body.encode() if isinstance(body, str) else body, content_type, FEED)


def rss(*items: str, head: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>News</title>{"".join(items)}</channel></rss>'


def item(inside: str = "", link: str = "https://news.example/a") -> str:
    return f"<item><title>A title</title><link>{link}</link>{inside}</item>"


# --- the sources file -----------------------------------------------------------------------------------------------

GOOD = """\
feeds:
  - url: https://news.example/feed
    publisher: Example News
    country: US
    language: zh-Hant
    licence: CC-BY-4.0
    expected_entries: 5
"""


def read(tmp_path: Path, text: str | bytes) -> tuple[Feed, ...]:
    file = tmp_path / "feeds.yml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_feeds(file)


def test_sources_are_read_in_order(tmp_path: Path) -> None:
    second = GOOD.replace("feeds:\n", "").replace("/feed", "/other")
    feeds = read(tmp_path, GOOD + second)
    assert feeds[0] == Feed("https://news.example/feed", "Example News", "US", "zh-Hant", "CC-BY-4.0", 5)
    assert feeds[1].url == "https://news.example/other"


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        (("country: US", "country: usa"), 4, "country"),
        (("publisher: Example News", "publisher: ''"), 3, "publisher"),
        (("https://news.example/feed", "news.example/feed"), 2, "absolute http or https"),
        (("expected_entries: 5", "expected_entries: many"), 7, "expected_entries"),
        (("licence", "license"), 2, "licence"),
        (("licence", "license"), 2, "license"),
        (("country: US", "country: US\n    country: GB"), 5, "stands twice"),
        (("country: US", "country: [US"), 5, "not YAML"),
        (("feeds:", "sources:"), 1, "feeds"),
    ],
)
def test_mistake_is_named_with_line_and_remedy(tmp_path: Path, change: tuple[str, str], line: int, says: str) -> None:
    with pytest.raises(DataFileError) as error:
        read(tmp_path, GOOD.replace(*change))
    assert f"feeds.yml:{line}: " in str(error.value)
    assert says in str(error.value)


def test_source_that_stands_twice_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"feeds.yml:8: .* stands twice"):
        read(tmp_path, GOOD + GOOD.replace("feeds:\n", ""))


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"", b"- a\n- b", b"feeds: {}", b"feeds: 3", b"a: *b", b"\x00", b"[" * 5000]
)
def test_file_that_is_something_else_is_named(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DataFileError, match=r"feeds\.yml"):
        read(tmp_path, content)


@pytest.mark.parametrize("content", ["feeds: &all [*all]\n", "a: &a [1]\nfeeds: [*a, *a]\n"])
def test_value_that_stands_for_another_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(DataFileError, match=r"feeds\.yml:\d: the alias .* Write it out"):
        read(tmp_path, content)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"none\.yml"):
        read_feeds(tmp_path / "none.yml")


def test_sources_that_ship_are_enough_in_each_language() -> None:
    feeds = read_feeds(data_dir() / "feeds.yml")
    assert len(feeds) >= 25
    for language, least in (("en", 10), ("zh-Hans", 5), ("zh-Hant", 5)):
        assert sum(feed.language == language for feed in feeds) >= least


# --- formats --------------------------------------------------------------------------------------------------------

KINDS = {
    "rss20": rss(
        item("<pubDate>Sun, 01 Mar 2026 20:00:00 +0800</pubDate><description>&lt;p&gt;Two &amp;amp; three&lt;/p&gt;"
             "&lt;script&gt;no()&lt;/script&gt;</description><author>a@b.example (Ann Lee)</author>")
    ),
    "rss092": '<rss version="0.92"><channel><item><title>A title</title><link>/a</link>'
    "<description>Two &amp;amp; three</description></item></channel></rss>",
    "rss10": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/><item rdf:about="https://news.example/a">'
    "<title>A title</title><link>https://news.example/a</link><description>Two &amp;amp; three</description>"
    "<dc:date>2026-03-01T20:00:00+08:00</dc:date><dc:creator>Ann Lee</dc:creator></item></rdf:RDF>",
    "atom10": '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/"><entry><title>A title</title>'
    '<link rel="enclosure" href="x.mp3"/><link rel="alternate" href="a"/><published>2026-03-01T12:00:00Z</published>'
    "<updated>2026-04-01T12:00:00Z</updated><author><name>Ann Lee</name></author>"
    '<summary type="html">&lt;p&gt;Two &amp;amp; three&lt;/p&gt;</summary></entry></feed>',
    "json11": json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "items": [
            {"id": "1", "url": "/a", "title": "A title", "content_html": "<p>Two &amp; three</p>",
             "date_published": "2026-03-01T20:00:00+08:00", "authors": [{"name": "Ann Lee"}]}]}
    ),
    "json1": json.dumps(
        {"version": "https://jsonfeed.org/version/1", "author": {"name": "Ann Lee"}, "items": [
            {"id": "https://news.example/a", "title": "A title", "content_text": "Two & three",
             "date_published": "2026-03-01T12:00:00Z"}]}
    ),
    "sitemap": '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://news.example/a</loc><news:news>'
    "<news:publication><news:name>N</news:name></news:publication><news:title>A title</news:title>"
    "<news:publication_date>2026-03-01T20:00:00+08:00</news:publication_date></news:news></url>"
    "<url><loc>https://news.example/about</loc></url></urlset>",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_each_format_gives_the_same_entry(kind: str) -> None:
    feed = parsed(KINDS[kind])
    assert (feed.kind, feed.problem) == (kind, "")
    (entry,) = feed.entries
    assert (entry.feed_url, entry.url, entry.title) == (FEED.url, "https://news.example/a", "A title")
    assert entry.published == (None if kind == "rss092" else NOON)
    if kind != "sitemap":
        assert entry.summary == "Two & three"
    if kind not in ("sitemap", "rss092"):
        assert entry.authors == ("Ann Lee",)


def test_compressed_sitemap_is_read() -> None:
    assert len(parsed(gzip.compress(KINDS["sitemap"].encode()), "application/x-gzip").entries) == 1


def test_index_of_sitemaps_names_its_children_newest_first() -> None:
    index = (
        '<?xml version="1.0"?><!-- made by hand --><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<sitemap><loc>https://news.example/1.xml</loc><lastmod>2026-01-01</lastmod></sitemap>"
        "<sitemap><loc>/news-2.xml</loc><lastmod>2026-03-01</lastmod></sitemap></sitemapindex>"
    )
    feed = parsed(index)
    assert feed.children == ("https://news.example/news-2.xml", "https://news.example/1.xml")
    assert "https://news.example/news-2.xml" in feed.problem
    assert feed.entries == ()


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("story", "https://news.example/section/story"),
        ("/story", "https://news.example/story"),
        ("//cdn.example/story", "https://cdn.example/story"),
        ("\n https://news.example/a \n", "https://news.example/a"),
        ("https://news.example/a?x=1&amp;y=2", "https://news.example/a?x=1&y=2"),
    ],
)
def test_links_are_absolute(link: str, url: str) -> None:
    assert [entry.url for entry in parsed(rss(item(link=link))).entries] == [url]


@pytest.mark.parametrize(
    "link", ["", "javascript:alert(1)", "mailto:a@b.example", "ftp://news.example/a", "http://[::1"]
)
def test_item_that_links_to_no_page_is_left_out_and_counted(link: str) -> None:
    feed = parsed(rss(item(link=link), item()))
    assert len(feed.entries) == 1
    assert feed.without_link == 1
    assert "1 of 2 items link to no page" in feed.problem


def test_permanent_guid_stands_in_for_a_link() -> None:
    guid = "<item><title>t</title><guid>https://news.example/g</guid></item>"
    assert [entry.url for entry in parsed(rss(guid)).entries] == ["https://news.example/g"]


def test_feedburner_link_gives_way_to_the_page() -> None:
    inside = '<f:origLink xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">https://news.example/page</f:origLink>'
    assert parsed(rss(item(inside, link="https://feeds.example/~r/1"))).entries[0].url == "https://news.example/page"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Sun, 01 Mar 2026 12:00:00 GMT", NOON),
        ("Sun, 1 Mar 2026 07:00:00 EST", NOON),
        ("2026-03-01 12:00:00", NOON),
        ("2026-03-01", NOON.replace(hour=0)),
        ("no date", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("99999-01-01", None),
        ("", None),
    ],
)
def test_dates_are_in_utc_or_not_there(date: str, expected: datetime | None) -> None:
    assert parsed(rss(item(f"<pubDate>{date}</pubDate>"))).entries[0].published == expected


# --- malformed and hostile ------------------------------------------------------------------------------------------


def test_cut_feed_gives_what_can_be_read_and_says_so() -> None:
    feed = parsed(rss(item(link="https://news.example/1"), item(link="https://news.example/2"))[:-40])
    assert feed.entries[0].url == "https://news.example/1"
    assert "malformed" in feed.problem


@pytest.mark.parametrize(
    "body", [b"", b"  \n", b"hello", b"\x00\x01\x02", b"<a/>", b"{}", b"[]", b'{"items": 3}', b"{"]
)
def test_what_is_no_feed_is_said_to_be_none(body: bytes) -> None:
    feed = parsed(body)
    assert feed.entries == ()
    assert feed.problem


def test_web_page_in_place_of_a_feed_names_its_feeds() -> None:
    page = '<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>'
    assert "https://news.example/rss" in parsed(page).problem


def test_entities_expand_no_further_than_allowed() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "' + "x" * 1000 + '">]>'
    feed = parsed(rss(item("<description>" + "&a;" * 10_000 + "</description>"), head=bomb))
    assert "entities" in feed.problem
    assert len(feed.entries) == 1
    nested = '<!DOCTYPE rss [<!ENTITY a "xxxxxxxxxx">' + "".join(
        f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert len(parsed(rss(item("<description>&i;</description>"), head=nested + "]>")).entries[0].summary) < 1000


def test_external_entity_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    head = f'<!DOCTYPE rss [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'
    for body in (rss(item("<description>&a;</description>"), head=head),
                 head.replace("rss", "urlset") + KINDS["sitemap"].replace("A title", "&a;")):  # fmt: skip
        assert "the secret" not in str(parsed(body))


@pytest.mark.parametrize(
    "piece",
    [b"<", b"<a>", b"<![CDATA[", b"<!--", b"&a", b"&#", b"<!DOCTYPE", b"<?xml ", b"<item><title>", b"<link ", b' a="b"',
     b"<!ENTITY a 'b'>", b"\xe4", b"</item>", b"<description>&lt;script ", b"{[", b'{"items":['],
)  # fmt: skip
@pytest.mark.parametrize("start", [b"", b'<rss version="2.0"><channel><item ', b"<urlset><url><loc>"])
def test_costly_input_is_read_or_refused_in_time(start: bytes, piece: bytes) -> None:
    begun = time.monotonic()
    parsed(start + piece * 5_000)
    assert time.monotonic() - begun < 20  # minutes, where a bound is missing; half a second on an idle machine


def test_number_of_entries_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policygraph.feed_items.MAX_ENTRIES", 100)
    feed = parse_feed(rss(*["<item><link>/a</link></item>"] * 105).encode(), "", FEED)
    assert len(feed.entries) == 100
    assert "the rest was left out" in feed.problem


@given(st.binary(max_size=400), st.sampled_from(["", "text/xml; charset=big5", "application/json", "\x00"]))
def test_any_bytes_are_read_or_refused(body: bytes, content_type: str) -> None:
    assert isinstance(parsed(body, content_type), ParsedFeed)


TITLE = "商務部宣布對半導體材料實施出口管制措施"


@pytest.mark.parametrize("claim", ["", "utf-8", "gb2312", "big5", "iso-8859-1"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
@pytest.mark.parametrize("by", ["declaration", "header"])
def test_misdeclared_character_set_is_found_out(encoding: str, claim: str, by: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{claim}"?>' if claim and by == "declaration" else ""
    header = f"application/rss+xml; charset={claim}" if claim and by == "header" else "application/rss+xml"
    body = rss(item()).replace("A title", TITLE).replace('<?xml version="1.0"?>', declaration)
    assert [entry.title for entry in parsed(body.encode(encoding), header).entries] == [TITLE]


# --- measured on feeds of others ------------------------------------------------------------------------------------


@pytest.mark.shared
def test_gives_the_entries_that_feedparser_gives_for_all_its_own_tests(shared: Path) -> None:
    root = shared / "conformance" / "feedparser" / "tests"
    files = [file for file in sorted(root.rglob("*.xml")) if file.is_file()]
    for file in files:
        body = file.read_bytes()
        ours = parse_feed(body, "", FEED)
        headers = {"content-type": "application/xml", "content-location": FEED.url}
        theirs = feedparser.parse(io.BytesIO(body), response_headers=headers)
        assert len(ours.entries) + ours.without_link == len(theirs.entries), file
    assert len(files) > 2_000


@pytest.mark.shared
def test_reads_real_feeds_as_another_library_does(shared: Path) -> None:
    folder = shared / "corpus" / "feeds"
    compared = 0
    for expected_file in sorted((folder / "output").glob("*.json")):
        source = next((folder / "input").glob(expected_file.stem + ".*"))
        expected = json.loads(decode(expected_file.read_bytes()))["feed"]["items"]
        feed = parse_feed(source.read_bytes(), "", FEED)
        links = [item["link"].strip() for item in expected if item.get("link", "").startswith("http")]
        assert len(feed.entries) + feed.without_link == len(expected), source.name
        assert sum(bool(entry.title or entry.summary) for entry in feed.entries) == len(feed.entries)
        compared += len(links)
    assert compared > 500
