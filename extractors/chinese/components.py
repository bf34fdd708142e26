"""Parts of the Chinese spaCy pipeline that spaCy does not have."""

from __future__ import annotations

from functools import lru_cache

import jieba
from spacy.language import Language
from spacy.tokens import Doc


@lru_cache(maxsize=1)
def dictionary_tags() -> dict[str, str]:
    """Return jieba's dictionary: word -> its commonest part of speech (tag set of the People's Daily corpus)."""
    tags: dict[str, str] = {}
    with jieba.get_module_res("dict.txt") as lines:
        for line in lines:
            word, _, tag = line.decode("utf-8").strip().split(" ")
            tags[word] = tag
    return tags


@lru_cache(maxsize=65536)
def dictionary_tag(word: str) -> str:
    """Return the dictionary's tag of a word, or the kind of characters that an unknown word is made of."""
    tag = dictionary_tags().get(word)
    if tag:
        return tag
    if word.isascii():
        return "eng" if any(map(str.isalpha, word)) else ("m" if any(map(str.isdigit, word)) else "x")
    return "unk"


@Language.factory("policygraph_dictionary_tag", assigns=["token.tag"])
class DictionaryTagger:
    """Writes the dictionary's tag to each token: what the statistical parts then learn from."""

    def __init__(self, nlp: Language, name: str) -> None:  # noqa: ARG002  spaCy passes both
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Tag a Doc."""
        for token in doc:
            token.tag_ = dictionary_tag(token.text)
        return doc
