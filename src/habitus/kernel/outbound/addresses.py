"""Which machines may be called: those of the open internet, and those an operator lists: pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import NamedTuple

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# IANA's registries of special-purpose addresses, and multicast. Listed here, for what the standard library
# calls global has changed from release to release.
_NOT_PUBLIC_4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_UNICAST_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    IPv6Network(text)
    for text in (
        "2001::/23",  # Teredo, benchmarking, ORCHID and others
        "2001:db8::/32",
        "2002::/16",  # 6to4: carries any IPv4 address
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")
"""What a network without IPv4 calls the machines of IPv4: the last 32 bits are theirs."""


def parsed(text: str) -> Address:
    """An address as a resolver gave it. Raises ValueError."""
    return _inner(ip_address(text))


def is_public(address: Address) -> bool:
    """Whether it belongs to the open internet: no machine of this network, of this host, or of nobody."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_4)
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address in _UNICAST_6 and not any(address in network for network in _NOT_PUBLIC_6)


def _inner(address: Address) -> Address:
    """An IPv4 address in the clothes of IPv6 is what is inside."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


class _Range(NamedTuple):
    network: Network
    port: int | None


class _Host(NamedTuple):
    name: str
    port: int | None


@dataclass(frozen=True, slots=True)
class Allowed:
    """What `HABITUS_OUTBOUND_ALLOW` lists: machines that may be called though they are not public."""

    ranges: tuple[_Range, ...] = ()
    hosts: tuple[_Host, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Allowed:
        """`192.168.1.0/24, nas.home:11434, [fd00::/8]:443`.

        Raises ValueError, which names what does not fit.
        """
        entries = [_entry(word.strip()) for word in text.split(",") if word.strip()]
        return cls(
            tuple(entry for entry in entries if isinstance(entry, _Range)),
            tuple(entry for entry in entries if isinstance(entry, _Host)),
        )

    def may_call(self, host: str, port: int, addresses: Iterable[Address]) -> bool:
        """Whether all that a name leads to may be called: one that leads to two machines must not choose."""
        if any(entry.name == host and entry.port in {None, port} for entry in self.hosts):
            return True
        return all(is_public(address) or self._lists(address, port) for address in addresses)

    def _lists(self, address: Address, port: int) -> bool:
        return any(address in entry.network and entry.port in {None, port} for entry in self.ranges)


def _entry(word: str) -> _Range | _Host:
    name, port = _split(word)
    try:
        return _Range(ip_network(name), port)
    except ValueError as error:
        if "/" in name or ":" in name or not name or name.replace(".", "").isdigit():
            raise ValueError(f"{word} is no range of addresses, such as 192.168.1.0/24 ({error})") from error
        return _Host(name.lower().rstrip("."), port)


def _split(word: str) -> tuple[str, int | None]:
    """A range of IPv6 with a port is in brackets; without, its colons are its own."""
    if word.startswith("["):
        name, _, rest = word[1:].partition("]")
        port = rest.removeprefix(":")
    elif word.count(":") == 1:
        name, _, port = word.partition(":")
    else:
        return word, None
    if port and not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
        raise ValueError(f"{word}: a port lies between 1 and 65535")
    return name, int(port) if port else None
