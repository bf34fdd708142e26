"""Third parties' English event sets, each read into the same record, with the types that correspond to ours.

None of them was made for technology policy; a type is mapped only where its guidelines mean what ours mean. Texts come
tokenised and are joined again, so offsets are those of the joined text.
"""

from __future__ import annotations

import ast
import csv
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True)
class Gold:
    """An event as others annotated it, in our types and roles."""

    types: frozenset[str]  # of ours: any of them is right
    trigger: Span  # the trigger, or the whole sentence where none is marked
    arguments: tuple[tuple[frozenset[str], Span], ...] = ()  # roles of ours that fit, and where the argument stands


@dataclass
class Passage:
    """A text with its events; ``sentences`` are the stretches in which an event is looked for."""

    text: str
    sentences: list[Span]
    events: list[Gold] = field(default_factory=list)


@dataclass(frozen=True)
class EventSet:
    """A set: its passages, and whether every event of the types is marked, so that precision can be said."""

    name: str
    passages: list[Passage]
    exhaustive: bool


class Joined:
    """Tokens joined as a text is written, with the place of each."""

    def __init__(self) -> None:
        self.text = ""
        self.starts: list[int] = []
        self.ends: list[int] = []

    def add(self, tokens: Sequence[str], end: str = "") -> Span:
        """Append a sentence; where it stands."""
        begin = len(self.text)
        for i, token in enumerate(tokens):
            word = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")"}.get(token, token)
            glued = (
                i == 0 or word[0] in ".,;:?!%)”’'" or word == "n't" or tokens[i - 1] in ("$", "``", "-LRB-", "(", "“")
            )
            self.text += word if glued else f" {word}"
            self.starts.append(len(self.text) - len(word))
            self.ends.append(len(self.text))
        span = begin, len(self.text)
        self.text += end
        return span

    def span(self, first: int, last: int) -> Span:
        """Of the tokens from ``first`` to ``last``, which is included."""
        return self.starts[first], self.ends[last]


def _roles(mapping: Mapping[str, str], name: str) -> frozenset[str]:
    return frozenset(mapping.get(name, "").split())


# ---- SENTiVENT: types of each sentence of business news ----

SENTIVENT = {
    "Merger/Acquisition.None": "Acquisition",
    "Deal.None": "Partnership",
    "Product/Service.Launch": "ProductLaunch",
    "Financing.None": "FundingRound Offering",
    "Investment.None": "Investment",
    "Legal.Proceeding": "Lawsuit Investigation",
    "Legal.Conviction/Settlement": "Settlement Ruling Penalty",
    "Employment.Start": "PersonnelChange",
    "Employment.End": "PersonnelChange",
}


