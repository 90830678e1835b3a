"""Names and addresses of machines, as operators list them and as requests carry them. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network
_HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9_.-]{1,253})(?::\d{1,5})?")


def networks_of(listed: str) -> tuple[Network, ...]:
    """Addresses and ranges with commas between, such as `127.0.0.1, 10.0.0.0/8`. Raises ValueError."""
    return tuple(ip_network(item.strip()) for item in listed.split(",") if item.strip())


def address_of(text: str) -> IPv4Address | IPv6Address | None:
    """An address, with or without a port; an IPv4 one in IPv6's clothes is an IPv4 one. None for others."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


@lru_cache(maxsize=256)
def host_name(header: str) -> str | None:
    """The name of a Host header: lower case, without port and final dot. None when it is not one name."""
    match = _HOST.fullmatch(header)
    return None if match is None else match["name"].lower().strip("[]").removesuffix(".")


def host_names_of(listed: str) -> frozenset[str]:
    """Host names and addresses with commas between. Raises ValueError for what is none."""
    found = {item.strip(): host_name(item.strip()) for item in listed.split(",") if item.strip()}
    wrong = [item for item, name in found.items() if name is None]
    if wrong:
        raise ValueError(f"{wrong[0]} is no host name")
    return frozenset(name for name in found.values() if name is not None)


@lru_cache(maxsize=256)
def is_loopback(name: str) -> bool:
    """Whether a name always means the machine itself (RFC 6761 §6.3)."""
    address = address_of(name)
    if address is not None:
        return address.is_loopback
    return name == "localhost" or name.endswith(".localhost")
