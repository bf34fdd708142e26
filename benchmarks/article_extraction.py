"""Article cleaning on the benchmark that trafilatura publishes, ours beside the libraries, in one run.

The benchmark (https://github.com/adbar/trafilatura, tests/evaldata.json, tests/cache, tests/eval; Apache-2.0) has
990 pages, each with up to six strings that its text must contain and six that it must not. Counted as trafilatura's
own tests/eval_common.py does: white space folded, a wanted string found is a true positive, an unwanted one a false
positive, a crash misses all. The rules of ours were decided on the pages of half A; half B was only reported.

    python benchmarks/article_extraction.py BENCHMARK [--peers PYTHON] [--write docs/quality.md]

BENCHMARK is the folder with evaldata.json, or a .tar.gz of it. Peers are libraries that the project does not depend on:
make a virtual environment with `pip install -r benchmarks/article_extraction_peers.txt` and give its interpreter.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

Pages = dict[str, dict[str, Any]]
OPTIONS = {"include_comments": False, "include_tables": True, "include_formatting": False}
MARK = "article-cleaning"


@dataclass
class Result:
    """What one way of cleaning made of the pages."""

    name: str
    version: str
    seconds: float = 0.0
    errors: int = 0
    texts: dict[str, str] = field(default_factory=dict)


def main() -> int:
    arguments = _arguments()
    if arguments.run_peers:
        return _run_peers(Path(arguments.benchmark), Path(arguments.run_peers))
    with tempfile.TemporaryDirectory() as scratch:
        folder = _folder(Path(arguments.benchmark), Path(scratch))
        pages = json.loads((folder / "evaldata.json").read_text(encoding="utf-8"))
        results = [_run(name, version, clean, folder, pages) for name, version, clean in _ours()]
        if arguments.peers:
            results += _peers_elsewhere(arguments.peers, folder, Path(scratch) / "peers.json")
        report = _report(results, pages, _metadata(folder, pages), bool(arguments.peers))
    print(report)
    if arguments.write:
        _write(Path(arguments.write), report)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("benchmark", help="folder with evaldata.json, or a .tar.gz of it")
    parser.add_argument("--peers", help="interpreter of the environment with the other libraries")
    parser.add_argument("--write", help="Markdown file whose section is to be replaced")
    parser.add_argument("--run-peers", help=argparse.SUPPRESS)
    return parser.parse_args()


def _folder(benchmark: Path, scratch: Path) -> Path:
    if benchmark.is_file():
        with tarfile.open(benchmark) as archive:
            archive.extractall(scratch, filter="data")
        benchmark = scratch
    return next(benchmark.rglob("evaldata.json")).parent


def _read(folder: Path, name: str) -> bytes:
    return next(path for path in (folder / "cache" / name, folder / "eval" / name) if path.is_file()).read_bytes()


def _ours() -> Iterator[tuple[str, str, Callable[[bytes], str]]]:
    from functools import partial

    import trafilatura

    release = version("trafilatura")
    yield "**policygraph**", version("policygraph"), _policygraph
    yield "trafilatura", release, partial(trafilatura.extract, **OPTIONS)
    yield "trafilatura, fast", release, partial(trafilatura.extract, fast=True, **OPTIONS)
    yield "trafilatura, precision", release, partial(trafilatura.extract, favor_precision=True, **OPTIONS)
    yield "trafilatura, recall", release, partial(trafilatura.extract, favor_recall=True, **OPTIONS)


def _policygraph(body: bytes) -> str:
    """What `articles.clean` makes of a page, short of refusing it for its language or a paywall."""
    from policygraph import article_body, junk, page_tree
    from policygraph.charsets import decode

    tree = page_tree.parse_text(decode(body, ""))
    if isinstance(tree, page_tree.Unreadable):
        return ""
    return junk.remove(article_body.body_text(tree), "en")[0]


def _run(name: str, release: str, clean: Callable[[bytes], str], folder: Path, pages: Pages) -> Result:
    result = Result(name, release)
    for url, page in pages.items():
        body = _read(folder, page["file"])
        started = time.perf_counter()
        try:
            result.texts[url] = clean(body) or ""
        except Exception:  # noqa: BLE001  # a crash is a result of the library that is measured
            result.errors += 1
            result.texts[url] = ""
        result.seconds += time.perf_counter() - started
    return result


def _peers() -> Iterator[tuple[str, str, Callable[[bytes], str]]]:
    import justext
    import newspaper
    import readability
    from boilerpy3 import extractors
    from goose3 import Goose
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from trafilatura.utils import decode_file

    stop_words = frozenset(word for language in justext.get_stoplists() for word in justext.get_stoplist(language))
    goose, boilerpipe = Goose(), extractors.ArticleExtractor()

    def by_resiliparse(body: bytes) -> str:
        return str(extract_plain_text(bytes_to_str(body, detect_encoding(body)), main_content=True))

    def by_justext(body: bytes) -> str:
        found = justext.justext(body, stop_words, 50, 200, 0.1, 0.2, 0.2, 200, True)
        return " ".join(each.text for each in found if not each.is_boilerplate)

    yield (
        "readability-lxml",
        version("readability-lxml"),
        lambda body: readability.Document(decode_file(body)).summary(),
    )
    yield "newspaper4k", version("newspaper4k"), lambda body: newspaper.fulltext(decode_file(body))
    yield "resiliparse", version("resiliparse"), by_resiliparse
    yield "goose3", version("goose3"), lambda body: goose.extract(raw_html=decode_file(body)).cleaned_text
    yield "boilerpy3", version("boilerpy3"), lambda body: boilerpipe.get_content(decode_file(body))
    yield "jusText", version("justext"), by_justext


def _run_peers(folder: Path, out: Path) -> int:
    pages = json.loads((folder / "evaldata.json").read_text(encoding="utf-8"))
    results = [_run(name, release, clean, folder, pages) for name, release, clean in _peers()]
    out.write_text(json.dumps([vars(each) for each in results]), encoding="utf-8")
    return 0


def _peers_elsewhere(interpreter: str, folder: Path, out: Path) -> list[Result]:
    command = [interpreter, __file__, str(folder), "--run-peers", str(out)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return [Result(**each) for each in json.loads(out.read_text(encoding="utf-8"))]


def _half(url: str) -> str:
    return "AB"[int(hashlib.sha256(url.encode()).hexdigest(), 16) % 2]


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _scores(result: Result, pages: Pages, half: str = "AB") -> tuple[float, float, float, float]:
    """Precision, recall, F1 and accuracy over the pages of a half, or of both."""
    tp = fp = fn = tn = 0
    for url, page in pages.items():
        if _half(url) in half:
            text = _folded(result.texts[url])
            wanted = [_folded(each) in text for each in page["with"]]
            unwanted = [_folded(each) in text for each in page["without"]]
            tp, fn = tp + sum(wanted), fn + wanted.count(False)
            fp, tn = fp + sum(unwanted), tn + unwanted.count(False)
    return tp / (tp + fp), tp / (tp + fn), 2 * tp / (2 * tp + fp + fn), (tp + tn) / (tp + fp + fn + tn)


def _metadata(folder: Path, pages: Pages) -> dict[str, tuple[int, int, int, int]]:
    """For each field: pages that give it, ours right, trafilatura right, ours silent."""
    counts = {name: [0, 0, 0, 0] for name in ("title", "date", "author")}
    for url, page in pages.items():
        ours, theirs = _our_metadata(folder, url, page), _their_metadata(folder, page)
        for name, count in counts.items():
            if page.get(name):
                gold = _comparable(name, page[name])
                right = (_comparable(name, ours[name]) == gold, _comparable(name, theirs[name]) == gold)
                count[:] = [count[0] + 1, count[1] + right[0], count[2] + right[1], count[3] + (not ours[name])]
    return {name: (count[0], count[1], count[2], count[3]) for name, count in counts.items()}


def _our_metadata(folder: Path, url: str, page: dict[str, Any]) -> dict[str, Any]:
    from policygraph import article_metadata, page_tree
    from policygraph.charsets import decode
    from policygraph.records import Page

    body = _read(folder, page["file"])
    tree = page_tree.parse_text(decode(body, ""))
    if isinstance(tree, page_tree.Unreadable):
        return {"title": "", "date": "", "author": []}
    known = article_metadata.read(tree, Page(url, url, 200, {}, body, datetime(2026, 1, 1, tzinfo=UTC), ""))
    return {"title": known.title, "date": str(known.published or ""), "author": list(known.authors)}


def _their_metadata(folder: Path, page: dict[str, Any]) -> dict[str, Any]:
    import trafilatura

    tree = trafilatura.load_html(_read(folder, page["file"]))
    if tree is None:
        return {"title": "", "date": "", "author": []}
    found = trafilatura.extract_metadata(tree)
    return {"title": found.title or "", "date": found.date or "", "author": found.author or ""}


def _comparable(name: str, value: Any) -> Any:
    if name == "date":
        return str(value)[:10]
    if name == "title":
        return re.sub(r"\W+", "", str(value)).casefold()
    names = value if isinstance(value, list) else re.split(r"[;,&]| and | und ", str(value))
    return {re.sub(r"\W+", "", each).casefold() for each in names} - {""}


def _report(results: list[Result], pages: Pages, metadata: dict[str, tuple[int, int, int, int]], peers: bool) -> str:
    lines = [
        f"Measured on the {len(pages)} pages that trafilatura publishes for comparison, by its rules: each page has",
        "strings that must be in the text and strings that must not (its `tests/eval_common.py`). Our rules were",
        "decided on half A of the pages; half B was only reported.",
        "",
        "| | version | precision | recall | F1 | accuracy | F1 half A | F1 half B | errors | pages/s |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for each in sorted(results, key=lambda result: -_scores(result, pages)[2]):
        figures = " | ".join(f"{score:.3f}" for score in _scores(each, pages))
        halves = " | ".join(f"{_scores(each, pages, half)[2]:.3f}" for half in "AB")
        speed = len(pages) / each.seconds
        lines.append(f"| {each.name} | {each.version} | {figures} | {halves} | {each.errors} | {speed:.0f} |")
    lines += [
        "",
        "Title, date and authors, where the benchmark gives them (exactly equal, letters and digits only):",
        "",
    ]
    lines += ["| | pages | policygraph right | policygraph silent | trafilatura right |"]
    lines += ["| --- | --- | --- | --- | --- |"]
    for name, (count, ours, theirs, silent) in metadata.items():
        lines.append(f"| {name} | {count} | {ours} ({ours / count:.1%}) | {silent} | {theirs} ({theirs / count:.1%}) |")
    lines += [
        "",
        "A date that the page does not write out as its own is left out, not guessed; that costs matches.",
        "",
        "    python benchmarks/article_extraction.py BENCHMARK" + (" --peers PEERS/bin/python" if peers else ""),
    ]
    return "\n".join(lines)


def _write(file: Path, report: str) -> None:
    """Replace the section between the marks, or add it."""
    text = file.read_text(encoding="utf-8") if file.exists() else "# Quality\n"
    section = f"<!-- {MARK} -->\n{report}\n<!-- /{MARK} -->"
    if f"<!-- {MARK} -->" in text:
        text = re.sub(rf"<!-- {MARK} -->.*<!-- /{MARK} -->", lambda _: section, text, flags=re.DOTALL)
    else:
        text += f"\n## Article cleaning\n\n{section}\n"
    file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
