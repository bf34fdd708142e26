"""What an operator can set of the explorer: environment variables that begin with ``POLICYGRAPH_``."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class ExplorerSettings(BaseSettings):
    """The explorer's own settings, beside those of ``policygraph.settings``."""

    model_config = SettingsConfigDict(env_prefix="POLICYGRAPH_", frozen=True, extra="ignore")

    allowed_hosts: str = Field(
        default="localhost,127.0.0.1,[::1]",
        description="names, with commas between, under which the explorer may be asked for; * allows any",
    )
    query_seconds: float = Field(default=30.0, gt=0, description="how long one SPARQL query may take")
    query_workers: int = Field(default=2, ge=1, description="SPARQL queries answered at once")
    query_memory_mb: int = Field(default=2048, ge=64, description="memory that one SPARQL query may use")
    query_max_mb: int = Field(default=64, ge=1, description="size of one SPARQL answer")
    cors_origin: str = Field(default="*", description="who may read /sparql from a page of another origin")
    update_token: str = Field(default="", repr=False, description="token for SPARQL update on a store that is writable")

    @property
    def hosts(self) -> frozenset[str]:
        """The allowed names, in lower case and without ports."""
        return frozenset(host.strip().lower() for host in self.allowed_hosts.split(",") if host.strip())
