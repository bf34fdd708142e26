"""How well acquisitions are read in Reuters stories of the 1980s, by the answer keys that come with them.

    python -m benchmarks.english_reuters FOLDER [--errors]

The folder holds ``docs`` and ``anskeys`` of one name each: who buys (PURCHASER), what is bought (ACQUIRED), who sells
(SELLER) and for how much (DLRAMT). A story's events of the types Acquisition and Investment (a stake) are taken
together, as the keys do; an answer counts as found where an event names it in the role that fits. A key's strings with
"/" between them are other forms of one answer.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors import pipeline
from extractors.english.money import find_money
from extractors.evaluate import normalise, same
from policygraph.records import Article, Event, Extraction

ROLES = {
    "PURCHASER": {"Acquisition": ("acquirer",), "Investment": ("investor",)},
    "ACQUIRED": {"Acquisition": ("acquired",), "Investment": ("recipient",)},
    "SELLER": {"Acquisition": ("seller",)},
}
Answers = dict[str, list[frozenset[str]]]  # slot -> answers, each with all its forms


@dataclass(frozen=True)
class Story:
    """A story with what its key says."""

    article: Article
    answers: Answers


def stories(folder: Path) -> Iterator[Story]:
    """The stories that have a key."""
    for key in sorted((folder / "anskeys").iterdir()):
        name = key.name.split(".")[0]
        text = (folder / "docs" / name).read_text(encoding="utf-8", errors="replace")
        yield Story(Article(id=name, text=text, lang="en"), _answers(key.read_text(encoding="utf-8", errors="replace")))


def _answers(key: str) -> Answers:
    found: Answers = {}
    for line in key.splitlines():
        slot, _, value = line.partition(":")
        forms = frozenset(" ".join(form.split()) for form in re.findall(r'"([^"]+)"', value))
        if forms:
            found.setdefault(slot.strip(), []).append(forms)
    return found


def _fillers(extraction: Extraction, slot: str) -> list[frozenset[str]]:
    """All forms of each filler that the events have in the roles of a slot."""
    forms = {entity.iri: {entity.name, *(m.text for m in entity.mentions)} for entity in extraction.entities}
    fillers = {
        (a.filler, a.mention.text)
        for event in extraction.events
        for a in event.arguments
        if a.role in ROLES[slot].get(event.type, ())
    }
    named = {filler: {filler, *forms.get(filler, ()), text} for filler, text in sorted(fillers)}
    return [frozenset(normalise(form) for form in each) for each in named.values()]


def _amounts(extraction: Extraction) -> list[Event]:
    return [event for event in extraction.events if event.type in ROLES["PURCHASER"] and event.amount]


def judge(story: Story, extraction: Extraction) -> Counter[str]:
    """Count, slot by slot: wanted, given, found (of the wanted), right (of the given)."""
    count: Counter[str] = Counter(stories=1, told=any(e.type in ROLES["PURCHASER"] for e in extraction.events))
    for slot in ROLES:
        wanted = [frozenset(map(normalise, forms)) for forms in story.answers.get(slot, [])]
        given = _fillers(extraction, slot)
        count[f"{slot} wanted"] += len(wanted)
        count[f"{slot} given"] += len(given)
        count[f"{slot} found"] += sum(any(same(one, other) for other in given) for one in wanted)
        count[f"{slot} right"] += sum(any(same(one, other) for other in wanted) for one in given)
    sums = [span[0].amount.value for forms in story.answers.get("DLRAMT", []) for f in forms if (span := find_money(f))]
    given_sums = [event.amount.value for event in _amounts(extraction) if event.amount]
    count["DLRAMT wanted"] += bool(sums)
    count["DLRAMT given"] += bool(given_sums)
    count["DLRAMT found"] += any(one in given_sums for one in sums)
    count["DLRAMT right"] += any(one in sums for one in given_sums)
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="list what was wanted and given, story by story")
    options = parser.parse_args()
    read = list(stories(options.folder))
    total: Counter[str] = Counter()
    for story, extraction in zip(read, pipeline.extract(story.article for story in read), strict=True):
        count = judge(story, extraction)
        total += count
        if options.errors:
            _show(story, extraction, count)
    print(f"{total['stories']} stories; {total['told']} with an event")
    print("| answer | wanted | recall | given | precision |\n| --- | --- | --- | --- | --- |")
    for slot in (*ROLES, "DLRAMT"):
        wanted, given = total[f"{slot} wanted"], total[f"{slot} given"]
        recall, precision = total[f"{slot} found"] / max(wanted, 1), total[f"{slot} right"] / max(given, 1)
        print(f"| {slot.lower()} | {wanted} | {recall:.2f} | {given} | {precision:.2f} |")


def _show(story: Story, extraction: Extraction, count: Counter[str]) -> None:
    slots = (*ROLES, "DLRAMT")
    if all(count[f"{s} found"] == count[f"{s} wanted"] and count[f"{s} right"] == count[f"{s} given"] for s in slots):
        return
    print("=" * 20, story.article.id, story.article.text.strip(), sep="\n")
    print("WANTED", {slot: [sorted(forms) for forms in found] for slot, found in story.answers.items()})
    for event in extraction.events:
        print("GIVEN", event.type, event.frame, [(a.role, a.mention.text) for a in event.arguments], event.amount)


if __name__ == "__main__":
    main()
