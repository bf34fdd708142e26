"""What analysts decided, as the graph ``judgements``, and how it is read back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rdflib.namespace import DCTERMS, RDF

from graph.consolidation.clusters import Pair, ordered
from graph.consolidation.index import packed
from graph.literals import moment, string
from graph.names import base, graph_name, node, term
from graph.rdf_triples import Triples
from graph.store import NamedGraph, Reader, Store
from graph.tables import to_table
from graph.writing import replace_if_changed
from ontology.terms import PG
from ontology.vocabulary import NAMESPACE
from policygraph.archive.records import Judgement
from policygraph.identifiers import digest
from policygraph.judging import is_iri, question

_PAIR = {"positive": PG.JudgedSame, "negative": PG.JudgedDifferent, "unsure": PG.JudgedUndecided}
_ONE = {"positive": PG.JudgedConfirmed, "negative": PG.JudgedRejected, "unsure": PG.JudgedUndecided}
_KINDS = {
    "same_entity": _PAIR,
    "same_event": _PAIR,
    "report": _ONE,
    "event": _ONE,
    "role": {"positive": PG.JudgedRole, "negative": PG.JudgedNotRole},
    "alias": {"positive": PG.JudgedName, "negative": PG.JudgedNotName},
}


@dataclass(frozen=True, slots=True)
class RoleJudgement:
    """Whether somebody stands in a role of a report."""

    role: str
    filler: str  # IRI or phrase
    stands: bool
    judgement: str  # IRI


@dataclass(frozen=True, slots=True)
class Judged:
    """Judgements as they bear on consolidation: the last word on each question."""

    same: Mapping[Pair, str] = field(default_factory=dict)  # IRIs of entities, events or reports -> the judgement's
    different: Mapping[Pair, str] = field(default_factory=dict)
    rejected: Mapping[str, str] = field(default_factory=dict)  # IRIs of reports or events -> the judgement's
    roles: Mapping[str, tuple[RoleJudgement, ...]] = field(default_factory=dict)  # by IRI of the report
    names: Mapping[tuple[str, str], tuple[bool, str]] = field(default_factory=dict)  # (entity, name) -> is one, IRI

    def bearing(self) -> dict[str, str]:
        """Each report or event that something was decided of, with all of it as text: equal texts, equal decisions."""
        found: dict[str, list[object]] = defaultdict(list)
        for about in ("same", "different"):
            for (first, second), judgement in sorted(getattr(self, about).items()):
                found[first].append([about, second, judgement])
                found[second].append([about, first, judgement])
        for iri, judgement in sorted(self.rejected.items()):
            found[iri].append(["rejected", judgement])
        for iri, roles in sorted(self.roles.items()):
            found[iri] += [[each.role, each.filler, each.stands, each.judgement] for each in roles]
        return {iri: packed(decided) for iri, decided in found.items() if "/entity/" not in iri}


def write_judgements(store: Store, judgements: Iterable[Judgement]) -> None:
    """Make the graph ``judgements`` hold the archive's journal, in its order; a word that is not the last says so."""
    triples = Triples()
    last: dict[tuple[str, ...], str] = {}
    for judgement in judgements:
        iri = judgement_iri(judgement)
        asked = question(judgement)
        if (before := last.get(asked)) and before != iri:
            triples.add(before, DCTERMS.isReplacedBy, node(iri))
        last[asked] = iri
        _add(triples, iri, judgement)
    replace_if_changed(store, NamedGraph(graph_name("judgements"), triples.sorted()))


def judgement_iri(judgement: Judgement) -> str:
    """The IRI of a judgement, made from all that it says."""
    said = (*question(judgement), judgement.verdict, judgement.who, judgement.made_at.isoformat(), judgement.note)
    return f"{base()}judgement/{digest(*said)}"


def _add(triples: Triples, iri: str, judgement: Judgement) -> None:
    kind = _KINDS.get(judgement.kind, {}).get(judgement.verdict, PG.JudgedWithdrawn)
    triples.add(iri, RDF.type, node(PG.Judgement))
    triples.add(iri, PG.judgementKind, node(kind))
    triples.add(iri, PG.judgementOn, node(judgement.subject))
    if is_iri(judgement.object):
        triples.add(iri, PG.judgedWith, node(judgement.object))
    triples.add_text(iri, PG.judgedText, "" if is_iri(judgement.object) else judgement.object)
    if judgement.role:
        triples.add(iri, PG.judgedRole, term(judgement.role))
    triples.add(iri, PG.judgedBy, string(judgement.who))
    triples.add(iri, PG.judgedAt, moment(judgement.made_at))
    triples.add_text(iri, PG.note, judgement.note)


def read_judgements(reader: Reader) -> Judged:
    """What the graph ``judgements`` says: the last words."""
    question_text = f"""SELECT ?j ?kind ?on ?with ?text ?role WHERE {{ GRAPH <{graph_name("judgements")}> {{
      ?j <{PG.judgementKind}> ?kind ; <{PG.judgementOn}> ?on
      OPTIONAL {{ ?j <{PG.judgedWith}> ?with }} OPTIONAL {{ ?j <{PG.judgedText}> ?text }}
      OPTIONAL {{ ?j <{PG.judgedRole}> ?role }}
      FILTER NOT EXISTS {{ ?j <{DCTERMS.isReplacedBy}> ?later }} }} }}"""
    rows = sorted(tuple(str(cell or "") for cell in row) for row in to_table(reader.query(question_text)).cells())
    return _judged([(row[0], row[1].removeprefix(NAMESPACE), row[2], row[3] or row[4], row[5]) for row in rows])


def _judged(rows: Iterable[tuple[str, str, str, str, str]]) -> Judged:
    same: dict[Pair, str] = {}
    different: dict[Pair, str] = {}
    rejected: dict[str, str] = {}
    roles: dict[str, list[RoleJudgement]] = defaultdict(list)
    names: dict[tuple[str, str], tuple[bool, str]] = {}
    for judgement, kind, on, other, role in rows:
        if kind == "JudgedSame":
            same[ordered(on, other)] = judgement
        elif kind == "JudgedDifferent":
            different[ordered(on, other)] = judgement
        elif kind == "JudgedRejected":
            rejected[on] = judgement
        elif kind in ("JudgedRole", "JudgedNotRole"):
            name = role.removeprefix(NAMESPACE)
            roles[on].append(RoleJudgement(name, other, kind == "JudgedRole", judgement))
        elif kind in ("JudgedName", "JudgedNotName"):
            names[on, other] = (kind == "JudgedName", judgement)
    return Judged(same, different, rejected, {iri: tuple(found) for iri, found in roles.items()}, names)
