"""How well English names are found: other people's sets, this reader and its bare model side by side.

    python -m benchmarks.english_names FOLDER [--errors]

The folder holds ``conllpp``, ``wnut17`` and ``crossner`` (token and label, the label last, a line each). Compared are
persons, organisations of any kind, places and products: a name is right where its characters and its class are.
Labels that mean none of these four (MISC, elections, algorithms, works of art, ...) are left out on both sides, with
whatever is found in their place.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.english_event_sets import Joined, Span
from extractors import pipeline
from extractors.english.model import load_model
from extractors.english.name_types import LABELS
from policygraph.records import Article
from policygraph.settings import settings

CLASSES = {
    "Person": "person",
    "Company": "organisation",
    "Organization": "organisation",
    "GovernmentBody": "organisation",
    "Place": "place",
    "Product": "product",
}
# label of a set -> our class
GOLD = {
    "PER": "person",
    "ORG": "organisation",
    "LOC": "place",
    "person": "person",
    "corporation": "organisation",
    "group": "organisation",
    "location": "place",
    "product": "product",
    "researcher": "person",
    "politician": "person",
    "organisation": "organisation",
    "university": "organisation",
    "politicalparty": "organisation",
    "country": "place",
    "programlang": "product",
}
SETS = {
    "CoNLL++ dev": "conllpp/conllpp_dev.txt",
    "WNUT17 test": "wnut17/emerging.test.annotated",
    "CrossNER ai test": "crossner/ai/test.txt",
    "CrossNER politics test": "crossner/politics/test.txt",
}
Found = dict[Span, str]  # where a name stands, and its class


@dataclass
class Passage:
    """A text with its names; a class that is empty is none of ours."""

    text: str
    names: Found = field(default_factory=dict)


def passages(path: Path) -> Iterator[Passage]:
    """The documents of a file, or its sentences where it marks no documents."""
    joined, names = Joined(), Found()
    documents = "-DOCSTART-" in path.read_text(encoding="utf-8")[:20]
    sentence: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        words = line.split()
        starts = bool(words) and words[0] == "-DOCSTART-"
        if words and not starts:
            sentence.append((words[0], words[-1]))
            continue
        if sentence:
            _add(joined, names, sentence)
            sentence = []
        if joined.text and (starts or not documents):
            yield Passage(joined.text, names)
            joined, names = Joined(), {}
    if joined.text:
        yield Passage(joined.text, names)


def _add(joined: Joined, names: Found, sentence: list[tuple[str, str]]) -> None:
    first = len(joined.starts)
    joined.add([token for token, _ in sentence], "\n")
    start = None
    for i, (_, label) in enumerate([*sentence, ("", "O")]):
        if start is not None and not label.startswith("I-"):
            kind = sentence[start][1][2:]
            names[joined.span(first + start, first + i - 1)] = GOLD.get(kind, "")
            start = None
        if label.startswith("B-"):
            start = i


def by_reader(texts: list[str]) -> Iterator[Found]:
    """What the reader takes for names."""
    articles = (Article(id=str(i), text=text, lang="en") for i, text in enumerate(texts))
    for reading in pipeline.reader("en").read(articles):
        spans = ((mention, entity.type) for entity in reading.entities for mention in entity.mentions)
        yield {(m.start, m.end): CLASSES[kind] for m, kind in spans if kind in CLASSES and m.field == "text"}


def by_model(texts: list[str]) -> Iterator[Found]:
    """What the bare model takes for names, by the mapping of its labels that the reader starts from."""
    for doc in load_model(settings().en_model).pipe(texts):
        kinds = ((e.start_char, e.end_char, CLASSES.get(LABELS.get(e.label_, ""), "")) for e in doc.ents)
        yield {(start, end): kind for start, end, kind in kinds if kind}


def count(gold: Found, found: Found) -> Counter[str]:
    """Right, wanted and given, by class and in all."""
    none_of_ours = [span for span, kind in gold.items() if not kind]
    given = {s: k for s, k in found.items() if not any(a < s[1] and s[0] < b for a, b in none_of_ours)}
    result: Counter[str] = Counter()
    for kind in {*gold.values(), *given.values()} - {""}:
        wanted = {span for span, other in gold.items() if other == kind}
        mine = {span for span, other in given.items() if other == kind}
        for name in (kind, "all"):
            result.update(
                {f"{name} right": len(wanted & mine), f"{name} wanted": len(wanted), f"{name} given": len(mine)}
            )
    return result


def scores(total: Counter[str], kind: str) -> str:
    """Precision, recall and F1 as cells of a table; without gold none."""
    if not total[f"{kind} wanted"]:
        return "| | "
    precision = total[f"{kind} right"] / max(total[f"{kind} given"], 1)
    recall = total[f"{kind} right"] / total[f"{kind} wanted"]
    return f"{precision:.2f} | {recall:.2f} | {2 * precision * recall / max(precision + recall, 1e-9):.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="list what the reader has wrong")
    options = parser.parse_args()
    print("| set | class | names | reader P | R | F1 | model P | R | F1 |\n|" + " --- |" * 9)
    for name, file in SETS.items():
        if not (options.folder / file).exists():
            print(f"{name}: left out, {file} is not in {options.folder}")
            continue
        gold = list(passages(options.folder / file))
        texts = [passage.text for passage in gold]
        totals = []
        for read in (by_reader, by_model):
            counts = [count(passage.names, found) for passage, found in zip(gold, read(texts), strict=True)]
            totals.append(sum(counts, Counter()))
        for kind in ("person", "organisation", "place", "product", "all"):
            if totals[0][f"{kind} wanted"]:
                cells = " | ".join(scores(total, kind) for total in totals)
                print(f"| {name} | {kind} | {totals[0][f'{kind} wanted']} | {cells} |", flush=True)
        if options.errors:
            _show(gold, texts)


def _show(gold: list[Passage], texts: list[str]) -> None:
    for passage, found in zip(gold, by_reader(texts), strict=True):
        missed = [(passage.text[slice(*s)], k) for s, k in passage.names.items() if k and found.get(s) != k]
        extra = [(passage.text[slice(*s)], k) for s, k in found.items() if passage.names.get(s) != k]
        if missed or extra:
            print(f"{passage.text.strip()[:300]}\n   WANTED {missed}\n   GIVEN  {extra}")


if __name__ == "__main__":
    main()
