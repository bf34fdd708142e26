"""Who makes a product that no list has, where its name begins with the maker's, or with a known product's: GLM-4.5."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policygraph.records import Entity

_SHORTEST = 2  # characters of a name that can head a product's


def makers_by_name(entities: Iterable[Entity], makers: Mapping[str, str]) -> dict[str, str]:
    """Find the makers that products' names give away.

    Args:
        entities: of one article.
        makers: IRI of a known product -> IRI of its maker.

    Returns:
        IRI of a product -> IRI of the company whose name, or whose product's name, is the longest that it begins with.
    """
    named = list(entities)
    heads = {m.text: e.iri for e in named if e.type == "Company" for m in e.mentions}
    heads |= {m.text: makers[e.iri] for e in named if e.iri in makers for m in e.mentions}
    found: dict[str, str] = {}
    for product in named:
        if product.type != "Product" or product.iri in makers:
            continue
        fitting = [head for m in product.mentions for head in heads if _heads(head, m.text)]
        if fitting:
            found[product.iri] = heads[max(fitting, key=len)]
    return found


def _heads(head: str, name: str) -> bool:
    """Whether a name goes on after another, in a new word where letters are joined."""
    if len(head) < _SHORTEST or not name.startswith(head) or len(name) == len(head):
        return False
    return not (head[-1].isascii() and head[-1].isalpha() and name[len(head)].isascii() and name[len(head)].islower())
