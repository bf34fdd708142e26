"""What an operator can set of the explorer: environment variables that begin with ``POLICYGRAPH_``."""

from __future__ import annotations

import ipaddress
from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


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

    login_header: str = Field(
        default="", description="header in which a reverse proxy names who has logged in; empty for none"
    )
    trusted_proxies: str = Field(
        default="127.0.0.1,::1", description="addresses or networks, with commas between, of proxies that are believed"
    )
    token_file: Path | None = Field(default=None, description="file of the tokens that people log in with")
    session_days: float = Field(default=14.0, gt=0, description="how long a login lasts")

    public_url: str = Field(
        default="", description="where others reach the explorer, for the links of alerts, e.g. https://graph.example"
    )

    prefect_url: str = Field(default="", description="where Prefect's pages are, for the link of the operations page")

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: str) -> str:
        _read_networks(value)
        return value

    @property
    def proxies(self) -> tuple[Network, ...]:
        """The networks of the proxies that are believed."""
        return _read_networks(self.trusted_proxies)

    @property
    def hosts(self) -> frozenset[str]:
        """The allowed names, in lower case and without ports."""
        return frozenset(host.strip().lower() for host in self.allowed_hosts.split(",") if host.strip())


def _read_networks(text: str) -> tuple[Network, ...]:
    """Addresses and networks with commas between; ValueError where one is neither."""
    return tuple(ipaddress.ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())
