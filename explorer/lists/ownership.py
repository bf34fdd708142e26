"""Who owns whom: standing relations that some article states as a fact or that were known beforehand."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

_LAYERS = 2  # of owners above and of what is owned below
_MOST = 12  # relations of one entity in one direction


@dataclass(frozen=True, slots=True)
class Stake:
    """That somebody owns a share of something."""

    owner: str  # IRI
    owned: str  # IRI
    low: float | None  # percent; None where no share is given
    high: float | None
    article: str  # IRI of one that says so; empty where it was known beforehand


def stakes_around(listing: sqlite3.Connection, iri: str) -> tuple[tuple[Stake, ...], tuple[Stake, ...]]:
    """The stakes above an entity, layer by layer, and those below it; each stake once, the largest of a layer first."""
    return _layers(listing, iri, upwards=True), _layers(listing, iri, upwards=False)


def _layers(listing: sqlite3.Connection, iri: str, *, upwards: bool) -> tuple[Stake, ...]:
    found: dict[tuple[str, str], Stake] = {}
    ends, seen = [iri], {iri}
    for _ in range(_LAYERS):
        stakes = [stake for end in ends for stake in _stakes(listing, end, upwards=upwards)]
        for stake in stakes:
            found.setdefault((stake.owner, stake.owned), stake)
        ends = list(dict.fromkeys(far for s in stakes if (far := s.owner if upwards else s.owned) not in seen))
        seen |= set(ends)
    return tuple(found.values())


def _stakes(listing: sqlite3.Connection, iri: str, *, upwards: bool) -> list[Stake]:
    rows = listing.execute(
        f"""SELECT relation.*, (SELECT MIN(article) FROM proof WHERE proof.relation = relation.iri) AS article
            FROM relation WHERE type = 'Ownership' AND {"subject" if upwards else "object"} = ?
            ORDER BY background, share_min IS NULL, share_min DESC, iri LIMIT ?""",  # noqa: S608
        (iri, _MOST),
    )
    return [
        Stake(row["object"], row["subject"], row["share_min"], row["share_max"], row["article"] or "") for row in rows
    ]
