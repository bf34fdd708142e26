"""What the names of an article imply about each other: whose product acts, and in which country a body acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extractors.chinese.slots import Filler
from policygraph.records import Entity


@dataclass(slots=True)
class Known:
    """The entities that an article names, by what can be asked of them."""

    makers: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    _spans: dict[str, list[tuple[int, int, Entity]]] = field(default_factory=dict)  # by IRI

    @classmethod
    def of(
        cls, names: Iterable[tuple[int, int, Entity]], makers: Mapping[str, str], countries: Mapping[str, str]
    ) -> Known:
        """Keep the names of one article.

        Args:
            names: where entities are named, in order.
            makers: IRI of a known product -> IRI of its maker.
            countries: code of a country -> its IRI.
        """
        made = cls(makers, countries)
        for start, end, entity in names:
            made._spans.setdefault(entity.iri, []).append((start, end, entity))
        return made

    def maker(self, filler: Filler) -> Filler:
        """The maker of a product that acts, where the article names it; else what was given (文心一言宣布 -> Baidu)."""
        if filler.entity is None or filler.entity.type != "Product":
            return filler
        return self._nearest(self.makers.get(filler.entity.iri, ""), filler.start) or filler

    def home(self, filler: Filler) -> Filler | None:
        """The country of a public body, where the article names that country."""
        entity = filler.entity
        if entity is None or entity.type != "GovernmentBody" or not entity.country:
            return None
        return self._nearest(self.countries.get(entity.country, ""), filler.start)

    def _nearest(self, iri: str, position: int) -> Filler | None:
        """Where an entity is named nearest to a position, rather before than after it."""
        spans = self._spans.get(iri, [])
        if not spans:
            return None
        start, end, entity = min(spans, key=lambda s: (s[0] > position, abs(s[0] - position)))
        return Filler(start, end, entity)
