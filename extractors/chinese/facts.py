"""Standing relations and figures: who owns, makes and uses what, and how large it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.chinese.arguments import ArgumentReader
from extractors.chinese.layout import Sentence
from extractors.chinese.metrics import MetricReader
from extractors.chinese.relations import relations_in
from extractors.chinese.scene import Scene
from extractors.chinese.slots import Discourse
from extractors.chinese.stakes import stakes_in
from extractors.chinese.values import Values, mention
from policygraph.records import Entity, Event, Fact


@dataclass(slots=True)
class FactReader:
    """Reads the facts of one article."""

    original: str
    text: str
    arguments: ArgumentReader
    values: Values
    makers: Mapping[str, str]  # IRI of a known product -> IRI of its maker
    entities: Sequence[Entity] = ()  # of the article

    def read(self, sentences: Sequence[Sentence], events: Sequence[Event]) -> Iterator[Fact]:
        """Yield the facts of the sentences, and those that the events imply."""
        discourse, metrics = Discourse(self.arguments.topic_of), MetricReader()
        for sentence in sentences:
            if sentence.headline:
                discourse.reset()
            yield from self._sentence(sentence, discourse, metrics)
            if sentence.headline:
                discourse.reset()
        yield from self._launched(events)
        yield from self._called_after()

    def _sentence(self, sentence: Sentence, discourse: Discourse, metrics: MetricReader) -> Iterator[Fact]:
        scenes = [
            Scene(self.original, self.text, self.arguments, self.values, sentence, clause, discourse)
            for clause in sorted(sentence.clauses, key=lambda c: (c.start, c.end))
        ]
        stakes = [stake for scene in scenes[:1] for stake in stakes_in(scene)]
        yield from stakes
        held = {frozenset((stake.subject, stake.object)) for stake in stakes}
        for scene in scenes:
            yield from (fact for fact in relations_in(scene, self.makers) if not _told(fact, held))
            yield from metrics.read(scene)
            discourse.add(scene.clause)

    def _called_after(self) -> Iterator[Fact]:
        """Who a product is called after makes it (小米17)."""
        for product in self.entities:
            maker = self.makers.get(product.iri) if product.type == "Product" else None
            named = [m for e in self.entities if e.iri == maker for m in e.mentions]
            heads = {m.start: m.end for m in named}
            within = next((m for m in product.mentions if m.start in heads and heads[m.start] < m.end), None)
            if maker and within:
                yield Fact("Makes", maker, True, within, product.iri, True, confidence=0.75, frame="Makes/name")

    def _launched(self, events: Sequence[Event]) -> Iterator[Fact]:
        """Who launches a product makes it."""
        for event in events:
            if event.type != "ProductLaunch" or event.status not in ("actual", "planned"):
                continue
            makers = [a for a in event.arguments if a.role == "organization" and a.is_entity]
            products = [a for a in event.arguments if a.role == "product" and a.is_entity]
            for product in products[:3]:
                for maker in makers[:1]:
                    if self.makers.get(product.filler, maker.filler) != maker.filler:
                        continue  # a known product of somebody else that is only offered there
                    yield Fact(
                        "Makes", maker.filler, True, mention(self.original, event.evidence.start, event.evidence.end),
                        product.filler, True, confidence=0.8, frame="Makes/launch",
                    )  # fmt: skip


def _told(fact: Fact, held: set[frozenset[str]]) -> bool:
    """Whether who owns whom is told already, and better."""
    return fact.type == "Ownership" and frozenset((fact.subject, fact.object)) in held
