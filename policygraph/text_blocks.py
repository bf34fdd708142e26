"""A page as blocks of text, and the smallest part of it that holds nearly all running text.

For Chinese pages this is surer than scoring by words and white space, which Chinese does not have: running text is what
has commas and full stops and is not linked; menus, rankings and lists of headlines have neither (compare Sun et al.,
*DOM Based Content Extraction via Text Density*, SIGIR 2011, and Lei et al. on the density of punctuation).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policygraph.page_furniture import weight

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HELD = 0.8  # of the running text: what the part must hold
MAX_LINKED = 0.3  # of a block of running text
MAX_LINKED_LINE = 0.8  # of a line that stays

_INLINE = frozenset(
    re.findall(
        r"\w+",
        """a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q s samp small span
        strike strong sub sup time tt u var wbr""",
    )
)
_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "select", "textarea", "button", "iframe", "head"}
)
_COMMA_OR_STOP = re.compile(r"[，。！？；、,;][^，。！？；、,;]|[。！？…]”?$")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text between two line breaks."""

    text: str
    linked: int  # how many of its characters are inside links
    parent: HtmlElement  # the block element that it stands in


def blocks(tree: HtmlElement) -> Iterator[Block]:
    """The blocks of a part of a page, in reading order."""
    from lxml import etree

    text: list[str] = []
    linked: list[str] = []
    links = skipped = 0
    parents = [tree]

    def flush() -> Iterator[Block]:
        line = " ".join("".join(text).split())
        if line:
            yield Block(line, len(" ".join("".join(linked).split())), parents[-1])
        text.clear()
        linked.clear()

    def add(piece: str | None) -> None:
        if piece and not skipped:
            text.append(piece)
            linked.extend([piece] if links else [])

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        inline = element.tag in _INLINE
        if event == "start":
            if not inline:
                yield from flush()
                parents.append(element)
            skipped += element.tag in _SKIPPED
            links += element.tag == "a"
            add(element.text)
            continue
        if not inline:
            yield from flush()
            parents.pop()
        skipped -= element.tag in _SKIPPED
        links -= element.tag == "a"
        if element is not tree:
            add(element.tail)
    yield from flush()


def main_lines(tree: HtmlElement) -> list[str]:
    """The lines of the part of a page that holds its running text; empty where it has none."""
    part = _main_part(tree)
    if part is None:
        return []
    return [each.text for each in blocks(part) if each.linked <= MAX_LINKED_LINE * len(each.text) or _is_running(each)]


def _main_part(tree: HtmlElement) -> HtmlElement | None:
    """The smallest element that holds most of the running text."""
    held: defaultdict[HtmlElement, int] = defaultdict(int)
    total = 0
    for block in blocks(tree):
        if _is_running(block):
            total += weight(block.text)
            for element in (block.parent, *block.parent.iterancestors()):
                held[element] += weight(block.text)
    enough = [element for element, weighed in held.items() if weighed >= HELD * total]
    return max(enough, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)


def _is_running(block: Block) -> bool:
    return block.linked <= MAX_LINKED * len(block.text) and bool(_COMMA_OR_STOP.search(block.text))
