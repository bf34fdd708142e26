"""Bytes to text, where what is said of the character set may be wrong or missing.

A declaration is a claim that the bytes can contradict. Three facts decide nearly everything on English and Chinese
pages, without a dictionary:

- UTF-8 proves itself: text of another encoding is practically never valid UTF-8 beyond a few characters.
- GB 2312 and Big5 were laid out by frequency: the first level of each holds the characters of everyday text, so bytes
  read by the wrong one of the two turn into rare characters at once.
- In windows-1252 text the characters beyond ASCII stand alone between letters; Chinese bytes read so form long runs.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

_SAMPLE = 200_000  # bytes, from the first one beyond ASCII, that are weighed
_PRESCAN = 4096  # bytes in which a declaration is looked for; the HTML standard demands 1024, real pages need more
_CERTAIN_UTF8 = 4  # characters beyond ASCII that cannot be valid UTF-8 by chance ("联通" in GBK is, with two)
_CLEARLY_BETTER = 0.2  # by how much bytes must contradict a declaration
_BAD_WEIGHT = 5  # one undecodable character speaks against an encoding as loudly as five good ones for it

# Labels of https://encoding.spec.whatwg.org/#names-and-labels that are met, each with the codec that reads all that
# is sent under it. Anything else that Python happens to know ("rot13", "utf-7", "unicode_escape") is not a web charset.
_CODECS = {
    "utf-8": ("utf-8", "utf8", "unicode-1-1-utf-8", "us-ascii", "ascii"),
    "gb18030": ("gb18030", "gbk", "gb2312", "gb_2312-80", "gb-2312", "chinese", "x-gbk", "csgb2312", "euc-cn", "cp936"),
    "big5hkscs": ("big5", "big5-hkscs", "big5hkscs", "cn-big5", "x-x-big5", "csbig5", "cp950", "big-5"),
    "cp1252": ("windows-1252", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "cp1252", "x-cp1252", "ansi"),
    "cp1251": ("windows-1251", "cp1251", "x-cp1251"),
    "cp1250": ("windows-1250", "cp1250", "x-cp1250"),
    "cp1253": ("windows-1253", "cp1253"),
    "cp1254": ("windows-1254", "iso-8859-9", "latin5", "cp1254"),
    "cp1255": ("windows-1255", "cp1255"),
    "cp1256": ("windows-1256", "cp1256"),
    "cp1257": ("windows-1257", "cp1257"),
    "cp1258": ("windows-1258", "cp1258"),
    "cp874": ("windows-874", "tis-620", "iso-8859-11"),
    "iso8859-2": ("iso-8859-2", "latin2"),
    "iso8859-5": ("iso-8859-5",),
    "iso8859-7": ("iso-8859-7",),
    "iso8859-15": ("iso-8859-15", "latin9"),
    "koi8-r": ("koi8-r",),
    "koi8-u": ("koi8-u",),
    "cp932": ("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j", "ms_kanji"),
    "euc_jp": ("euc-jp", "x-euc-jp"),
    "iso2022_jp": ("iso-2022-jp",),
    "cp949": ("euc-kr", "ks_c_5601-1987", "windows-949", "korean"),
    "utf-16-le": ("utf-16", "utf-16le", "ucs-2", "unicode"),
    "utf-16-be": ("utf-16be",),
}
_BY_LABEL = {label: codec for codec, labels in _CODECS.items() for label in labels}
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MULTIBYTE = frozenset({"gb18030", "big5hkscs", "cp932", "euc_jp", "cp949"})
_GUESSES = ("gb18030", "big5hkscs", "cp1252")

_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_HIGH_RUN = re.compile(r"[^\x00-\x7f]+")
_TYPOGRAPHIC = frozenset("‘’“”„‚–—…•·®©™£€¥§°«»¢±×÷½¼¾¿¡´¨¸ªº\u00a0\u00ad†‡‰‹›¶µ¹²³ƒ")


def decode(body: bytes, content_type: str = "") -> str:
    """The text of a page or feed.

    Args:
        body: as fetched, without content coding.
        content_type: the header's value, or empty.

    Returns:
        The text without a byte order mark; what cannot be decoded is U+FFFD.
    """
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    return body.decode(encoding_of(body, content_type), "replace")


def encoding_of(body: bytes, content_type: str = "") -> str:
    """The name of the Python codec that reads a body; see :func:`decode`."""
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return codec
    claims = declared(body, content_type)
    if wide := _utf16(body):
        return wide
    first_high = _first_beyond_ascii(body)
    if first_high is None:
        return "iso2022_jp" if "iso2022_jp" in claims and b"\x1b" in body else "utf-8"
    sample = body[first_high : first_high + _SAMPLE]
    return _utf8(sample, claims) or _legacy(sample, claims)


def declared(body: bytes, content_type: str = "") -> tuple[str, ...]:
    """The codecs that the header, an XML declaration and a meta element name, in this order; unknown ones left out."""
    labels: list[str] = _HEADER.findall(content_type)[:1]
    head = body[:_PRESCAN]
    for pattern in (_XML, _META):
        labels += [label.decode("ascii", "replace") for label in pattern.findall(head)[:1]]
    codecs_named = (_BY_LABEL.get(label.lower()) for label in labels)
    return tuple(dict.fromkeys(codec for codec in codecs_named if codec))


def _utf16(body: bytes) -> str:
    """UTF-16 without a mark: markup puts a zero beside most of its characters."""
    head = body[:2048]
    if len(head) < 4:
        return ""
    even, odd = head[0::2].count(0) / len(head[0::2]), head[1::2].count(0) / len(head[1::2])
    if odd > 0.3 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 and odd < 0.05 else ""


def _first_beyond_ascii(body: bytes) -> int | None:
    found = re.search(rb"[\x80-\xff]", body)
    return found.start() if found else None


def _utf8(sample: bytes, claims: tuple[str, ...]) -> str:
    """UTF-8 where the bytes prove it, with room for the odd damaged character."""
    text = sample.decode("utf-8", "replace")
    good = sum(len(run) - run.count("\ufffd") for run in _HIGH_RUN.findall(text))
    bad = text.count("\ufffd")
    if bad > max(1, good // 10) and not ("utf-8" in claims and good > 2 * bad):
        return ""
    if good < _CERTAIN_UTF8:
        others = [claim for claim in claims if claim in _MULTIBYTE]
        return "" if bad or (others and others[0] == claims[0]) else "utf-8"
    return "" if _by_chance(text, sample, claims) else "utf-8"


def _by_chance(text: str, sample: bytes, claims: tuple[str, ...]) -> bool:
    """Whether a few characters of the declared encoding are (nearly) valid UTF-8 by chance.

    Then they read as letters that no page here is made of, while under the declared encoding all are of every day.
    """
    if not claims or claims[0] not in _MULTIBYTE:
        return False
    runs = _HIGH_RUN.findall(text)
    usual = sum(_everyday(letter) or (letter < "\u0250" and len(run) <= 3) for run in runs for letter in run)
    return usual * 2 < sum(map(len, runs)) and _plausible(sample, claims[0]) == 1.0


def _legacy(sample: bytes, claims: tuple[str, ...]) -> str:
    """The declared encoding, unless the bytes speak clearly for another."""
    scores = {codec: _plausible(sample, codec) for codec in (*claims, *_GUESSES) if not codec.startswith("utf-16")}
    trusted = [claim for claim in claims if claim in scores and claim != "utf-8"]
    best = max(_GUESSES, key=lambda codec: scores[codec])
    for claim in trusted:
        if scores[claim] + _CLEARLY_BETTER >= scores[best]:
            return claim
    return best


def _plausible(sample: bytes, codec: str) -> float:
    """How much like text the sample reads under an encoding: at most 1."""
    text = sample.decode(codec, "replace")
    runs = _HIGH_RUN.findall(text)
    total = sum(map(len, runs))
    if not total:
        return 0.0
    if codec in _MULTIBYTE or codec == "utf-8":
        good = sum(map(_everyday, "".join(runs)))
    else:
        good = sum(_in_words(run) for run in runs)
    return (good - _BAD_WEIGHT * text.count("\ufffd")) / total


def _in_words(run: str) -> int:
    """How many characters of a run beyond ASCII can stand in a text of a one-byte encoding."""
    if len(run) > 3 and not all(character.isalpha() for character in run):
        return 0
    latin = sum(character in _TYPOGRAPHIC or "\u00c0" <= character <= "\u017f" for character in run)
    if latin:
        return latin if len(run) <= 3 else 0
    return sum(character.isalpha() for character in run)


@lru_cache(maxsize=70_000)
def _everyday(character: str) -> bool:
    """Whether a character is of everyday Chinese (or Japanese, Korean) text."""
    if "\u3000" <= character <= "\u30ff" or "\uff00" <= character <= "\uffef" or character in _TYPOGRAPHIC:
        return True
    if "\uac00" <= character <= "\ud7a3":
        return True
    return _first_level(character, "gb2312", 0xB0, 0xD7) or _first_level(character, "big5", 0xA4, 0xC6)


def _first_level(character: str, codec: str, first: int, last: int) -> bool:
    """Whether the lead byte lies in the rows of the most frequent characters of a standard."""
    try:
        coded = character.encode(codec)
    except UnicodeEncodeError:
        return False
    return len(coded) == 2 and first <= coded[0] <= last
