"""The commands as a user calls them: as processes, with their messages and exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from policygraph.cli import main
from policygraph.settings import settings

ARTICLE = {
    "id": "a1",
    "title": "Corvane buys Tindra",
    "text": "Corvane Systems acquired Tindra AI on Monday\u2028for 310 million euros.  Both are 🏢 companies. ",
    "lang": "en",
    "published": "2025-09-05",
}


def run(*arguments: str, stdin: str | bytes = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """Call ``policygraph`` and wait until it ends."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", "policygraph", *arguments],
        input=data,
        capture_output=True,
        timeout=120,
        env=os.environ | variables,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


Call = Callable[..., tuple[int, str]]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Call]:
    """Call a command in this process: its exit code, and what it says on standard error."""

    def calling(*arguments: str, **variables: str) -> tuple[int, str]:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert isinstance(ended.value.code, int)
        return ended.value.code, capsys.readouterr().err

    yield calling
    settings.cache_clear()


def test_help_comes_at_once() -> None:
    """The design asks for 0.4 s; a busy machine gets three times that, the best of five counts."""
    times = []
    for _ in range(5):
        started = time.monotonic()
        assert run("--help").returncode == 0
        times.append(time.monotonic() - started)
    assert min(times) < 1.2


@pytest.mark.parametrize("library", ["spacy", "prefect", "pyoxigraph", "rdflib", "sqlalchemy", "httpx", "pydantic"])
def test_help_loads_nothing_heavy(library: str) -> None:
    code = f"import sys, policygraph.cli\nsys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("no-such-command",), "No such command"),
        (("query",), "--list shows the names"),
        (("query", "--name", "x", "-"), "give a FILE.rq"),
        (("extract", "--html", "page.html"), "--html and --url go together"),
        (("extract", "a.jsonl", "--html", "p.html", "--url", "http://x.example/"), "not both"),
        (("ingest", "--limit", "0"), "0 is not in the range"),
        (("extract", "--html", "page.html", "--url", "no address"), "not an absolute http or https URL"),
        (("judge", "same_entity", "perhaps", "http://x.example/a"), "perhaps"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(arguments: tuple[str, ...], message: str, call: Call) -> None:
    code, said = call(*arguments)
    assert code == 2
    assert message in said


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("query", "--name", "restrictions"), "Run `policygraph ingest` first"),
        (("query", "no-such.rq"), "no-such.rq: cannot be read"),
        (("export",), "Run `policygraph ingest` first"),
        (("extract", "no-such.jsonl"), "no-such.jsonl: cannot be read"),
        (("evaluate", "no-such.jsonl"), "no-such.jsonl: cannot be read"),
        (("ingest", "--feeds", "no-such.yml"), "no-such.yml"),
        (("ingest", "--feed", "x.example/feed"), "--feed 'x.example/feed': not an absolute http or https URL"),
        (("ingest", "--samples", "--feed", "http://x.example/"), "--samples reads the sample feed alone"),
        (("feeds", "check", "--feeds", "no-such.yml"), "no-such.yml"),
        (("judge", "same_entity", "positive", "http://x.example/a"), "takes two IRIs"),
        (("judge", "report", "negative", "not an iri"), "is not an IRI"),
        (("schedule",), "no Prefect server is running"),
    ],
)
def test_what_cannot_be_done_ends_with_1_and_says_what_to_do(
    arguments: tuple[str, ...], message: str, call: Call, tmp_path: Path
) -> None:
    code, said = call(*arguments, POLICYGRAPH_HOME=str(tmp_path), PREFECT_API_URL="")
    assert code == 1
    assert message in said


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("POLICYGRAPH_FETCH_CONCURRENCY", "many"),
        ("POLICYGRAPH_ARCHIVE", "mysql://nowhere"),
        ("POLICYGRAPH_BASE_IRI", "not an iri"),
        ("POLICYGRAPH_HOME", "/proc/nowhere"),
        ("SOURCE_DATE_EPOCH", "yesterday"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(variable: str, value: str, call: Call, tmp_path: Path) -> None:
    code, said = call("ingest", "--samples", **({"POLICYGRAPH_HOME": str(tmp_path)} | {variable: value}))
    assert code == 1
    assert variable in said


@pytest.mark.parametrize("command", ["rebuild", "consolidate", "infer"])
def test_a_home_folder_that_cannot_be_written_is_named(command: str, call: Call) -> None:
    code, said = call(command, POLICYGRAPH_HOME="/proc/nowhere")
    assert code == 1
    assert "set POLICYGRAPH_HOME to a folder that can be written" in said


def test_extract_leaves_the_text_as_it_is_and_goes_on_after_bad_lines(tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    lines = ["\ufeff" + json.dumps(ARTICLE), "not json", "[1]", "", '{"id": "a2"}', json.dumps(ARTICLE | {"id": "a3"})]
    file.write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    done = run("extract", str(file), "-o", str(out))
    assert done.returncode == 1
    assert [line.split(": ")[0] for line in done.stderr.splitlines()] == [f"{file}:2", f"{file}:3", f"{file}:5"]
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").split("\n") if line]
    assert [article["id"] for article in found] == ["a1", "a3"]
    assert {article["text"] for article in found} == {ARTICLE["text"]}
    for entity in found[0]["entities"]:
        for mention in entity["mentions"]:
            source = found[0][mention.get("field", "text")]
            assert source[mention["start"] : mention["end"]] == mention["text"]


def test_extract_reads_standard_input_and_refuses_half_a_character() -> None:
    half = '{"id": "s", "lang": "en", "text": "Corvane Systems sued Tindra AI. \\ud83d"}'
    done = run("extract", "-", stdin=f"{half}\n{json.dumps(ARTICLE)}")
    assert done.returncode == 1
    assert "standard input:1: 'text' holds half a surrogate pair at character 32" in done.stderr
    assert json.loads(done.stdout)["id"] == "a1"


def test_extract_reads_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html lang='en'><head><title>Corvane buys Tindra</title></head><body><article><h1>Corvane buys Tindra</h1>"
        "<p>Corvane Systems acquired Tindra AI on Monday for 310 million euros, both companies said in a statement to "
        "the press that was sent out late in the evening and surprised everyone who follows the market.</p>"
        "</article></body></html>",
        encoding="utf-8",
    )
    done = run("extract", "--html", str(page), "--url", "https://news.example/corvane?utm_source=x")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["url"] == "https://news.example/corvane"


def test_extract_says_why_a_page_is_no_article(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><body><p>Log in</p></body></html>", encoding="utf-8")
    done = run("extract", "--html", str(page), "--url", "https://news.example/login")
    assert done.returncode == 1
    assert f"{page}: no article could be read" in done.stderr


def test_evaluate_finds_its_own_extractions_perfect(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    extracted = run("extract", "-", stdin=json.dumps(ARTICLE))
    assert extracted.returncode == 0, extracted.stderr
    gold.write_text(extracted.stdout, encoding="utf-8")
    done = run("evaluate", str(gold), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["event"]["f1"] == 1.0


def test_evaluate_refuses_gold_with_a_bad_line(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(ARTICLE) + "\n{", encoding="utf-8")
    done = run("evaluate", str(gold))
    assert done.returncode == 1
    assert f"{gold}:2" in done.stderr


def test_every_kind_of_export_is_offered() -> None:
    from graph.export import KINDS
    from policygraph.commands.query import EXPORTS

    assert EXPORTS == KINDS


NUMBERS = " ".join(map(str, range(100)))
CROSS_JOIN = " ".join(f"VALUES ?v{column} {{ {NUMBERS} }}" for column in range(6))  # 10^12 rows


@pytest.mark.parametrize("select", ["(COUNT(*) AS ?n)", "*"])
def test_a_query_that_takes_too_long_is_stopped(select: str, tmp_path: Path) -> None:
    """Both where Oxigraph answers in one go and where it answers row by row; the process is gone when the call ends."""
    from graph.opening import open_store

    with open_store("oxigraph:", tmp_path) as store:
        store.publish()
    sparql = f"SELECT {select} WHERE {{ {CROSS_JOIN} FILTER(?v0 + ?v5 < 0) }}"
    started = time.monotonic()
    done = run("query", "-", "--timeout", "2", stdin=sparql, POLICYGRAPH_HOME=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "longer than 2 seconds and was stopped; ask for less" in done.stderr
    assert "--timeout" in done.stderr
    assert time.monotonic() - started < 30


def test_an_answer_that_may_be_cut_says_so(call: Call, tmp_path: Path) -> None:
    import pyoxigraph as ox

    from graph.opening import open_store
    from graph.store import Change

    copy_of = ox.NamedNode("https://w3id.org/policygraph/ns#copyOf")
    ends = [ox.NamedNode(f"https://news.example/{name}") for name in "abc"]
    quads = tuple(ox.Quad(end, copy_of, ends[0], ox.NamedNode("urn:told")) for end in ends[1:])
    with open_store("oxigraph:", tmp_path) as store:
        store.apply(Change(insert=quads))
        store.publish()
    ask = ("query", "--name", "copies", "--parameter")
    cut = "At most 2 are listed; there may be more: -p most=0 gives all.\n"
    assert call(*ask, "most=2", POLICYGRAPH_HOME=str(tmp_path)) == (0, cut)
    assert call(*ask, "most=0", POLICYGRAPH_HOME=str(tmp_path)) == (0, "")


@pytest.mark.parametrize("arguments", [("export",), ("extract", "no-such.jsonl")])
def test_a_command_that_fails_leaves_the_old_file_whole(arguments: tuple[str, ...], call: Call, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("of yesterday")
    code, _ = call(*arguments, "-o", str(out), POLICYGRAPH_HOME=str(tmp_path / "home"))
    assert code == 1
    assert out.read_text() == "of yesterday"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out"]


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    """As in ``policygraph query --list | head -1``."""
    command = f"'{sys.executable}' -m policygraph query --list | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr
