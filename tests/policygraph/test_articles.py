from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from policygraph.articles import Known, article_from_text, clean
from policygraph.identifiers import article_id
from policygraph.records import Article, Feed, FeedEntry, Outcome, Page
from policygraph.resources import data_dir

SAMPLES = data_dir() / "samples"
SENTENCES = " ".join(
    f"The regulator said on Monday that it would review the {n}th merger of the year." for n in range(9)
)


def page(html: str | bytes, url: str = "https://www.news.example/2025/a-story", **headers: str) -> Page:
    body = html.encode() if isinstance(html, str) else html
    sent = {"content-type": "text/html; charset=utf-8", **headers}
    return Page(url, url, 200, sent, body, datetime(2026, 11, 1, tzinfo=UTC), hashlib.sha256(body).hexdigest())


def sample(name: str) -> Article | Outcome:
    responses = yaml.safe_load((SAMPLES / "manifest.yml").read_text(encoding="utf-8"))["responses"]
    found = next(each for each in responses if each["file"].startswith(f"pages/{name}"))
    return clean(page((SAMPLES / found["file"]).read_bytes(), found["url"], **{"content-type": found["content_type"]}))


def story(head: str = "", body: str = SENTENCES, title: str = "Regulator reviews mergers of the year") -> str:
    return f"<html lang=en><head><title>{title}</title>{head}</head><body><h1>{title}</h1><p>{body}</p></body></html>"


def article(result: Article | Outcome) -> Article:
    assert isinstance(result, Article), result
    return result


def test_a_sample_page_comes_out_as_its_article() -> None:
    found = article(sample("policywire-2025-09-05-anthropic"))
    assert found.title == "Anthropic shuts out companies with Chinese majority owners"
    assert found.published == date(2025, 9, 5)
    assert found.authors == ("Maren Aldous",)
    assert found.publisher == "Policy Wire"
    assert found.lang == "en"
    assert found.id == article_id(found.url)
    assert "SPRING operates" in found.text
    for furniture in ("newsletter", "Share on", "cookies", "Related stories", "All rights reserved", "Skip to"):
        assert furniture not in found.text


@pytest.mark.parametrize(
    ("name", "lang", "published", "author"),
    [
        ("xinzheng-2025-09-06", "zh-Hans", date(2025, 9, 6), "沈砚秋"),
        ("xinzheng-2025-10-10", "zh-Hans", date(2025, 10, 10), "顾怀信"),  # GBK, told by its meta element alone
        ("kejifaxun-2025-09-03", "zh-Hant", date(2025, 9, 3), "林書語"),
    ],
)
def test_chinese_pages_give_script_date_and_author(name: str, lang: str, published: date, author: str) -> None:
    found = article(sample(name))
    assert (found.lang, found.published, found.authors) == (lang, published, (author,))
    for furniture in ("责任编辑", "分享到", "扫一扫", "相关阅读", "版权声明", "延伸閱讀", "加入科技法訊", "記者林"):
        assert furniture not in found.text


def test_injected_junk_is_taken_out_and_recorded() -> None:
    found = article(sample("xinzheng-2025-09-30"))
    assert "博彩" not in found.text
    assert "Warning" not in found.text
    assert [each.text for each in found.removed if each.kind == "spam_word"] == ["真人博彩棋牌网站"] * 3


def test_every_sample_page_is_an_article_but_the_one_behind_a_paywall() -> None:
    names = sorted(path.name for path in (SAMPLES / "pages").iterdir())
    results = {name: sample(name) for name in names}
    others = {name: each for name, each in results.items() if not isinstance(each, Article)}
    assert len(names) >= 16
    assert list(others) == ["straitcircuit-2026-08-04-tindra-ai-seeks-new-owner.html"]
    outcome = others["straitcircuit-2026-08-04-tindra-ai-seeks-new-owner.html"]
    assert isinstance(outcome, Outcome)
    assert outcome.state == "skipped"
    assert "paywall" in outcome.reason


def test_the_standfirst_is_part_of_the_text() -> None:
    lead = "A standfirst says in one sentence what the news is, and many layouts set it apart from the text."
    html = story().replace("<p>", f'<div class="article-intro">{lead}</div><div class="text"><p>', 1)
    assert article(clean(page(html))).text.startswith(lead)


def test_the_canonical_url_is_taken_from_the_same_site_only() -> None:
    own = article(clean(page(story('<link rel="canonical" href="https://news.example/story-1">'))))
    foreign = article(clean(page(story('<link rel="canonical" href="https://evil.example/story-1">'))))
    root = article(clean(page(story('<link rel="canonical" href="/">'))))
    assert own.url == "https://news.example/story-1"
    assert foreign.url == root.url == "https://www.news.example/2025/a-story"


