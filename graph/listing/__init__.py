"""The listing: a digest of a snapshot in SQLite, published beside it, for lists, facets, counts and full text.

SPARQL answers what is asked of one article, event or entity; what is asked of all of them at once (sort, filter,
count, find a word in any script) is answered from here. It holds nothing that the graph does not say.
"""

from __future__ import annotations

from graph.listing.build import build_listing, is_current, listing_of, update_listing
from graph.listing.counts import BUSY, COMPANIONS, MONTHS
from graph.listing.events import STATUSES, status_bits
from graph.listing.fulltext import match_expression
from graph.listing.schema import RANGES, SHOWN_FROM

__all__ = [
    "BUSY",
    "COMPANIONS",
    "MONTHS",
    "RANGES",
    "SHOWN_FROM",
    "STATUSES",
    "build_listing",
    "is_current",
    "listing_of",
    "match_expression",
    "status_bits",
    "update_listing",
]
