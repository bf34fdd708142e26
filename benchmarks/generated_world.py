"""The world that the generated articles speak of: who is in the news how often, and who owns, makes and needs what.

It is drawn after what the English extraction read in 1,400 news articles that nobody chose (23 November 2026):

- *How often somebody is named.* In the first 50, 100, 200, 400, 800 and 1,400 of those articles 120, 204, 395, 704,
  1,155 and 1,837 distinct companies were named 210 to 6,128 times: their number grows with the 0.81th power of the
  mentions (Heaps' law), and the most named has 9% of them. A Zipf-Mandelbrot law with exponent 1.25 and shift 2 gives
  128, 394, 693, 1,209 and 1,864 for 210, 915, 1,826, 3,543 and 6,128 mentions. So a larger corpus speaks of more
  companies.
- *Who is owned*: 109 of 1,831 companies, by 87 owners, most by one of them; chains of 1 (79), 2 (21), 3 (7) and 4 (2)
  owners.
- *Who makes what*: 129 products of 43 makers, the most of one maker 21, nearly each of one maker.
- *What is needed*: 8 dependencies, on 7 things.

Whoever is named more stands higher: an owner and what is needed rank before what is owned and what needs it, so that
there is no circle, chains are short and most groups are small.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache

from policygraph.records import Entity

OF_ROLE = {
    "authority": "GovernmentBody",
    "court": "GovernmentBody",
    "exchange": "Organization",
    "law": "Law",
    "object": "Product",
    "person": "Person",
    "place": "Place",
    "product": "Product",
}  # all other roles are played by companies
COUNTRIES = ("US", "CN", "DE", "SG")
_OWNED = 0.06  # of the companies
_NEEDING = 0.25  # of the products need one that is better known; more than was read, as few texts say so
_SHIFT = 2
_TAIL = 0.25  # the exponent of the Zipf-Mandelbrot law, less one
_MOST = 10_000_000  # ranks beyond say nothing


def rank(chance: random.Random) -> int:
    """The rank of somebody who is named, the most named being 0."""
    return min(int(_SHIFT * ((1 - chance.random()) ** (-1 / _TAIL) - 1)), _MOST)


@dataclass(frozen=True, slots=True)
class Thing:
    """Somebody or something that articles name."""

    type: str
    rank: int
    number: int = 0  # which product of the company of this rank

    @property
    def iri(self) -> str:
        """Its IRI."""
        return f"https://w3id.org/policygraph/entity/generated-{self._called('-').lower()}"

    @property
    def name(self) -> str:
        """Its English name."""
        return self._called(" ")

    def entity(self) -> Entity:
        """As articles know it, without a mention."""
        names = (("en", self.name), ("zh-Hans", f"名{self._called('·')}"))
        country = "" if self.type in ("Product", "Law") else COUNTRIES[self.rank % len(COUNTRIES)]
        return Entity(self.iri, self.type, self.name, names, country=country, known=True)

    def _called(self, between: str) -> str:
        number = f"{between}{self.number}" if self.type == "Product" else ""
        return f"{self.type}{between}{self.rank}{number}"


def named(type: str, chance: random.Random) -> Thing:  # noqa: A002 (the word of the records)
    """Somebody or something of a type, as often as the news names it."""
    return Thing(type, rank(chance), int(chance.paretovariate(1)) if type == "Product" else 0)


@lru_cache(maxsize=10_000)
def owner(company: int) -> Thing | None:
    """Who owns the company of a rank, if anybody does."""
    chance = random.Random(f"owner of {company}")
    holder = rank(chance)
    return Thing("Company", holder) if holder < company and chance.random() < _OWNED else None


def needed(product: Thing) -> Thing | None:
    """What a product depends on, if on anything: something of a company that is better known."""
    chance = random.Random(f"needed by {product.name}")
    base = named("Product", chance)
    return base if base.rank < product.rank and chance.random() < _NEEDING else None


def maker(product: Thing) -> Thing:
    """Who makes a product."""
    return Thing("Company", product.rank)
