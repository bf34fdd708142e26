"""What docs/add-an-event-type.md says is done, in a copy of the project, and it works."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "add-an-event-type.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^`(?P<file>[^`]+)`:\n\n```\w+\n(?P<content>.*?)^```$", re.MULTILINE | re.DOTALL)
TYPE = "ProductRecall"
COPIED = ("data", "extractors", "graph", "models", "ontology", "policygraph")
READ_EXAMPLES = """
import json, sys
from extractors.extraction import article_from_json, to_json
from extractors.pipeline import extract
from graph.rdf import article_graph
from graph.shapes import check

for extraction in extract(article_from_json(json.loads(line)) for line in sys.stdin):
    report = check(article_graph(extraction))
    print(json.dumps({**to_json(extraction), "conforms": report.conforms}))
"""


def page_blocks() -> dict[str, str]:
    return {match["file"]: match["content"] for match in BLOCK.finditer(PAGE)}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which the page was followed: what it shows is added to its file, or makes one."""
    home = tmp_path_factory.mktemp("project")
    for name in COPIED:
        shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__", "samples"))
    for name, content in page_blocks().items():
        with (home / name).open("a", encoding="utf-8") as file:
            file.write(content)
    return home


@pytest.fixture(scope="module")
def read(project: Path) -> dict[str, dict]:
    """What is read from each example of the page, by its text."""
    examples = [e for name in page_blocks() for e in _examples(project / name)]
    lines = "\n".join(json.dumps({"id": str(i), **example}) for i, example in enumerate(examples))
    done = subprocess.run(
        [sys.executable, "-c", READ_EXAMPLES],
        input=lines,
        capture_output=True,
        encoding="utf-8",
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(project)},
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {found["text"]: found for found in map(json.loads, done.stdout.splitlines())}


def _examples(path: Path) -> list[dict[str, str]]:
    from extractors.data_files import read_yaml

    if path.suffix != ".yml":
        return []
    frame = read_yaml(path.read_text(encoding="utf-8"))
    told = [{"text": e["text"], "published": e.get("published", "2025-06-12")} for e in frame["examples"]]
    return told + [{"text": text} for text in frame.get("counterexamples", ())]


def events(read: dict[str, dict], text: str) -> list[dict]:
    return [event for event in read[text]["events"] if event["type"] == TYPE]


def test_the_page_shows_a_class_and_a_frame_for_each_language() -> None:
    assert list(page_blocks()) == [
        "ontology/techpolicy.ttl",
        f"data/frames/{TYPE}.en.yml",
        f"data/frames/{TYPE}.zh.yml",
    ]
    assert TYPE not in "".join(
        path.read_text(encoding="utf-8") for path in ROOT.glob("*/**/*.py") if "tests" not in path.parts
    )


def test_the_english_examples_are_read(read: dict[str, dict]) -> None:
    (recalled,) = events(read, "Samsung recalled the Galaxy Note 7 in October.")
    assert recalled["date"] == "2016-10"
    assert recalled["status"] == "actual"
    assert list(recalled["args"]) == ["organization", "product"]
    assert "Samsung" in recalled["args"]["organization"][0]
    (planned,) = events(read, "Fitbit will recall its devices.")
    assert planned["status"] == "planned"
    assert events(read, "Users recalled the keynote.") == []


def test_the_chinese_examples_are_read(read: dict[str, dict]) -> None:
    (recalled,) = events(read, "三星在十月召回了Galaxy Note 7。")
    assert "Samsung" in recalled["args"]["organization"][0]
    assert events(read, "该模型的召回率很高。") == []


def test_the_graph_takes_events_of_the_new_type(read: dict[str, dict]) -> None:
    assert all(found["conforms"] for found in read.values())
