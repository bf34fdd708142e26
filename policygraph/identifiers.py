"""IRIs made from content: the same input gives the same IRI on every machine."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

import opencc

from policygraph.settings import settings

# Forms of incorporation say nothing about who is meant.
_INCORPORATION = re.compile(
    r"\b(incorporated|inc|corporation|corp|company|co|limited|ltd|llc|llp|plc|gmbh|ag|sa|nv|bv|pte)\b\.?"
    r"|股份有限公司|有限责任公司|有限公司"
)


def digest(*parts: str, length: int = 16) -> str:
    """The first ``length`` hexadecimal digits of the SHA-256 of the parts, each in Unicode form C."""
    joined = "\x1f".join(unicodedata.normalize("NFC", part) for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:length]


@lru_cache(maxsize=1)
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> str:
    """A name as it is compared: width, case, script, punctuation and forms of incorporation set aside."""
    folded = _to_simplified().convert(unicodedata.normalize("NFKC", name)).casefold()
    bare = re.sub(r"[^\w]+", " ", _INCORPORATION.sub(" ", folded)).strip()
    return re.sub(r"^(the|a|an) ", "", bare) or folded.strip()


def article_id(canonical_url: str) -> str:
    """The id of the article at a canonical URL."""
    return digest(canonical_url)


def article_iri(identifier: str) -> str:
    """The IRI of an article."""
    return f"{settings().base_iri}article/{identifier}"


def known_entity_iri(gazetteer_id: str) -> str:
    """The IRI of an entity of the gazetteer."""
    return f"{settings().base_iri}entity/{gazetteer_id}"


def unknown_entity_iri(entity_type: str, name: str) -> str:
    """The IRI of an entity that is known by its name alone."""
    return f"{settings().base_iri}entity/{entity_type.lower()}-{digest(entity_type, fold_name(name))}"
