"""Whether sources are well, over the loopback web."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from fakes.web import Answer, FakeWeb

from policygraph.commands.feeds import feeds
from policygraph.feed_check import check_feeds
from policygraph.pages import Fetcher, FetchLimits
from policygraph.records import Feed, Outcome
from policygraph.settings import Settings, settings

NOW = datetime(2026, 3, 1, tzinfo=UTC)
RSS = "application/rss+xml"


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(Settings(allow_private_hosts=True, host_delay=0), FetchLimits(attempts=1)) as made:
        yield made


def rss(count: int, newest: datetime | None = NOW) -> str:
    date = f"<pubDate>{format_datetime(newest)}</pubDate>" if newest else ""
    items = "".join(f"<item><title>t</title><link>/{number}</link>{date}</item>" for number in range(count))
    return f'<rss version="2.0"><channel><title>N</title>{items}</channel></rss>'


def check(fetcher: Fetcher, *urls: str) -> tuple[Outcome, ...]:
    return check_feeds([Feed(url, publisher="News", expected_entries=3) for url in urls], fetcher, NOW)


def test_feed_that_is_well(web: FakeWeb, fetcher: Fetcher) -> None:
    url = web.page("/feed", rss(4, NOW - timedelta(days=2)), RSS)
    (outcome,) = check(fetcher, url)
    assert outcome == Outcome(
        url, "feed", "new", title="News", counts={"entries": 4, "expected": 3, "dated": 4, "days_old": 2}
    )


@pytest.mark.parametrize(
    ("path", "body", "says"),
    [
        ("/few", rss(2), "at least 3 are expected"),
        ("/none", rss(0), "0 entries"),
        ("/old", rss(3, NOW - timedelta(days=400)), "400 days old"),
        ("/ahead", rss(3, NOW + timedelta(days=30)), "in the future"),
        ("/undated", rss(3, None), "no entry has a date"),
        ("/page", "<html><body>welcome</body></html>", "web page"),
        ("/cut", rss(5)[:-30], "malformed"),
    ],
)
def test_feed_that_is_not_well_says_why(web: FakeWeb, fetcher: Fetcher, path: str, body: str, says: str) -> None:
    (outcome,) = check(fetcher, web.page(path, body, RSS))
    assert outcome.state == "failed"
    assert says in outcome.reason


def test_feeds_that_cannot_be_had_do_not_stop_the_others(web: FakeWeb, fetcher: Fetcher) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /closed", "text/plain")
    urls = [
        web.answer("/down", Answer(status=503)),
        web.page("/closed", rss(3), RSS),
        web.page("/well", rss(3), RSS),
        web.redirect("/moved", "/well", 301),
        "ftp://news.example/feed",
    ]
    outcomes = check(fetcher, *urls)
    assert [outcome.subject for outcome in outcomes] == urls
    assert [outcome.state for outcome in outcomes] == ["failed", "failed", "new", "failed", "failed"]
    for outcome, says in zip(outcomes, ["HTTP 503", "robots.txt", "", "has moved to", "not an http"], strict=True):
        assert says in outcome.reason
    assert [outcome.retryable for outcome in outcomes] == [True, False, False, False, False]


def test_command_asks_all_feeds_of_a_file(web: FakeWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYGRAPH_ALLOW_PRIVATE_HOSTS", "1")
    monkeypatch.setenv("POLICYGRAPH_HOST_DELAY", "0")
    settings.cache_clear()
    source = "  - {{url: '{}', publisher: News, country: US, language: en, licence: ours, expected_entries: 1}}\n"
    urls = [web.page("/well", rss(3, datetime.now(UTC)), RSS), web.page("/ill", "<html></html>")]
    file = tmp_path / "feeds.yml"
    try:
        for count, code in ((1, 0), (2, 1)):
            file.write_text("feeds:\n" + "".join(source.format(url) for url in urls[:count]))
            result = CliRunner().invoke(feeds, ["check", "--feeds", str(file)], standalone_mode=False)
            assert result.exception is None
            assert result.return_value == code
    finally:
        settings.cache_clear()
    assert "web page" in result.output
