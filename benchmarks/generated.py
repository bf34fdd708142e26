"""Articles that nobody wrote, for measuring speed and scale: the same number gives the same articles everywhere."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from ontology.vocabulary import load_vocabulary
from policygraph.records import Amount, Argument, Article, Entity, Event, Extraction, Fact, Mention, When

_COMPANIES = 20_000
_START = date(2015, 1, 1)
_FACTS = 0.1  # of the articles state that one depends on another, as few real ones do
_TITLE = 6  # words
_FILLER = 17  # words after each event, which say nothing
_SYLLABLES = ("ba", "ko", "lim", "tar", "su", "ven", "dro", "mi", "pel", "gan", "ri", "zot", "ne", "fas", "ul", "chek")


def extractions(count: int, first: int = 0) -> Iterator[Extraction]:
    """So many extractions, each of some 200 quads: one to three events, hardly any fact, and what they speak of.

    Every other one reports again what the one before it reports, as two papers do.
    """
    for number in range(first, first + count):
        yield _Article(number).extraction()


class _Article:
    def __init__(self, number: int) -> None:
        self._random = random.Random(number // 2 * 1_000_003)
        self._number = number
        self._text: list[str] = []
        self._length = 0
        self._entities: dict[str, tuple[Entity, list[Mention]]] = {}
        self._day = _START + timedelta(days=self._random.randrange(3_650))

    def extraction(self) -> Extraction:
        events = tuple(self._event() for _ in range(self._random.choice((1, 2, 2, 3, 3))))
        facts = tuple(self._fact() for _ in range(self._random.random() < _FACTS))
        article = Article(
            id=f"generated-{self._number}",
            text="".join(self._text),
            title=" ".join(self._word() for _ in range(_TITLE)),
            published=self._day + timedelta(days=self._number % 2),
            url=f"https://generated.example/{self._number}",
            publisher=f"Publisher {self._number % 50}",
            page_sha256=f"{self._number:064x}",
            fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        entities = tuple(_with(entity, mentions) for entity, mentions in self._entities.values())
        return Extraction(article, entities, events, facts, {"pipeline": "generated"})

    def _say(self, text: str) -> Mention:
        start, self._length = self._length, self._length + len(text)
        self._text.append(text)
        return Mention(start, self._length, text)

    def _company(self) -> tuple[str, Mention]:
        # some companies are in the news all the time, most hardly ever
        rank = int(_COMPANIES * self._random.random() ** 3)
        iri, name = f"https://w3id.org/policygraph/entity/generated-{rank}", f"Company {rank}"
        mention = self._say(name)
        self._say(" ")
        country = ("US", "CN", "DE", "SG")[rank % 4]
        entity = Entity(iri, "Company", name, (("en", name), ("zh-Hans", f"公司{rank}")), country=country, known=True)
        self._entities.setdefault(iri, (entity, []))[1].append(mention)
        return iri, mention

    def _event(self) -> Event:
        kind = self._random.choice(sorted(load_vocabulary().event_types.values(), key=lambda each: each.name))
        for _ in range(12):
            self._say(f"{self._word()} ")
        start = self._length
        arguments = []
        for role in sorted(kind.roles)[:3]:
            iri, mention = self._company()
            arguments.append(Argument(role, iri, True, mention, 0.8))
        trigger = self._say("did")
        self._say(" so for ")
        money = self._say("$5 million")
        self._say(" on ")
        when = self._say(self._day.isoformat())
        self._say(". ")
        evidence = Mention(start, self._length - 1, "".join(self._text)[start : self._length - 1])
        self._say(" ".join(self._word() for _ in range(_FILLER)) + ". ")
        sure = 0.5 if self._number // 2 % 4 == 0 else 0.8  # together with the other report 0.75 or 0.96
        amount = Amount(Decimal(self._random.randrange(1, 999)) * 1_000_000, money.text, money, None, "USD")
        day = When(self._day.isoformat(), self._day, self._day, when.text, when)
        return Event(kind.name, "actual", tuple(arguments), trigger, evidence, amount, day, confidence=sure)

    def _word(self) -> str:
        """One of some four thousand words, as an article has words of its own and no sentence that all others have."""
        return "".join(self._random.choices(_SYLLABLES, k=3))

    def _fact(self) -> Fact:
        start = self._length
        subject, _ = self._company()
        self._say("depends on ")
        thing, _ = self._company()
        evidence = Mention(start, self._length - 1, "".join(self._text)[start : self._length - 1])
        if subject == thing:
            return Fact("DependsOn", subject, True, evidence, "something", False)
        return Fact("DependsOn", subject, True, evidence, thing, True)


def _with(entity: Entity, mentions: list[Mention]) -> Entity:
    return Entity(
        entity.iri, entity.type, entity.name, entity.names, tuple(mentions), "", entity.country, known=entity.known
    )
