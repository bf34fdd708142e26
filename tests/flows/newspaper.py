"""A small newspaper on a loopback server: a feed and its pages, which a test can edit, take away and add to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from fakes.web import Answer, FakeWeb

RSS = "application/rss+xml; charset=utf-8"


@dataclass(frozen=True)
class Story:
    """One article."""

    slug: str
    title: str
    text: str  # paragraphs have a blank line between them; line feeds within one count as spaces
    day: int = 1  # of September 2025

    @property
    def published(self) -> datetime:
        return datetime(2025, 9, self.day, 8, tzinfo=UTC)

    @property
    def paragraphs(self) -> list[str]:
        return [" ".join(block.split()) for block in self.text.split("\n\n")]


STORIES = (
    Story(
        "suit",
        "Bookmakers' guild sues Corvane Systems over training data",
        """
        The Guild of Book Illustrators sued Corvane Systems on Monday in the Northern District of
        California, saying that the company copied its members' drawings to train an image model without
        asking them first.

        The guild asks for 40 million dollars in damages. Corvane Systems said in a statement that it would
        answer the complaint in court and that its model learns from what is lawfully available to it.
        """,
        1,
    ),
    Story(
        "round",
        "Lumenfold raises $120 million for optical chips",
        """
        Lumenfold, which makes optical interconnects for data centres, raised $120 million in a Series C
        round led by Lanting Capital, the company said on Tuesday. Halden Ventures also took part in the
        round.

        The new money will pay for a second production line in Rotterdam, where the company employs 140
        people, and for the certification of its parts with three makers of servers that it has not named so
        far.
        """,
        2,
    ),
    Story(
        "purchase",
        "Corvane Systems acquires Tindra AI",
        """
        Corvane Systems has acquired Tindra AI for 310 million euros, both companies said on Wednesday. The
        purchase brings sixty engineers to Corvane, which had been looking for a team that builds speech
        models.

        Tindra AI was founded in Gothenburg in 2019 and sells transcription software to hospitals. Its
        founders will stay for at least two years, according to a letter to customers that the company
        published.
        """,
        3,
    ),
    Story(
        "ban",
        "Ministry bans Borealis Cloud from public tenders",
        """
        The Ministry of Digital Affairs banned Borealis Cloud from public tenders on Thursday because the
        company did not say who owns it. The ban takes effect at once and covers every agency of the central
        government.

        A spokesperson for the ministry said that the company had been asked three times since March for a
        list of its shareholders, and that it had answered with the address of a law firm each time.
        """,
        4,
    ),
    Story(
        "fine",
        "Regulator fines Meridian Harbour 12 million pounds",
        """
        The Competition and Markets Authority fined Meridian Harbour 12 million pounds on Friday for
        completing a purchase before it was cleared. The company said that it had misread the rules and
        would pay the fine.

        It is the second fine of this kind this year. In April the authority fined a maker of payment
        terminals that had moved staff to its new owner while the review of the deal was still going on.
        """,
        5,
    ),
    Story(
        "quiet",
        "A quiet week for port logistics",
        """
        Nothing much happened at the container terminals this week, which is how those who run them like it.
        Ships came in and left again, cranes turned, and the weather stayed mild for the season along the
        whole coast.

        Next week should bring more of the same, say people who have worked at the harbour for longer than
        they care to remember, unless of course something happens that none of them has thought of.
        """,
        6,
    ),
)
COPY = replace(STORIES[1], slug="round-syndicated", title="Optical chip maker Lumenfold raises $120 million", day=7)


class Newspaper:
    """A newspaper whose feed and pages a loopback server serves."""

    def __init__(self, web: FakeWeb, name: str = "gazette") -> None:
        self._web = web
        self._name = name
        self._stories: dict[str, Story] = {}
        self._edition = 0
        self.feed_path = f"/{name}/feed.xml"
        self.publish()

    @property
    def feed_url(self) -> str:
        return self._web.url(self.feed_path)

    def path(self, slug: str) -> str:
        return f"/{self._name}/{slug}"

    def url(self, slug: str) -> str:
        return self._web.url(self.path(slug))

    def publish(self, *stories: Story) -> None:
        """Add or change stories, and bring out a new edition of the feed."""
        for story in stories:
            self._stories[story.slug] = story
            body = _page(story).encode()
            self._web.page(self.path(story.slug), body, etag=f'"{hash(story)}"')
        self._edition += 1
        self._web.page(self.feed_path, self._feed(), RSS, etag=f'"edition-{self._edition}"')

    def take_away(self, slug: str) -> None:
        """The page answers 410 from now on; the feed still has it."""
        self._web.answer(self.path(slug), Answer(b"gone", 410))

    def asked(self, slug: str = "") -> int:
        """How often a story's page was asked for; the feed where no story is named."""
        return len(self._web.requests(self.path(slug) if slug else self.feed_path))

    def _feed(self) -> str:
        items = "".join(
            f"<item><title>{escape(story.title)}</title><link>{self.url(story.slug)}</link>"
            f"<pubDate>{format_datetime(story.published)}</pubDate></item>"
            for story in self._stories.values()
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{self._name}</title>{items}</channel></rss>'


def _page(story: Story) -> str:
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in story.paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(story.title)}</title>'
        f'<meta property="article:published_time" content="{story.published.isoformat()}"></head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{escape(story.title)}</h1>{text}</article></body></html>"
    )
