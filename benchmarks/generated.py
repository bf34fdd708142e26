"""Articles that nobody wrote, for measuring speed and scale: the same number gives the same articles everywhere.

Whom they name, and who owns, makes and needs what, is drawn in ``benchmarks.generated_world``. How often what is said
follows 1,400 news articles as the English extraction read them (23 November 2026): of 2,134 events 1,411 were actual,
485 planned, 172 hypothetical, 36 denied and 30 alleged, 14% of the arguments were described instead of named; 382 facts
said who makes what, 218 who owns whom, 78 gave a figure and 11 said what depends on what. What differs: every article
has one to three events (of the real ones a third had none), of all types alike, with three participants instead of two.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from benchmarks.generated_world import OF_ROLE, Thing, maker, named, needed, owner
from ontology.vocabulary import load_vocabulary
from policygraph.records import Amount, Argument, Article, Entity, Event, Extraction, Fact, Mention, When

_START = date(2015, 1, 1)
_STATUSES = {"actual": 0.66, "planned": 0.23, "hypothetical": 0.08, "denied": 0.02, "alleged": 0.01}
_FACTS = {"Makes": 0.27, "Ownership": 0.16, "Metric": 0.06, "DependsOn": 0.02}  # of the articles have such a fact
_DESCRIBED = 0.14  # of the arguments
_BY_OWNERS = 0.1  # of the targets that are described
_OWNERS = "companies more than 50% owned by Chinese entities"
_SHARES = (None, None, None, Decimal(20), Decimal(49), Decimal(51), Decimal(100))  # most texts give none
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
        facts = tuple(self._fact(kind) for kind, often in _FACTS.items() if self._random.random() < often)
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
        entities = tuple(replace(entity, mentions=tuple(mentions)) for entity, mentions in self._entities.values())
        return Extraction(article, entities, events, facts, {"pipeline": "generated"})

    def _say(self, text: str) -> Mention:
        start, self._length = self._length, self._length + len(text)
        self._text.append(text)
        return Mention(start, self._length, text)

    def _name(self, thing: Thing) -> Mention:
        mention = self._say(thing.name)
        self._say(" ")
        self._entities.setdefault(thing.iri, (thing.entity(), []))[1].append(mention)
        return mention

    def _event(self) -> Event:
        kind = self._random.choice(sorted(load_vocabulary().event_types.values(), key=lambda each: each.name))
        status = self._random.choices(tuple(_STATUSES), tuple(_STATUSES.values()))[0]
        for _ in range(12):
            self._say(f"{self._word()} ")
        start = self._length
        roles = sorted(self._random.sample(sorted(kind.roles), min(3, len(kind.roles))))
        arguments = tuple(self._argument(role) for role in roles)
        trigger = self._say("did")
        self._say(" so for ")
        money = self._say("$5 million")
        self._say(" on ")
        when = self._say(self._day.isoformat())
        self._say(". ")
        evidence = self._since(start)
        self._say(" ".join(self._word() for _ in range(_FILLER)) + ". ")
        sure = 0.5 if self._number // 2 % 4 == 0 else 0.8  # together with the other report 0.75 or 0.96
        amount = Amount(Decimal(self._random.randrange(1, 999)) * 1_000_000, money.text, money, None, "USD")
        day = When(self._day.isoformat(), self._day, self._day, when.text, when)
        attributes = tuple((name, self._value(allowed)) for name, allowed in sorted(kind.attributes.items()))
        said = tuple((name, value) for name, value in attributes if name != "valuation")
        return Event(kind.name, status, arguments, trigger, evidence, amount, day, said, confidence=sure)

    def _since(self, start: int) -> Mention:
        """What was said since, up to the last space."""
        return Mention(start, self._length - 1, "".join(self._text)[start : self._length - 1])

    def _argument(self, role: str) -> Argument:
        if self._random.random() >= _DESCRIBED:
            thing = named(OF_ROLE.get(role, "Company"), self._random)
            return Argument(role, thing.iri, True, self._name(thing), 0.8)
        by_owners = role == "target" and self._random.random() < _BY_OWNERS
        mention = self._say(_OWNERS if by_owners else f"the {self._word()} group")
        self._say(" ")
        return Argument(role, mention.text, False, mention, 0.8)

    def _value(self, allowed: frozenset[str]) -> str:
        return self._random.choice(sorted(allowed)) if allowed else self._word()

    def _word(self) -> str:
        """One of some four thousand words, as an article has words of its own and no sentence that all others have."""
        return "".join(self._random.choices(_SYLLABLES, k=3))

    def _fact(self, kind: str) -> Fact:
        if kind == "Metric":
            return self._metric()
        subject, thing = self._related(kind)
        start = self._length
        self._name(subject)
        self._say(f"{kind} ")
        self._name(thing)
        share = self._random.choice(_SHARES) if kind == "Ownership" else None
        return Fact(kind, subject.iri, True, self._since(start), thing.iri, True, share)

    def _related(self, kind: str) -> tuple[Thing, Thing]:
        if kind == "Ownership":
            return self._first("Company", lambda company: owner(company.rank))
        if kind == "DependsOn":
            return self._first("Product", needed)
        product = named("Product", self._random)
        return maker(product), product

    def _first(self, kind: str, told: Callable[[Thing], Thing | None]) -> tuple[Thing, Thing]:
        """The first who is named of whom there is something to tell, and that."""
        while True:
            thing = named(kind, self._random)
            if other := told(thing):
                return thing, other

    def _metric(self) -> Fact:
        start = self._length
        subject = named("Company", self._random)
        self._name(subject)
        self._say("made ")
        money = self._say("$5 million")
        self._say(" ")
        amount = Amount(Decimal(self._random.randrange(1, 999)) * 1_000_000, money.text, money, None, "USD")
        year = str(self._day.year)
        evidence = self._since(start)
        return Fact("Metric", subject.iri, True, evidence, metric="revenue", amount=amount, period=year)
