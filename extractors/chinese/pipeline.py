"""The spaCy pipeline for Chinese: the one that ships, or the one that the user names."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import jieba
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import extractors.chinese.components  # noqa: F401  registers the dictionary tagger
from extractors.chinese.chunks import Word
from extractors.chinese.components import dictionary_tag
from extractors.linking import NamedSpan
from policygraph.errors import PolicygraphError
from policygraph.resources import models_dir
from policygraph.settings import settings

_PIECE = 4000  # characters that the pipeline gets at once
_TYPES = {
    "PER": "Person",
    "PERSON": "Person",
    "ORG": "",
    "LOC": "Place",
    "GPE": "Place",
    "LAW": "Law",
    "PRODUCT": "Product",
}
_GOVERNMENT = re.compile(r"(?:部|局|署|委|法院|政府|院|议会|国会|办|厅|委员会|警方|央行|海关)$")
_ORGANIZATION = re.compile(r"(?:大学|学院|协会|联盟|基金会|党|研究所|研究院|学会|交易所|工会|组织|中学|医院)$")


@dataclass(frozen=True)
class Analysis:
    """What the pipeline says of a text."""

    words: tuple[Word, ...]
    names: tuple[NamedSpan, ...]

    @cached_property
    def word_starts(self) -> list[int]:
        """Where each word starts."""
        return [word.start for word in self.words]

    @cached_property
    def word_ends(self) -> list[int]:
        """Where each word ends."""
        return [word.end for word in self.words]


@lru_cache(maxsize=2)
def load_pipeline(model: str) -> Language:
    """Load a pipeline once a process.

    Args:
        model: name or path of a spaCy pipeline; empty for the one that ships.

    Raises:
        PolicygraphError: it cannot be loaded.
    """
    _tame_jieba()
    path = model or str(models_dir() / "zh" / "pipeline")
    try:
        return spacy.load(path)
    except OSError as error:
        remedy = "install it, or set POLICYGRAPH_ZH_MODEL to another" if model else "run `make setup`"
        raise PolicygraphError(f"the Chinese pipeline {path!r} cannot be loaded: {error} {remedy}") from error


def _tame_jieba() -> None:
    """Have the segmenter say nothing, and keep its cache in the home folder.

    By default it trusts a file of a known name in the folder for temporary files, where anybody can put one.
    """
    jieba.setLogLevel(logging.CRITICAL)
    jieba.dt.tmp_dir = str(settings().home.absolute())


def analyse(nlp: Language, texts: Iterable[str]) -> Iterator[Analysis]:
    """Segment, tag and find names.

    Args:
        nlp: a pipeline.
        texts: folded texts of any length.

    Yields:
        One analysis for each text, in order.
    """
    listed = list(texts)
    pieces = [(i, start, piece) for i, text in enumerate(listed) for start, piece in _pieces(text)]
    words: list[list[Word]] = [[] for _ in listed]
    names: list[list[NamedSpan]] = [[] for _ in listed]
    for doc, (i, start) in nlp.pipe(((piece, (i, start)) for i, start, piece in pieces), as_tuples=True):
        words[i] += _words(doc, start)
        names[i] += _names(doc, start)
    for i in range(len(listed)):
        yield Analysis(tuple(words[i]), tuple(names[i]))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Lines, long ones cut at sentence ends: a model reads no better for being given more at once."""
    for line in re.finditer(r"[^\n]+", text):
        for start in range(line.start(), line.end(), _PIECE):
            yield start, text[start : min(start + _PIECE, line.end())]


def _words(doc: Doc, offset: int) -> Iterator[Word]:
    for token in doc:
        text = token.text
        if not text.isspace():
            start = offset + token.idx
            yield Word(start, start + len(text), text, dictionary_tag(text), token.pos_)


def _names(doc: Doc, offset: int) -> Iterator[NamedSpan]:
    for entity in doc.ents:
        kind = _TYPES.get(entity.label_)
        if kind is not None and len(entity.text.strip()) > 1:
            start = offset + entity.start_char
            yield NamedSpan(start, start + len(entity.text), kind or organisation_type(entity.text), 0.5)


def organisation_type(name: str) -> str:
    """The type of an organisation by the end of its name."""
    if _GOVERNMENT.search(name):
        return "GovernmentBody"
    return "Organization" if _ORGANIZATION.search(name) else "Company"
