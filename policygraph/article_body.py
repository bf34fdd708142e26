"""The running text of a page: trafilatura, with what it leaves in taken out and what it leaves out put back.

Before: parts that are named or built as page furniture go (``page_furniture``), so that none of trafilatura's fallbacks
can pick them up; where too little is left, the whole page is read. Chinese pages are read by the density of their
punctuation (``text_blocks``), and trafilatura says where the text begins and ends. After: the standfirst between
headline and text is restored (``standfirst``), and lists of links and headings without text at the end go.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from policygraph import page_furniture, text_blocks
from policygraph.standfirst import standfirst

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SAMPLE = 20_000  # code points that tell whether a page is Chinese
SHORT = 1500  # code points of a result that is compared with what the page gives before furniture is taken out
MIN_KEPT = 0.4  # of that: with less, what was taken for furniture was the article
MIN_AGREED = 0.3  # of the dense lines of a Chinese page
LABEL = 16  # code points of a Chinese line that is shorter and without punctuation: a button, a byline, a heading
CHINESE_SHARE = 0.3  # of Chinese characters in the page's text, from which the page counts as Chinese
HEADING = 80  # code points; a last line that ends with a colon and is shorter announces what was not taken
LINK_SHARE = 0.8  # of a line's characters inside links: more is a link, not text


def body_text(tree: HtmlElement, url: str = "") -> str:
    """The text of the article on a page: paragraphs, headings and list items, a blank line between them.

    Args:
        tree: the page; it is not changed.
        url: its address, for messages only.

    Returns:
        The text, empty where there is none.
    """
    pruned = copy.deepcopy(tree)
    page_furniture.prune(pruned)
    lines = _extracted(pruned, url)
    if _is_chinese(tree):
        dense = _tidied(text_blocks.main_lines(pruned) or text_blocks.main_lines(tree))
        return "\n\n".join(_with_standfirst(_trimmed(_agreed(dense, lines), tree), tree))
    if _length(lines) < SHORT:
        whole = _extracted(tree, url)
        lines, pruned = (whole, tree) if _length(lines) < MIN_KEPT * _length(whole) else (lines, pruned)
    return "\n\n".join(_with_standfirst(_trimmed(lines, pruned), tree))


def _agreed(dense: list[str], extracted: list[str]) -> list[str]:
    """The dense lines from the first to the last that trafilatura found too, where the two agree well enough."""
    text = "".join("".join(extracted).split())
    long = ((number, "".join(line.split())) for number, line in enumerate(dense) if len(line) >= LABEL)
    shared = [number for number, line in long if line in text]
    kept = dense[shared[0] : shared[-1] + 1] if shared else []
    return _without_labels(kept if _length(kept) >= MIN_AGREED * _length(dense) else dense)


def _without_labels(lines: list[str]) -> list[str]:
    """The lines without the short ones before and after the text: buttons, bylines, headings of lists."""
    text = [number for number, line in enumerate(lines) if len(line) >= LABEL or re.search(r"[，。！？；：、…]", line)]
    return lines[text[0] : text[-1] + 1] if text else []


def _length(lines: list[str]) -> int:
    return sum(map(len, lines))


def _extracted(tree: HtmlElement, url: str) -> list[str]:
    import lxml.html
    import trafilatura

    # As text: given a tree, trafilatura changes it and loses the text of some pages.
    html = lxml.html.tostring(tree, encoding="unicode")
    document = trafilatura.bare_extraction(html, url=url or None, include_comments=False, include_tables=True)
    text = getattr(document, "text", None) or ""
    return _tidied(text.splitlines())


def _tidied(lines: list[str]) -> list[str]:
    """The lines without the marks of lists and tables, and without those that say nothing."""
    bare = (re.sub(r"^(?:[-•·▲■●◆]\s+)+", "", _without_cells(line.strip())) for line in lines)
    return [line for line in (re.sub(r"\s+", " ", each).strip() for each in bare) if re.search(r"\w", line)]


def _without_cells(line: str) -> str:
    """A row of a table, which comes as ``| a | b |``, as its cells."""
    return line.strip("| ").replace("\\|", "|").replace(" | ", " ") if line.startswith("|") else line


def _is_chinese(tree: HtmlElement) -> bool:
    text = "".join(block.text for block in text_blocks.blocks(tree))[:SAMPLE]
    return len(re.findall(r"[\u3400-\u9fff]", text)) > CHINESE_SHARE * len(re.sub(r"[\W\d_]", "", text))


def _trimmed(lines: list[str], tree: HtmlElement) -> list[str]:
    """The lines without those that are only links, and without headings that nothing follows."""
    links, headings = _link_lines(tree), _texts(tree, ("h2", "h3", "h4", "h5", "h6"))
    kept = [line for line in lines if line not in links]
    while kept and (kept[-1] in headings or (kept[-1].endswith((":", "：")) and len(kept[-1]) < HEADING)):
        kept.pop()
    return kept


def _texts(tree: HtmlElement, tags: tuple[str, ...]) -> frozenset[str]:
    return frozenset(" ".join(element.text_content().split()) for element in tree.iter(*tags))


def _link_lines(tree: HtmlElement) -> frozenset[str]:
    """The texts of blocks that are nothing but links, sentences apart."""
    found = set()
    for element in tree.iter("p", "li", "h2", "h3", "h4", "h5"):
        text = " ".join(element.text_content().split())
        linked = sum(len(" ".join(link.text_content().split())) for link in element.iter("a"))
        if text and linked >= LINK_SHARE * len(text) and not re.search(r"[.!?。！？…][”\"')」]?$", text):
            found.add(text)
    return frozenset(found)


def _with_standfirst(lines: list[str], tree: HtmlElement) -> list[str]:
    lead = standfirst(tree, lines)
    return [lead, *lines] if lead else lines
