"""The settings, all of them environment variables that begin with ``POLICYGRAPH_``."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEFAULT_BASE_IRI = "https://w3id.org/policygraph/"


class Settings(BaseSettings):
    """What an operator can set."""

    model_config = SettingsConfigDict(env_prefix="POLICYGRAPH_", frozen=True, extra="ignore")

    home: Path = Field(default=Path("var"), description="folder that holds everything a run writes")
    store: str = Field(default="oxigraph:", description="oxigraph: for the embedded store, or a SPARQL URL")
    archive: str = Field(default="", description="SQLAlchemy URL; empty for SQLite in the home folder")
    base_iri: str = Field(default=DEFAULT_BASE_IRI, description="where the IRIs of the graph begin; ends with / or #")
    allow_private_hosts: bool = Field(default=False, description="fetch from private and loopback addresses")
    en_model: str = Field(default="en_core_web_sm", description="spaCy pipeline for English")
    zh_model: str = Field(default="", description="spaCy pipeline for Chinese; empty for the one that ships")
    feeds: Path | None = Field(default=None, description="feeds file; data/feeds.yml where it is not set")
    contact: str = Field(default="", description="address that the user agent names")
    fetch_concurrency: int = Field(default=8, ge=1, description="requests under way at once, over all hosts")
    host_delay: float = Field(default=1.0, ge=0, description="seconds between two requests to one host")

    @field_validator("base_iri")
    @classmethod
    def _begins_iris(cls, value: str) -> str:
        if not re.fullmatch(r'https?://[^\s<>"{}|^`\\]+[/#]', value):
            raise ValueError("must be an http or https address that ends with / or #")
        return value

    @property
    def archive_url(self) -> str:
        """The SQLAlchemy URL of the archive."""
        return self.archive or f"sqlite:///{self.home / 'archive.sqlite'}"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process; ``settings.cache_clear()`` reads them anew."""
    return Settings()
