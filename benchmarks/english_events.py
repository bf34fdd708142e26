"""How well English events of other people's sets are read: SENTiVENT, CrudeOilNews, RAMS, WikiEvents.

    python -m benchmarks.english_events THIRD_PARTY_FOLDER [--errors TYPE]

The folder holds ``sentivent``, ``crudeoil``, ``rams`` and ``wikievents``; one that is missing is left out. An event is
found where one of a mapped type is told in the sentence of its trigger (mentions are counted before those of one
occurrence are merged, since these sets mark each mention). An argument is found where the event that was found has, in
a role that fits, a filler that overlaps it or is the same entity.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.english_event_sets import EventSet, Gold, Passage, Span, crude_oil, rams, sentivent, wikievents
from extractors import pipeline
from extractors.reading import Reading
from policygraph.records import Article, Event

LOADERS = {"sentivent": sentivent, "crudeoil": crude_oil, "rams": rams, "wikievents": wikievents}


def overlap(one: Span, other: Span) -> bool:
    """Whether two stretches have a character in common."""
    return one[0] < other[1] and other[0] < one[1]


def _sentence(passage: Passage, span: Span) -> Span:
    return next((sentence for sentence in passage.sentences if overlap(sentence, span)), span)


def _told(reading: Reading, sentence: Span) -> list[Event]:
    """The mentions of events in a sentence."""
    return [event for event in reading.events if sentence[0] <= event.trigger.start < sentence[1]]


def _argument_found(reading: Reading, events: Sequence[Event], roles: frozenset[str], span: Span) -> bool:
    mentions = {entity.iri: entity.mentions for entity in reading.entities}
    for argument in (a for event in events for a in event.arguments if a.role in roles):
        places = (argument.mention, *mentions.get(argument.filler, ()))
        if any(overlap((m.start, m.end), span) for m in places):
            return True
    return False


def measure(one: EventSet, errors: str = "") -> dict[str, Counter[str]]:
    """Counts by type: sentences with gold, with a prediction and with both; gold events, those found; arguments."""
    articles = [Article(id=str(i), text=passage.text, lang="en") for i, passage in enumerate(one.passages)]
    counts: dict[str, Counter[str]] = {}
    for passage, reading in zip(one.passages, pipeline.reader("en").read(articles), strict=True):
        for gold in passage.events:
            _count_gold(passage, reading, gold, counts.setdefault("/".join(sorted(gold.types)), Counter()), errors)
        _count_sentences(passage, reading, counts, errors)
    return counts


def _count_gold(passage: Passage, reading: Reading, gold: Gold, count: Counter[str], errors: str) -> None:
    sentence = _sentence(passage, gold.trigger)
    events = [event for event in _told(reading, sentence) if event.type in gold.types]
    count["gold"] += 1
    count["found"] += bool(events)
    if errors in gold.types and not events:
        print("MISSED", passage.text[slice(*gold.trigger)], "<-", passage.text[slice(*sentence)].strip())
    for roles, span in gold.arguments:
        count["arguments"] += 1
        count["arguments of found"] += bool(events)
        count["arguments found"] += _argument_found(reading, events, roles, span)


def _count_sentences(passage: Passage, reading: Reading, counts: dict[str, Counter[str]], errors: str) -> None:
    for sentence in passage.sentences:
        told = {event.type for event in _told(reading, sentence)}
        wanted = [gold.types for gold in passage.events if overlap(sentence, gold.trigger)]
        for types, count in counts.items():
            predicted, right = bool(told & set(types.split("/"))), set(types.split("/")) in wanted
            count["predicted"] += predicted
            count["wanted"] += right
            count["both"] += predicted and right
            if errors in types.split("/") and predicted and not right:
                print("EXTRA", [e.frame for e in _told(reading, sentence)], passage.text[slice(*sentence)].strip())


def report(one: EventSet, counts: dict[str, Counter[str]]) -> None:
    """Print a line of the table for each type, and one for all."""
    rows = {**dict(sorted(counts.items())), "all": sum(counts.values(), Counter())}
    for types, count in rows.items():
        recall = count["both"] / max(count["wanted"], 1)
        line = f"| {one.name} | {types} | {count['wanted']} | {recall:.2f} |"
        if one.exhaustive:
            precision = count["both"] / max(count["predicted"], 1)
            line += f" {precision:.2f} | {2 * precision * recall / max(precision + recall, 1e-9):.2f} |"
        else:
            line += " | |"
        if count["arguments"]:
            line += f" {count['arguments']} | {count['arguments found'] / count['arguments']:.2f} |"
            line += f" {count['arguments found'] / max(count['arguments of found'], 1):.2f} |"
        else:
            line += " | | |"
        print(line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--set", choices=LOADERS, action="append", help="only this one")
    parser.add_argument("--errors", default="", metavar="TYPE", help="list what is missed and extra of a type")
    options = parser.parse_args()
    print("| set | type | sentences | recall | precision | F1 | arguments | recall | recall of found events' |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for name in options.set or LOADERS:
        if (options.folder / name).is_dir():
            one = LOADERS[name](options.folder / name)
            report(one, measure(one, options.errors))
        else:
            print(f"{name}: left out, it is not in {options.folder}")


if __name__ == "__main__":
    main()
