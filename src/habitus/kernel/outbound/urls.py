"""The addresses we call, by a grammar so narrow that no two parsers read them differently: pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from habitus.kernel.outbound.errors import AddressRefused

LENGTH_MAX = 2000
_PORTS = {"http": 80, "https": 443}
# No userinfo, no zone of an IPv6 address, no backslash, no white space, nothing beyond ASCII.
_URL = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>\[[0-9a-f:.]{2,45}\]|[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?)\.?"
    r"(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<target>[/?][!-\[\]-~]*)?",
    re.IGNORECASE,
)


class Url(NamedTuple):
    """An address, its parts in one spelling."""

    scheme: str
    host: str
    """Lower-cased; an IPv6 address without its brackets."""
    port: int
    target: str
    """Path and query; begins with `/`."""

    @classmethod
    def parse(cls, text: str) -> Url:
        """Raises AddressRefused."""
        found = _URL.fullmatch(text) if len(text) <= LENGTH_MAX else None
        if found is None or "#" in text:
            raise AddressRefused("It must look like https://host/path, without a name or password in it.")
        scheme, target = found["scheme"].lower(), found["target"] or "/"
        port = _PORTS[scheme] if found["port"] is None else int(found["port"])
        if not 1 <= port <= 65535:
            raise AddressRefused("A port lies between 1 and 65535.")
        host = found["host"].lower().strip("[]")
        return cls(scheme, host, port, target if target.startswith("/") else f"/{target}")

    def under(self, path: str) -> Url:
        """The address of a path below this one. Raises AddressRefused."""
        if not path:
            return self
        return Url.parse(f"{self.origin}{self.target.rstrip('/')}/{path.lstrip('/')}")

    @property
    def origin(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    @property
    def text(self) -> str:
        return self.origin + self.target