def sentivent(folder: Path) -> EventSet:
    """The sentences of each article as one passage, a line each."""
    csv.field_size_limit(10**9)
    articles: defaultdict[str, list[Mapping[str, str]]] = defaultdict(list)
    with (folder / "dataset_event_subtype.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            articles[row["document_title"]].append(row)
    return EventSet("SENTiVENT", [_sentivent_passage(rows) for rows in articles.values()], exhaustive=True)


def _sentivent_passage(rows: list[Mapping[str, str]]) -> Passage:
    joined, passage = Joined(), Passage("", [])
    for row in rows:
        span = joined.add(row["text"].split(), "\n")
        passage.sentences.append(span)
        for kind in sorted(set(ast.literal_eval(row["subtypes_event"]))):
            if kind in SENTIVENT:
                passage.events.append(Gold(frozenset(SENTIVENT[kind].split()), span))
    passage.text = joined.text
    return passage


# ---- CrudeOilNews: embargoes and prohibitions, with who, whom and what ----

CRUDE_OIL = {"Imposer": "authority", "Imposee": "target", "Item": "object"}


def crude_oil(folder: Path) -> EventSet:
    """Sentences about the oil market; each is a passage of its own."""
    rows = json.loads((folder / "event_extraction_test.json").read_text(encoding="utf-8"))
    return EventSet("CrudeOilNews", [_crude_passage(row) for row in rows], exhaustive=True)


def _crude_passage(row: Mapping[str, Any]) -> Passage:
    joined = Joined()
    passage = Passage("", [joined.add(row["words"])])
    passage.text = joined.text
    for event in row["golden-event-mentions"]:
        if event["event_type"] in ("Embargo", "Prohibiting"):
            arguments = tuple(
                (_roles(CRUDE_OIL, a["role"]), joined.span(a["start"], a["end"] - 1)) for a in event["arguments"]
            )
            trigger = joined.span(event["trigger"]["start"], event["trigger"]["end"] - 1)
            passage.events.append(Gold(frozenset({"Restriction"}), trigger, _mapped(arguments)))
    return passage


def _mapped(arguments: tuple[tuple[frozenset[str], Span], ...]) -> tuple[tuple[frozenset[str], Span], ...]:
    return tuple(argument for argument in arguments if argument[0])


# ---- RAMS: one event a document of five sentences; WikiEvents: whole articles ----

_COURT = {"judgecourt": "court", "defendant": "defendant", "prosecutor": "plaintiff"}
_JOB = {"employee": "person", "placeofemployment": "organization"}
_SANCTION = {"preventer": "authority", "giver": "authority target", "recipient": "target", "artifact": "object",
             "artifactmoney": "object", "money": "object", "place": "place"}  # fmt: skip
_PURCHASE = {"recipient": "acquirer investor", "giver": "seller", "artifact": "acquired recipient",
             "acquiredentity": "acquired recipient"}  # fmt: skip
RAMS: dict[str, tuple[str, dict[str, str]]] = {
    "transaction.transaction.embargosanction": ("Restriction", _SANCTION),
    "transaction.transferownership.embargosanction": ("Restriction", _SANCTION),
    "transaction.transfermoney.embargosanction": ("Restriction", _SANCTION),
    "transaction.transferownership.purchase": ("Acquisition Investment", _PURCHASE),
    "government.legislate.legislate": ("Legislation", {"governmentbody": "authority", "law": "law", "place": "place"}),
    "justice.investigate.investigatecrime": ("Investigation", {"investigator": "authority", "defendant": "target"}),
    "justice.investigate.n/a": ("Investigation", {"investigator": "authority", "defendant": "target"}),
    "justice.initiatejudicialprocess.chargeindict": ("Lawsuit", _COURT),
    "justice.initiatejudicialprocess.n/a": ("Lawsuit", _COURT),
    "justice.judicialconsequences.convict": ("Ruling", _COURT),
    "justice.judicialconsequences.n/a": ("Ruling Penalty", _COURT | {"defendant": "defendant target"}),
    "personnel.startposition.hiring": ("PersonnelChange", _JOB),
    "personnel.startposition.n/a": ("PersonnelChange", _JOB),
    "personnel.endposition.firinglayoff": ("PersonnelChange", _JOB),
    "personnel.endposition.quitretire": ("PersonnelChange", _JOB),
    "personnel.endposition.n/a": ("PersonnelChange", _JOB),
}
WIKIEVENTS: dict[str, tuple[str, dict[str, str]]] = {
    "Justice.ChargeIndict.Unspecified": ("Lawsuit", _COURT),
    "Justice.InvestigateCrime.Unspecified": ("Investigation", {"investigator": "authority", "defendant": "target"}),
    "Justice.Convict.Unspecified": ("Ruling", _COURT),
    "Justice.Sentence.Unspecified": ("Ruling Penalty", _COURT | {"defendant": "defendant target"}),
    "Personnel.EndPosition.Unspecified": ("PersonnelChange", _JOB),
    "Transaction.ExchangeBuySell.Unspecified": ("Acquisition Investment", _PURCHASE),
}


def rams(folder: Path) -> EventSet:
    """The documents whose event has a type of ours."""
    rows = map(json.loads, (folder / "dev.jsonlines").read_text(encoding="utf-8").splitlines())
    passages = (_rams_passage(row) for row in rows)
    return EventSet("RAMS", [passage for passage in passages if passage.events], exhaustive=False)


def _rams_passage(row: Mapping[str, Any]) -> Passage:
    joined = Joined()
    passage = Passage("", [joined.add(sentence, "\n") for sentence in row["sentences"]])
    passage.text = joined.text
    for first, last, kinds in row["evt_triggers"]:
        if kinds[0][0] in RAMS:
            types, mapping = RAMS[kinds[0][0]]
            links = (link for link in row["gold_evt_links"] if link[0] == [first, last])
            arguments = tuple((_roles(mapping, link[2][11:]), joined.span(*link[1])) for link in links)
            passage.events.append(Gold(frozenset(types.split()), joined.span(first, last), _mapped(arguments)))
    return passage


def wikievents(folder: Path) -> EventSet:
    """The articles that have an event of a type of ours."""
    rows = map(json.loads, (folder / "dev.jsonl").read_text(encoding="utf-8").splitlines())
    passages = (_wiki_passage(row) for row in rows)
    return EventSet("WikiEvents", [passage for passage in passages if passage.events], exhaustive=False)


def _wiki_passage(row: Mapping[str, Any]) -> Passage:
    joined, passage = Joined(), Passage("", [])
    for tokens, _ in row["sentences"]:
        passage.sentences.append(joined.add([token[0] for token in tokens], "\n"))
    passage.text = joined.text
    places = {m["id"]: joined.span(m["start"], m["end"] - 1) for m in row["entity_mentions"]}
    for event in row["event_mentions"]:
        if event["event_type"] in WIKIEVENTS:
            types, mapping = WIKIEVENTS[event["event_type"]]
            arguments = ((_roles(mapping, a["role"].casefold()), places[a["entity_id"]]) for a in event["arguments"])
            trigger = joined.span(event["trigger"]["start"], event["trigger"]["end"] - 1)
            passage.events.append(Gold(frozenset(types.split()), trigger, _mapped(tuple(arguments))))
    return passage
