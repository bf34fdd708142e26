"""Character sets that lie: the bytes decide."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.charsets import decode, encoding_of

SIMPLIFIED = (
    "商务部宣布，自十二月一日起对镓、锗相关物项实施出口管制。欧盟委员会发言人表示“正在研究有关措施”，"
    "并将与日本、韩国协商——据悉，涉案企业包括华为、中芯国际。"
)
TRADITIONAL = (
    "經濟部表示，台積電將在美國亞利桑那州投資興建第三座晶圓廠，總金額達六百五十億美元。立法院昨天三讀通過"
    "「產業創新條例」修正案，最快明年元旦上路。"
)
HONG_KONG = "政府宣布嘅新措施，喺九龍灣嘅創科中心舉行發佈會，佢哋話會咗解市民嘅意見。"
ENGLISH = "The regulator’s chair said the “remedies” won’t do — fines of £10m … and naïve café owners."
CASES = [
    (SIMPLIFIED, "gbk"),
    (SIMPLIFIED, "gb18030"),
    (SIMPLIFIED, "utf-8"),
    (TRADITIONAL, "big5"),
    (TRADITIONAL, "cp950"),
    (TRADITIONAL, "big5hkscs"),
    (TRADITIONAL, "gb18030"),
    (TRADITIONAL, "utf-8"),
    (HONG_KONG, "big5hkscs"),
    (ENGLISH, "cp1252"),
    (ENGLISH, "utf-8"),
]
CLAIMS = ["", "utf-8", "gb2312", "big5", "iso-8859-1", "windows-1252", "us-ascii", "no-such-charset", "rot13", "utf-7"]


def page(text: str, claim: str = "") -> str:
    meta = f'<meta charset="{claim}">' if claim else ""
    return f"<!DOCTYPE html><html><head>{meta}<title>{text[:12]}</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize("header", CLAIMS)
@pytest.mark.parametrize(("text", "encoding"), CASES)
def test_page_is_read_whatever_the_header_says(text: str, encoding: str, header: str) -> None:
    body = page(text).encode(encoding)
    assert decode(body, f"text/html; charset={header}" if header else "text/html") == page(text)


@pytest.mark.parametrize("meta", CLAIMS)
@pytest.mark.parametrize(("text", "encoding"), CASES)
def test_page_is_read_whatever_its_meta_says(text: str, encoding: str, meta: str) -> None:
    assert decode(page(text, meta).encode(encoding), "text/html") == page(text, meta)


def test_header_and_meta_in_conflict_are_settled_by_the_bytes() -> None:
    for header, meta in (("utf-8", "gbk"), ("gbk", "utf-8"), ("big5", "gbk")):
        expected = page(SIMPLIFIED, meta)
        assert decode(expected.encode("gbk"), f"text/html;charset={header}") == expected


@pytest.mark.parametrize(
    ("mark", "encoding"), [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")]
)
def test_byte_order_mark_goes_before_all_claims(mark: bytes, encoding: str) -> None:
    assert decode(mark + page(SIMPLIFIED).encode(encoding), "text/html; charset=gbk") == page(SIMPLIFIED)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_mark(encoding: str) -> None:
    assert decode(page(SIMPLIFIED).encode(encoding)) == page(SIMPLIFIED)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Это новость о санкциях.", "windows-1251"), ("これはニュースです。半導体の輸出規制。", "shift_jis"),
     ("これはニュースです。半導体の輸出規制。", "euc-jp"), ("반도체 수출 규제 뉴스입니다.", "euc-kr"),
     ("Příliš žluťoučký kůň úpěl ďábelské ódy.", "windows-1250")],
)  # fmt: skip
def test_honest_declaration_of_another_language_is_believed(text: str, encoding: str) -> None:
    assert decode(page(text).encode(encoding), f"text/html; charset={encoding}") == page(text)


def test_damaged_utf8_stays_utf8() -> None:
    body = bytearray(page(SIMPLIFIED * 3).encode())
    body[200] = 0xFF
    assert encoding_of(bytes(body), "") == "utf-8"
    assert decode(bytes(body)).count("\ufffd") <= 3


def test_two_characters_that_happen_to_be_utf8_are_what_is_declared() -> None:
    assert decode("联通".encode("gbk"), "text/html; charset=gbk") == "联通"


@given(st.binary(max_size=300), st.sampled_from(CLAIMS))
def test_any_bytes_are_read(body: bytes, claim: str) -> None:
    assert isinstance(decode(body, f"text/html; charset={claim}"), str)


EVERYDAY = "".join(
    bytes([row, cell]).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)
)


@given(st.text(st.sampled_from(EVERYDAY), min_size=1, max_size=200))
def test_any_everyday_text_is_read_as_honestly_declared(text: str) -> None:
    assert decode(text.encode("gbk"), "text/html; charset=gbk") == text


@pytest.mark.shared
@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs"])
@pytest.mark.parametrize("claim", ["", "utf-8", "iso-8859-1", "other"])
def test_real_chinese_pages_survive_a_wrong_declaration(shared: Path, encoding: str, claim: str) -> None:
    header = {"other": "big5" if encoding == "gb18030" else "gbk"}.get(claim, claim)
    read = wrong = 0
    for file in sorted((shared / "corpus" / "pages-zh").rglob("*.htm*")):
        raw = decode(file.read_bytes()).encode(encoding, "ignore")
        read += 1
        wrong += decode(raw, f"text/html; charset={header}") != raw.decode(encoding)
    assert read > 50
    assert wrong == 0
