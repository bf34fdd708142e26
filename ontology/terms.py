# ruff: noqa: N815 (the ontology's own spelling)
"""The structural terms of the ontology as a closed namespace: a misspelt one fails where it is written.

Event types, roles, attributes and statuses are not listed: they are data (``ontology.vocabulary``), so that adding
one needs no code. A test holds this list equal to the ontology.
"""

from __future__ import annotations

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace


class NIF(DefinedNamespace):
    """Of the NLP Interchange Format, how a span stands in its text."""

    _NS = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
    _fail = True

    Context: URIRef
    anchorOf: URIRef
    beginIndex: URIRef
    endIndex: URIRef
    isString: URIRef
    referenceContext: URIRef


class PG(DefinedNamespace):
    """What the graph is made of: documents, mentions, reports, events, relations, inferences, judgements."""

    _NS = Namespace("https://w3id.org/policygraph/ns#")
    _fail = True

    # classes: documents and mentions
    Article: URIRef
    ExtractionActivity: URIRef
    Mention: URIRef
    # classes: what an article says
    Report: URIRef
    EventReport: URIRef
    FactReport: URIRef
    Argument: URIRef
    Quantity: URIRef
    TimeSpan: URIRef
    Reference: URIRef
    # classes: what was concluded
    Event: URIRef
    Entity: URIRef
    EntityDescription: URIRef
    Fact: URIRef
    LifecycleState: URIRef
    Criterion: URIRef
    Publisher: URIRef
    Conflict: URIRef
    Merge: URIRef
    BackgroundRelation: URIRef
    PartOf: URIRef
    Inference: URIRef
    EffectiveOwnership: URIRef
    Exposure: URIRef
    PathStep: URIRef
    Judgement: URIRef
    # classes: the vocabulary of extraction
    Attribute: URIRef
    Status: URIRef
    Stage: URIRef
    CountingMethod: URIRef
    Verdict: URIRef
    ExposureBasis: URIRef
    JudgementKind: URIRef
    Matter: URIRef
    EntityMerge: URIRef
    Unsettled: URIRef
    follows: URIRef

    # documents
    textContext: URIRef
    titleContext: URIRef
    copyOf: URIRef
    pageSha256: URIRef
    fetchedAt: URIRef
    feed: URIRef
    component: URIRef
    # mentions and references
    refersTo: URIRef
    reference: URIRef
    entity: URIRef
    description: URIRef
    # reports
    reportsType: URIRef
    reportedIn: URIRef
    status: URIRef
    statusReason: URIRef
    confidence: URIRef
    background: URIRef
    frame: URIRef
    trigger: URIRef
    evidence: URIRef
    attributedTo: URIRef
    attributedToText: URIRef
    attribution: URIRef
    hasArgument: URIRef
    role: URIRef
    filler: URIRef
    fillerText: URIRef
    factSubject: URIRef
    factSubjectText: URIRef
    factObject: URIRef
    factObjectText: URIRef
    # quantities, shares and times
    amount: URIRef
    valuation: URIRef
    value: URIRef
    minimum: URIRef
    maximum: URIRef
    currency: URIRef
    qualifier: URIRef
    euros: URIRef
    originalText: URIRef
    shareMinimum: URIRef
    shareMaximum: URIRef
    when: URIRef
    edtf: URIRef
    earliest: URIRef
    latest: URIRef
    period: URIRef
    metric: URIRef
    # entities
    describes: URIRef
    entityType: URIRef
    name: URIRef
    country: URIRef
    wikidata: URIRef
    known: URIRef
    articleCount: URIRef
    firstSpokenOf: URIRef
    copyCount: URIRef
    eventReportCount: URIRef
    # events and relations
    participant: URIRef
    reportOf: URIRef
    supportedBy: URIRef
    contradictedBy: URIRef
    reportCount: URIRef
    independentSources: URIRef
    day: URIRef
    firstReported: URIRef
    lastReported: URIRef
    hasState: URIRef
    state: URIRef
    stateOrder: URIRef
    asOf: URIRef
    knownFrom: URIRef
    conflict: URIRef
    conflictAbout: URIRef
    conflictingReport: URIRef
    mergedReport: URIRef
    mergedWith: URIRef
    mergeReason: URIRef
    mergeEvidence: URIRef
    mergeScore: URIRef
    sharedParticipant: URIRef
    mergedEntity: URIRef
    merge: URIRef
    unnamedParticipant: URIRef
    established: URIRef
    relationSubject: URIRef
    relationObject: URIRef
    matterKind: URIRef
    about: URIRef
    ofEvent: URIRef
    criterion: URIRef
    ownerCountry: URIRef
    threshold: URIRef
    thresholdExclusive: URIRef
    regardlessOfRegistration: URIRef
    ownedBy: URIRef
    madeBy: URIRef
    dependsOn: URIRef
    source: URIRef
    # inference
    ofEntity: URIRef
    ownersFrom: URIRef
    method: URIRef
    verdict: URIRef
    exposed: URIRef
    exposedTo: URIRef
    basis: URIRef
    hasStep: URIRef
    stepOrder: URIRef
    stepFrom: URIRef
    stepRelation: URIRef
    stepTo: URIRef
    viaOperator: URIRef
    underCriterion: URIRef
    countsOwners: URIRef
    # judgements
    judgementKind: URIRef
    judgementOn: URIRef
    judgedWith: URIRef
    judgedBy: URIRef
    judgedAt: URIRef
    judgedRole: URIRef
    judgedText: URIRef
    note: URIRef
    # the vocabulary of extraction
    hasRole: URIRef
    opposedTo: URIRef
    keyRole: URIRef
    hasAttribute: URIRef
    matterKey: URIRef
    recurrence: URIRef
    allowedValue: URIRef
    phases: URIRef
    stageOf: URIRef
    stageOrder: URIRef
    stageWhen: URIRef
    # individuals that code decides on
    SingleOwner: URIRef
    AggregateDirect: URIRef
    ControlChain: URIRef
    LookThrough: URIRef
    InScope: URIRef
    PossiblyInScope: URIRef
    OutOfScope: URIRef
    BasisTarget: URIRef
    BasisHeadquarters: URIRef
    BasisOwnership: URIRef
    BasisDependency: URIRef
    BasisOperator: URIRef
    JudgedSame: URIRef
    JudgedDifferent: URIRef
    JudgedUndecided: URIRef
    JudgedRejected: URIRef
    JudgedRole: URIRef
    JudgedNotRole: URIRef
    JudgedConfirmed: URIRef
    JudgedName: URIRef
    JudgedNotName: URIRef
    JudgedWithdrawn: URIRef


def _at_hand(namespace: type[DefinedNamespace]) -> None:
    """Keep each term as an attribute: rdflib makes it anew each time that it is asked for, ten times as slowly."""
    for name in namespace.__annotations__:
        if not name.startswith("_"):
            setattr(namespace, name, namespace[name])


_at_hand(NIF)
_at_hand(PG)
