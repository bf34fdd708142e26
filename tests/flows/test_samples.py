"""The samples: the whole line without a network, and the commands over what it publishes."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.queries import named_query, run, run_sparql
from graph.snapshot import open_current
from policygraph.cli import main
from policygraph.settings import settings

Command = Callable[..., str]


def _no_network(*_: object, **__: object) -> None:
    raise AssertionError("the network was asked for")


@pytest.fixture(scope="module")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home folder into which the samples were read while every connection was refused."""
    home = tmp_path_factory.mktemp("samples") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POLICYGRAPH_HOME", str(home))
        patch.setenv("SOURCE_DATE_EPOCH", "1786000000")  # after the last of them
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _no_network)
        patch.setattr(socket, "getaddrinfo", _no_network)
        settings.cache_clear()
        with pytest.raises(SystemExit) as ended:
            main(["ingest", "--samples"])
        assert ended.value.code == 0
        yield home
    settings.cache_clear()


@pytest.fixture
def command(sample_home: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    """Call a command over the samples: what it prints; it must succeed."""
    assert os.environ["POLICYGRAPH_HOME"] == str(sample_home)

    def calling(*arguments: str, code: int = 0) -> str:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        said = capfdbinary.readouterr()
        assert ended.value.code == code, said.err.decode()
        return said.out.decode()

    return calling


def ask(home: Path, sparql: str) -> list[tuple[str, ...]]:
    with open_current(home) as snapshot:
        table = run_sparql(snapshot, f"PREFIX pg: <https://w3id.org/policygraph/ns#> {sparql}")
        return [tuple(str(cell) for cell in row) for row in table.cells()]


def test_articles_in_three_scripts_are_in_the_graph(sample_home: Path) -> None:
    rows = ask(
        sample_home,
        "SELECT ?l (COUNT(?a) AS ?n) { ?a a pg:Article ; <https://schema.org/inLanguage> ?l } GROUP BY ?l",
    )
    found = {lang: int(number) for lang, number in rows}
    assert set(found) == {"en", "zh-Hans", "zh-Hant"}
    assert sum(found.values()) >= 12
    assert min(found.values()) >= 2


def test_nothing_is_quarantined_and_what_is_left_out_has_a_reason(command: Command) -> None:
    failures = json.loads(command("status", "--json"))["failures"]
    assert [failure for failure in failures if failure["outcome"]["state"] == "quarantined"] == []
    assert all(failure["outcome"]["reason"] for failure in failures)


def test_some_event_is_told_by_several_sources_in_several_languages(command: Command) -> None:
    rows = command("query", "--name", "corroboration", "--format", "csv").splitlines()
    assert len(rows) > 2


def test_the_published_graph_is_valid(command: Command) -> None:
    assert "nothing wrong was found" in command("validate")


def test_a_rebuild_gives_the_same_file(command: Command) -> None:
    before = command("export")
    assert before.count("\n") > 1000
    assert "published as" in command("rebuild")
    assert command("export") == before


def test_consolidate_and_infer_run_by_themselves_and_change_nothing(command: Command) -> None:
    before = command("export")
    assert "reports of" in command("consolidate")
    assert "exposures" in command("infer")
    assert command("export") == before


def test_a_question_is_answered_in_every_format(command: Command) -> None:
    for kind in ("table", "csv", "json", "xml", "ttl"):
        assert "Anthropic" in command("query", "--name", "restrictions", "--format", kind)


WHOLE = {  # questions whose every column some sample fills, with what they must be given
    "believed": {"day": "2025-12-01"},
    "contradictions": {},
    "copies": {},
    "corroboration": {},
    "dependencies": {},
    "effective-ownership": {},
    "entities": {},
    "events": {},
    "exposure": {},
    "lifecycles": {},
    "merges": {},
    "metrics": {},
    "money": {},
    "new-entities": {"since": "2025-01-01"},
    "owners": {},
    "plans": {},
    "products": {},
    "restrictors-investors": {},
    "sources": {},
    "timeline": {"entity": "Anthropic"},
    "together": {"entity": "Anthropic"},
}


@pytest.mark.parametrize("name", WHOLE)
def test_every_column_of_an_answer_is_filled_somewhere(name: str, sample_home: Path) -> None:
    with open_current(sample_home) as snapshot:
        table = run(snapshot, named_query(name), WHOLE[name])
    columns = dict(zip(table.columns, zip(*table.cells(), strict=True), strict=False))
    assert set(columns) == set(table.columns), "no rows"
    assert [column for column, cells in columns.items() if not any(cells)] == []


def test_the_owner_of_two_stakes_controls_what_one_of_them_would_not(sample_home: Path) -> None:
    with open_current(sample_home) as snapshot:
        table = run(snapshot, named_query("effective-ownership"), {"entity": "Borealis Cloud"})
    rows = [dict(zip(table.columns, cells, strict=True)) for cells in table.cells()]
    assert {row["method"]: (row["at_least"], row["verdict"]) for row in rows} == {
        "single owner": (49, "out of scope"),
        "aggregate": (49, "possibly in scope"),
        "control chain": (51, "in scope"),
        "look-through": (51, "in scope"),
    }


def test_a_judgement_parts_an_event_and_can_be_taken_back(command: Command, sample_home: Path) -> None:
    before = command("export")
    merged = ask(sample_home, "SELECT ?r { ?r pg:reportOf ?e } ORDER BY ?r LIMIT 1")
    report = merged[0][0]
    command("judge", "report", "negative", report, "--who", "Ada", "--note", "misread")
    command("consolidate")
    after = command("export")
    assert after != before
    assert "misread" in after
    command("judge", "report", "none", report, "--who", "Ada")
    command("consolidate")
    assert ask(sample_home, "SELECT ?r { ?r pg:reportOf ?e } ORDER BY ?r LIMIT 1") == merged


def test_the_feeds_file_of_the_samples_is_well_formed(command: Command) -> None:
    assert "4 feeds" in command("feeds", "check", "--offline", "--feeds", "data/samples/feeds.yml")
