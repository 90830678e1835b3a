"""Everything an operator can set, read once from `HABITUS_*` in the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from zoneinfo import available_timezones

from pydantic import EmailStr, Field, HttpUrl, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from habitus.kernel.addresses import Network, host_name, host_names_of, networks_of
from habitus.kernel.outbound.addresses import Allowed


class Settings(BaseSettings):
    """Typed settings; each is described in docs/operations/settings.md (a test says so)."""

    model_config = SettingsConfigDict(env_prefix="HABITUS_", frozen=True, extra="ignore")

    data_dir: Path = Field(
        default=Path("data"), description="The folder that holds all state.", examples=["/srv/habitus"]
    )
    host: str = Field(
        default="127.0.0.1",
        description="The address `serve` listens on.",
        examples=["0.0.0.0"],  # noqa: S104 - what a container needs
    )
    port: int = Field(
        default=8000, ge=1, le=65535, description="The port `serve` listens on.", examples=["8080"]
    )
    base_url: HttpUrl | None = Field(
        default=None,
        description="The address people reach Habitus at; needed behind a proxy.",
        examples=["https://habits.example"],
    )
    allowed_hosts: str = Field(
        default="",
        description="Further host names people reach Habitus by, with commas between.",
        examples=["pi.home,192.168.1.20"],
    )
    trusted_proxies: str = Field(
        default="",
        description="Addresses and ranges of proxies whose X-Forwarded-* is believed.",
        examples=["127.0.0.1,172.16.0.0/12"],
    )
    tls_cert: Path | None = Field(
        default=None,
        description="A certificate (PEM, with its chain): `serve` speaks https itself.",
        examples=["/etc/habitus/habits.pem"],
    )
    tls_key: Path | None = Field(
        default=None,
        validate_default=True,
        description="The certificate's key (PEM, no password).",
        examples=["/etc/habitus/habits.key"],
    )
    database_url: str | None = Field(
        default=None,
        description="postgresql+psycopg://… for PostgreSQL; empty for the SQLite file.",
        examples=["postgresql+psycopg://habitus:secret@localhost/habitus"],
    )
    database_threads: int = Field(
        default=4,
        ge=1,
        le=64,
        description="Threads, and connections, that read (and on PostgreSQL write).",
        examples=["8"],
    )
    valkey_url: str | None = Field(
        default=None,
        description="redis://… of a Valkey that carries jobs to `habitus worker`; needs PostgreSQL.",
        examples=["redis://localhost:6379/0"],
    )
    zone: str = Field(
        default="UTC",
        description="The time zone of the instance's own schedules.",
        examples=["Europe/Berlin"],
    )
    key_file: Path | None = Field(
        default=None,
        description="The file of secrets; made at first start, never part of a backup.",
        examples=["/etc/habitus/habitus.key"],
    )
    admin_email: EmailStr | None = Field(
        default=None,
        description="Makes the first person, an admin, at the first start instead of a set-up link.",
        examples=["mira@habits.example"],
    )
    admin_password_file: Path | None = Field(
        default=None,
        validate_default=True,
        description="The file that holds that person's password; only the first start reads it.",
        examples=["/run/secrets/habitus_admin_password"],
    )
    outbound_allow: str = Field(
        default="",
        description="Machines of your own network that may be called: ranges or names, with a port or none.",
        examples=["192.168.1.0/24,nas.home:11434"],
    )
    docs: bool = Field(
        default=True, description="Whether /docs and /openapi.json are served.", examples=["off"]
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="How much is logged.", examples=["debug"]
    )
    log_format: Literal["console", "json"] = Field(
        default="console", description="Lines for people, or one JSON object a line.", examples=["json"]
    )

    @field_validator("base_url", "tls_cert", "tls_key", "admin_email", "admin_password_file", mode="before")
    @classmethod
    def _or_nothing(cls, given: Path | str | None) -> Path | str | None:
        return given or None

    @field_validator("tls_key")
    @classmethod
    def _with_its_certificate(cls, key: Path | None, info: ValidationInfo) -> Path | None:
        certificate, base_url = info.data.get("tls_cert"), info.data.get("base_url")
        if (key is None) != (certificate is None):
            raise ValueError("give HABITUS_TLS_CERT and HABITUS_TLS_KEY together, or neither")
        if key is not None and base_url is not None and base_url.scheme != "https":
            raise ValueError("with a certificate HABITUS_BASE_URL begins with https://, or is left out")
        return key

    @field_validator("admin_password_file")
    @classmethod
    def _with_its_address(cls, file: Path | None, info: ValidationInfo) -> Path | None:
        if "admin_email" in info.data and (file is None) != (info.data["admin_email"] is None):
            raise ValueError("give HABITUS_ADMIN_EMAIL and HABITUS_ADMIN_PASSWORD_FILE together, or neither")
        return file

    @field_validator("outbound_allow")
    @classmethod
    def _lists_machines(cls, machines: str) -> str:
        Allowed.parse(machines)
        return machines

    @field_validator("allowed_hosts")
    @classmethod
    def _are_names(cls, listed: str) -> str:
        host_names_of(listed)
        return listed

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, listed: str) -> str:
        networks_of(listed)
        return listed

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
    def hosts(self) -> frozenset[str] | None:
        """The names that are served beside those of the machine itself; None serves every name."""
        if self.base_url is None:
            return None
        return host_names_of(self.allowed_hosts) | {host_name(self.base_url.host or "") or ""}

    @property
    def proxies(self) -> tuple[Network, ...]:
        """The proxies that are believed."""
        return networks_of(self.trusted_proxies)

    @property
    def base_origin(self) -> str | None:
        """What browsers call the pages at the base address (https://habits.example); None without one."""
        if self.base_url is None:
            return None
        usual = {"http": 80, "https": 443}[self.base_url.scheme]
        port = "" if self.base_url.port in {None, usual} else f":{self.base_url.port}"
        return f"{self.base_url.scheme}://{self.base_url.host}{port}"

    @property
    def https(self) -> bool:
        """Whether people reach this instance by TLS: then cookies are Secure and HSTS is sent."""
        return self.public_url.startswith("https://")
