from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policygraph.article_body import body_text
from policygraph.charsets import decode
from policygraph.page_furniture import prune
from policygraph.page_tree import Unreadable, parse_text
from policygraph.text_blocks import blocks, main_lines

ONE = "The regulator said on Monday that it would look into the merger of the two makers of optical chips."
TWO = "Both companies expect the deal to close by the end of the year, and rivals have been asked for comments."
EINS = "监管机构周一表示，将审查两家光芯片公司的合并，并已向竞争对手征求意见。"
ZWEI = "两家公司预计，交易将在年底前完成，届时员工将全部留任，价格为四十二亿美元。"


def tree(body: str, title: str = "Regulator looks into merger") -> Any:
    found = parse_text(f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>")
    assert not isinstance(found, Unreadable)
    return found


@pytest.mark.parametrize(
    "furniture",
    [
        '<div class="related-posts"><p>Another merger was stopped in the spring by the same regulator.</p></div>',
        '<nav><p>News and analysis of markets, chips and the cloud, every day of the week and on Sundays.</p></nav>',
        '<section id="newsletterSignup"><p>Every morning the stories of the day, sent to your address.</p></section>',
        '<div class="share_bar">Share this on Facebook</div>',
        '<ul><li><a href="/1">Another merger was stopped</a></li><li><a href="/2">Chips are scarce</a></li></ul>',
        "<h3>More on this</h3>",
    ],
)  # fmt: skip
def test_furniture_is_left_out(furniture: str) -> None:
    assert body_text(tree(f"<div><p>{ONE}</p><p>{TWO}</p></div>{furniture}")).split("\n\n")[-2:] == [ONE, TWO]


def test_a_wrapper_with_a_careless_name_keeps_its_article() -> None:
    page = tree(f'<div class="layout has-sidebar share"><p>{ONE}</p><p>{TWO}</p></div>')
    prune(page)
    assert ONE in page.text_content()


def test_the_tree_is_not_changed() -> None:
    page = tree(f'<div><p>{ONE}</p><p>{TWO}</p></div><div class="related">x</div>')
    before = page.text_content()
    body_text(page)
    assert page.text_content() == before


def test_a_standfirst_is_restored_once() -> None:
    lead = "Two makers of optical chips want to merge, and the regulator wants to know what that means."
    text = f"<p>{ONE}</p><p>{TWO}</p>" * 3
    page = tree(f'<p class="standfirst">{lead}</p><p class="byline">By Jane Doe</p><div class="text">{text}</div>')
    assert body_text(page).count(lead) == 1
    assert body_text(page).index(lead) == 0


def test_chinese_text_is_found_by_its_punctuation() -> None:
    links = "".join(f'<li><a href="/{n}">某公司发布第{n}季度财报</a></li>' for n in range(9))
    page = tree(
        f"<div><ul>{links}</ul></div><div class=m><div class=c><p>{EINS}</p><p>{ZWEI}</p></div>"
        "<div>字号 大 中 小</div></div>"
        f"<div><h3>热点</h3><ul>{links}</ul></div><div>关于我们 联系我们 广告服务</div>",
        "监管机构审查光芯片合并",
    )
    assert body_text(page) == f"{EINS}\n\n{ZWEI}"


def test_text_without_paragraph_elements_is_split_at_breaks() -> None:
    assert main_lines(tree(f"<div>{EINS}<br><br>{ZWEI}<br>{EINS}</div>", "审查"))[-3:] == [EINS, ZWEI, EINS]


def test_what_follows_an_early_end_of_the_document_is_read() -> None:
    assert body_text(tree(f"<p>Menu</p></body></html><div><p>{ONE}</p><p>{TWO}</p></div>")).endswith(f"{ONE}\n\n{TWO}")


def test_blocks_count_what_is_linked() -> None:
    found = {each.text: each.linked for each in blocks(tree("<p>one <a href=x>two</a> three</p><script>no()</script>"))}
    assert found["one two three"] == 3
    assert not any("no()" in text for text in found)


def test_cells_of_a_table_are_no_markup() -> None:
    table = "<table><tr><td>Revenue of the year before last</td><td>$3 billion</td></tr></table>"
    text = body_text(tree(f"<article><p>{ONE}</p>{table}<p>{TWO}</p></article>"))
    assert "|" not in text
    assert "Revenue of the year before last $3 billion" in text


def _f1(clean: Callable[[bytes], str], pages: list[tuple[dict[str, Any], bytes]]) -> float:
    right = wrong = missed = 0
    for page, body in pages:
        text = re.sub(r"\s+", " ", clean(body) or "")
        wanted = [re.sub(r"\s+", " ", each).strip() in text for each in page["with"]]
        right, missed = right + sum(wanted), missed + wanted.count(False)
        wrong += sum(re.sub(r"\s+", " ", each).strip() in text for each in page["without"])
    return 2 * right / (2 * right + wrong + missed)


@pytest.mark.shared
@pytest.mark.slow
def test_the_benchmark_is_cleaned_better_than_by_the_library_beneath(shared: Path) -> None:
    import trafilatura

    def ours(body: bytes) -> str:
        page = parse_text(decode(body, ""))
        return "" if isinstance(page, Unreadable) else body_text(page)

    with tarfile.open(shared / "conformance/article-extraction.tar.gz") as archive:
        files = {Path(each.name).name: each for each in archive.getmembers() if each.isfile()}
        gold = json.load(archive.extractfile(files["evaldata.json"]))  # type: ignore[arg-type]
        chosen = [page for _, page in sorted(gold.items())[::6]]
        pages = [(page, archive.extractfile(files[page["file"]]).read()) for page in chosen]  # type: ignore[union-attr]
    assert _f1(ours, pages) > _f1(lambda body: trafilatura.extract(body, include_comments=False) or "", pages) > 0.9
