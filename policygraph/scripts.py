"""Chinese characters in the other script, one for one, so that offsets hold."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1)
def _converter():  # type: ignore[no-untyped-def]  # opencc ships no types
    import opencc

    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """The text with traditional characters made simplified; as long as the text that is given."""
    if text.isascii():
        return text
    return _one(text) if len(text) == 1 else _all(text)


@lru_cache(maxsize=64)  # of one article several look at the same text
def _all(text: str) -> str:
    converted = str(_converter().convert(text))
    if len(converted) == len(text):
        return converted
    return "".join(_one(character) for character in text)


@lru_cache(maxsize=8192)
def _one(character: str) -> str:
    converted = str(_converter().convert(character))
    return converted if len(converted) == 1 else character