def test_the_feed_names_the_publisher_of_its_own_pages_only() -> None:
    own = Feed("https://www.news.example/feed", publisher="The News")
    foreign = Feed("https://aggregator.example/feed", publisher="Aggregator")
    html = story('<meta property="og:site_name" content="News dot Example">')
    assert article(clean(page(html), feed=own)).publisher == "The News"
    assert article(clean(page(html), feed=foreign)).publisher == "News dot Example"


def test_the_feed_dates_a_page_that_does_not_say() -> None:
    entry = FeedEntry(
        "https://news.example/feed", "https://news.example/a", published=datetime(2025, 9, 6, 3, tzinfo=UTC)
    )
    assert article(clean(page(story(), "https://news.example/a"), entry)).published == date(2025, 9, 6)
    assert article(clean(page(story(), "https://news.example/a"))).published is None


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<title>404 Not Found</title><h1>Not Found</h1><p>The page is gone.</p>", "error page"),
        ("<title>Just a moment...</title><p>Checking your browser.</p>", "bot check"),
        ("<title>News</title><p>Before you continue to News, we and our 40 partners use cookies.</p>", "consent"),
        (story(body="A short beginning of the story. Subscribe to continue reading this article."), "paywall"),
        ("<title>A story</title><body></body>", "no article text"),
        ("<title>页面不存在</title><p>您访问的页面已经删除。</p>", "error page"),
        (
            story(body="Der Ausschuss hat am Montag beschlossen, die Frist für die Umsetzung nicht zu verlängern. " * 6,
                  title="Ausschuss verlängert die Frist für die Umsetzung nicht"),
            "neither English nor Chinese",
        ),
    ],
)  # fmt: skip
def test_pages_without_an_article_are_skipped_with_the_reason(html: str, reason: str) -> None:
    outcome = clean(page(html))
    assert isinstance(outcome, Outcome)
    assert (outcome.stage, outcome.state) == ("article", "skipped")
    assert reason in outcome.reason


def test_a_text_longer_than_any_article_is_skipped() -> None:
    outcome = clean(page(story(body=f"{SENTENCES} " * 300)))
    assert isinstance(outcome, Outcome)
    assert outcome.state == "skipped"
    assert "a document, not an article" in outcome.reason


def test_an_article_about_paywalls_and_missing_pages_is_an_article() -> None:
    body = SENTENCES + " Readers must subscribe to continue reading, the publisher said. " + SENTENCES
    assert isinstance(clean(page(story(body=body, title="Why so many pages are not found"))), Article)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\x00" * 50, b"%PDF-1.7 ...", b"<div>" * 30_000, b"<" * 100_000, "<p>词".encode() * 5_000,
        b"<script type='application/ld+json'>" + b"[" * 50_000 + b"</script><p>" + SENTENCES.encode(),
        b"<html " + b"a=b " * 20_000 + b">", b"\xff\xfe<p>x", b"<!DOCTYPE a [<!ENTITY b 'c'>]><p>&b;",
    ],
)  # fmt: skip
def test_hostile_pages_come_back_as_a_value(body: bytes) -> None:
    assert isinstance(clean(page(body)), (Article, Outcome))


def test_what_is_no_html_is_refused() -> None:
    outcome = clean(page(b"%PDF-1.7", **{"content-type": "application/pdf"}))
    assert isinstance(outcome, Outcome)
    assert outcome.state == "failed"
    assert "not HTML" in outcome.reason


def test_cleaning_is_the_same_each_time() -> None:
    assert sample("policywire-2025-09-02") == sample("policywire-2025-09-02")


def test_plain_text_keeps_its_offsets() -> None:
    text = (
        "Warning: mkdir(): failed in /srv/www/a.php on line 3\nThe company said on Monday that it will sell the unit."
    )
    found = article(article_from_text(text, Known(id="a-1")))
    assert (found.id, found.text, found.lang) == ("a-1", text, "en")
    assert all(text[each.start : each.end] == each.text for each in found.removed)
    assert [each.kind for each in found.removed] == ["server_warning"]
    assert "Warning" not in article(article_from_text(text, keep_offsets=False)).text


@pytest.mark.parametrize(
    "text", ["", "   \n", "Der Rat hat das nicht beschlossen, und die Länder warten auf eine Entscheidung."]
)
def test_plain_text_that_cannot_be_read_is_skipped(text: str) -> None:
    assert isinstance(article_from_text(text), Outcome)


@pytest.mark.shared
def test_the_first_article_of_the_project_loses_its_junk(shared: Path) -> None:
    text = (shared / "corpus/seed/article.txt").read_text(encoding="utf-8")
    found = article(article_from_text(text, Known(title="字節成了Anthropic“自宮”的受害者"), keep_offsets=False))
    kinds = [each.kind for each in found.removed]
    assert kinds.count("server_warning") == 2
    assert kinds.count("spam_word") == 4
    assert {"repeated_title", "share_widget", "reprint_notice"} <= set(kinds)
    assert found.lang == "zh-Hant"
    assert found.text.startswith("距離Anthropic全麵封鎖")
    assert found.text.endswith("可能需要數年時間才能逆轉。")
