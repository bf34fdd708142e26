"""What tests of fetching and of the archive share."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from fakes.fetching import QUICK, settings
from fakes.postgres import cluster, server_programs

from policygraph.archive import Archive
from policygraph.pages import Fetcher


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    """One that is quick to give up and may ask loopback."""
    with Fetcher(settings(), QUICK) as made:
        yield made


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    programs = server_programs()
    if programs is None:
        pytest.skip("needs PostgreSQL's server (Debian: postgresql)")
    with cluster(programs) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new folder' / 'archive.sqlite'}"
    server: str = request.getfixturevalue("postgres_server")
    name = f"archive_{hashlib.sha256(str(tmp_path).encode()).hexdigest()[:12]}"
    engine = sa.create_engine(server + "postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        # A collation that is not by code point shows whether an order depends on it.
        connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'"))
    engine.dispose()
    return server + name


@pytest.fixture
def archive(url: str) -> Iterator[Archive]:
    with Archive(url) as opened:
        yield opened
