from __future__ import annotations

from pathlib import Path

import pytest
from sample_extractions import all_samples

from graph.consolidate import consolidate
from graph.infer import infer
from graph.load import load
from graph.store import open_store
from policygraph.errors import InputError


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
