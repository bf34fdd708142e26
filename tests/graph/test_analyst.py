from __future__ import annotations

import json
from pathlib import Path

import pytest
from sample_extractions import all_samples

from graph.consolidate import consolidate
from graph.infer import infer
from graph.load import load
from graph.opening import open_store
from policygraph.errors import InputError
from policygraph.settings import settings


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with open_store("oxigraph:", tmp_path) as store:
        load(store, all_samples())
        consolidate(store)
        infer(store)
        store.publish()
    return tmp_path


def test_questions_come_back_as_dataframes(home: Path) -> None:
    pytest.importorskip("pandas")
    from policygraph import Graph  # type: ignore[attr-defined]

    with Graph(home) as graph:
        found = graph.ask("exposure", entity="ByteDance")
        assert found["verdict"].tolist() == ["in scope"]
        counted = graph.query("SELECT (COUNT(?e) AS ?n) WHERE { ?e a <https://w3id.org/policygraph/ns#Lawsuit> }")
        assert counted["n"].tolist() == [1]
        assert "exposure" in {question.name for question in graph.questions}
        with pytest.raises(InputError, match="--list"):
            graph.ask("nothing")


def test_no_other_name_is_invented() -> None:
    import policygraph

    with pytest.raises(AttributeError):
        _ = policygraph.Grph  # type: ignore[attr-defined]


def test_the_notebook_in_docs_runs(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    monkeypatch.setenv("POLICYGRAPH_HOME", str(home))
    settings.cache_clear()
    notebook = json.loads((Path(__file__).parents[2] / "docs" / "graph.ipynb").read_text(encoding="utf-8"))
    names: dict[str, object] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)  # noqa: S102 (our own notebook)
    settings.cache_clear()
