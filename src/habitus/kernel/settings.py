"""Everything an operator can set, read once from `HABITUS_*` in the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from zoneinfo import available_timezones

from pydantic import Field, HttpUrl, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Typed settings; each is described in docs/operations/settings.md (a test says so)."""

    model_config = SettingsConfigDict(env_prefix="HABITUS_", frozen=True, extra="ignore")

    data_dir: Path = Field(default=Path("data"), description="The folder that holds all state.")
    host: str = Field(default="127.0.0.1", description="The address `serve` listens on.")
    port: int = Field(default=8000, ge=1, le=65535, description="The port `serve` listens on.")
    base_url: HttpUrl | None = Field(
        default=None, description="The address people reach Habitus at; needed behind a proxy."
    )
    tls_cert: Path | None = Field(
        default=None, description="A certificate (PEM, with its chain): `serve` speaks https itself."
    )
    tls_key: Path | None = Field(
        default=None, validate_default=True, description="The certificate's key (PEM, no password)."
    )
    database_url: str | None = Field(
        default=None, description="postgresql+psycopg://… for PostgreSQL; empty for the SQLite file."
    )
    database_threads: int = Field(
        default=4, ge=1, le=64, description="Threads, and connections, that read (and on PostgreSQL write)."
    )
    valkey_url: str | None = Field(
        default=None,
        description="redis://… of a Valkey that carries jobs to `habitus worker`; needs PostgreSQL.",
    )
    zone: str = Field(default="UTC", description="The time zone of the instance's own schedules.")
    key_file: Path | None = Field(
        default=None, description="The file of secrets; made at first start, never part of a backup."
    )
    docs: bool = Field(default=True, description="Whether /docs and /openapi.json are served.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="How much is logged."
    )
    log_format: Literal["console", "json"] = Field(
        default="console", description="Lines for people, or one JSON object a line."
    )

    @field_validator("tls_cert", "tls_key", mode="before")
    @classmethod
    def _or_nothing(cls, file: Path | str | None) -> Path | str | None:
        return file or None

    @field_validator("tls_key")
    @classmethod
    def _with_its_certificate(cls, key: Path | None, info: ValidationInfo) -> Path | None:
        certificate, base_url = info.data.get("tls_cert"), info.data.get("base_url")
        if (key is None) != (certificate is None):
            raise ValueError("give HABITUS_TLS_CERT and HABITUS_TLS_KEY together, or neither")
        if key is not None and base_url is not None and base_url.scheme != "https":
            raise ValueError("with a certificate HABITUS_BASE_URL begins with https://, or is left out")
        return key

    @field_validator("database_url")
    @classmethod
    def _is_one_we_speak(cls, url: str | None) -> str | None:
        if url and not url.startswith("postgresql+psycopg://"):
            raise ValueError("must start with postgresql+psycopg:// (or be empty)")
        return url

    @field_validator("valkey_url")
    @classmethod
    def _is_a_valkey(cls, url: str | None) -> str | None:
        if url and not url.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("must start with redis://, rediss:// or unix:// (or be empty)")
        return url or None

    @field_validator("zone")
    @classmethod
    def _is_a_zone(cls, zone: str) -> str:
        if zone not in available_timezones():
            raise ValueError("must be the name of a time zone, such as Europe/Berlin")
        return zone

    @property
    def sqlite_file(self) -> Path:
        return self.data_dir / "habitus.db"

    @property
    def secrets_file(self) -> Path:
        return self.key_file or self.data_dir / "keys" / "habitus.key"

    @property
    def public_url(self) -> str:
        """Where people open Habitus, without a trailing slash."""
        if self.base_url is not None:
            return str(self.base_url).rstrip("/")
        name = "localhost" if self.host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else self.host  # noqa: S104
        return f"{'https' if self.tls_cert else 'http'}://{name}:{self.port}"

    @property
    def https(self) -> bool:
        """Whether people reach this instance by TLS: then cookies are Secure and HSTS is sent."""
        return self.public_url.startswith("https://")
