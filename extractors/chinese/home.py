"""What the names of an article imply about each other: whose product acts, and in which country a body acts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.chinese.slots import Filler
from extractors.chinese.words import words
from policygraph.records import Entity

_TITLES = "|".join(words().titles)
_HEADS = re.compile(  # what stands between a company and who speaks for it: 甲公司（ABC）执行长|某某
    r"[）)]?\s?(?:[（(][^（）()]{1,16}[)）])?\s?(?:集团|公司|科技)?的?(?:现任|新任|全球|中国区?|大中华区|亚太区)?"
    rf"(?:{_TITLES})(?:(?:兼|暨|、)(?:{_TITLES}))*\s?"
)


@dataclass(slots=True)
class Known:
    """The entities that an article names, by what can be asked of them."""

    makers: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    _spans: dict[str, list[tuple[int, int, Entity]]] = field(default_factory=dict)  # by IRI
    _employers: dict[str, str] = field(default_factory=dict)  # IRI of a person -> IRI of the company

    @classmethod
    def of(
        cls,
        text: str,
        names: Sequence[tuple[int, int, Entity]],
        makers: Mapping[str, str],
        countries: Mapping[str, str],
    ) -> Known:
        """Keep the names of one article.

        Args:
            text: of the article, folded.
            names: where entities are named, in order.
            makers: IRI of a known product -> IRI of its maker.
            countries: code of a country -> its IRI.
        """
        made = cls(makers, countries)
        for start, end, entity in names:
            made._spans.setdefault(entity.iri, []).append((start, end, entity))
        for (_, end, company), (start, _, person) in pairwise(names):
            if (company.type, person.type) == ("Company", "Person") and _HEADS.fullmatch(text, end, start):
                made._employers.setdefault(person.iri, company.iri)
        return made

    def maker(self, filler: Filler) -> Filler:
        """The maker of a product that acts, or the company of its head, where the article names them.

        Else what was given (文心一言宣布 -> Baidu).
        """
        if filler.entity is None:
            return filler
        known = {"Product": self.makers, "Person": self._employers}.get(filler.entity.type, {})
        return self._nearest(known.get(filler.entity.iri, ""), filler.start) or filler

    def makers_of(self, products: Iterable[Filler]) -> list[Filler]:
        """The known makers of products, where the article names them."""
        made = (self.maker(p) for p in products if p.entity and p.entity.type == "Product")
        return [maker for maker in made if maker.entity and maker.entity.type != "Product"]

    def is_own(self, accusers: Sequence[Filler], accused: Filler) -> bool:
        """Whether it is the accusers' own state or company, which nobody accuses: 外交部指，中方注意到美方."""
        entities = [f.entity for f in accusers if f.entity]
        state = accused.entity
        if state is None:
            return False
        if any(self._employers.get(entity.iri) == state.iri for entity in entities):
            return True
        is_state = state.type == "Place" or state.name.endswith(" government")
        officials = [e.country for e in entities if e.type in ("GovernmentBody", "Place", "Person")]
        return is_state and bool(state.country) and state.country in officials

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
