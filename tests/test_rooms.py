"""The rooms of the house and which may look into which, read from the source of every module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST_MODULE = 400

LOWER = frozenset({"ontology", "policygraph"})
MAY_SEE = {
    "ontology": LOWER,
    "policygraph": LOWER,
    "extractors": LOWER | {"extractors"},
    "graph": LOWER | {"graph"},
    "explorer": LOWER | {"extractors", "graph", "explorer"},
    "flows": LOWER | {"extractors", "graph", "flows"},
}
HEAVY = {
    "spacy": {"extractors"},
    "thinc": {"extractors"},
    "rdflib": {"graph", "ontology"},
    "oxrdflib": {"graph", "ontology"},
    "pyoxigraph": {"graph", "ontology"},
    "pyshacl": {"graph", "ontology"},
    "prefect": {"flows"},
    "fastapi": {"explorer"},
    "sqlalchemy": {"policygraph"},
    "trafilatura": {"policygraph"},
}


@dataclass(frozen=True, slots=True)
class Import:
    """One import statement of one module."""

    module: str  # dotted name of the importing module
    line: int
    imported: str  # dotted name of what is imported
    at_top: bool  # runs when the module is imported

    @property
    def room(self) -> str:
        return self.module.split(".")[0]

    @property
    def target(self) -> str:
        return self.imported.split(".")[0]

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.imported}"


def _modules() -> Iterator[Path]:
    for room in MAY_SEE:
        yield from sorted(path for path in (ROOT / room).rglob("*.py") if "vendor" not in path.parts)


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _names(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"line {node.lineno}: relative import"
        # ``from room import module`` and ``from room.module import name`` both count as what stands after ``from``.
        return [node.module or ""]
    return []


def _imports(source: str, module: str) -> list[Import]:
    tree = ast.parse(source)
    inner = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    return [Import(module, node.lineno, name, id(node) not in inner) for node in statements for name in _names(node)]


ALL = [found for path in _modules() for found in _imports(path.read_text(encoding="utf-8"), _dotted(path))]


def _composes(found: Import) -> bool:
    """Whether this is the composition root, which may reach every room from inside its functions."""
    if found.module == "policygraph.__init__":
        return found.imported == "graph.analyst"  # `from policygraph import Graph`
    return found.module == "policygraph.cli" or found.module.startswith("policygraph.commands.")


def _breaches(imports: list[Import]) -> list[str]:
    seen = [found for found in imports if found.target in MAY_SEE and not (_composes(found) and not found.at_top)]
    return [str(found) for found in seen if found.target not in MAY_SEE[found.room]]


def test_there_is_something_to_judge() -> None:
    assert {found.room for found in ALL} == set(MAY_SEE)


def test_no_room_looks_into_a_higher_one() -> None:
    assert _breaches(ALL) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("extractors.pipeline", "def run():\n    from graph.rdf import article_graph"),
        ("graph.rdf", "import extractors.pipeline"),
        ("policygraph.archive", "def run():\n    import flows.line"),
        ("policygraph.cli", "from flows.line import ingest"),
        ("flows.line", "from explorer.app import app"),
    ],
)
def test_a_breach_would_be_seen(module: str, source: str) -> None:
    assert len(_breaches(_imports(source, module))) == 1


def test_the_command_line_may_compose_inside_its_functions() -> None:
    assert _breaches(_imports("def run():\n    from flows.line import ingest", "policygraph.commands.ingest")) == []


@pytest.mark.parametrize("library", sorted(HEAVY))
def test_a_heavy_library_is_seen_from_its_own_room_only(library: str) -> None:
    strangers = [str(found) for found in ALL if found.target == library and found.room not in HEAVY[library]]
    assert strangers == []


def test_no_module_is_longer_than_one_idea() -> None:
    lengths = {_dotted(path): len(path.read_text(encoding="utf-8").splitlines()) for path in _modules()}
    assert {module: length for module, length in lengths.items() if length > LONGEST_MODULE} == {}
