"""Where this server may send something, why, and what: the list that wiring hands over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Generic, NamedTuple, Protocol, TypeVar

from habitus.kernel.db import Tx
from habitus.kernel.outbound.errors import DestinationUnknown
from habitus.kernel.outbound.urls import Url

NAME_MAX = 60
ANY_HOST = "*"
"""The host of a destination whose addresses people set themselves."""


class Owner(Protocol):
    """Whose data it is."""

    @property
    def key(self) -> int: ...


P = TypeVar("P", bound=Owner)


class Stamp(NamedTuple):
    """What a payload was built for."""

    destination: str
    person_key: int
    data_class: str


@dataclass(frozen=True, slots=True)
class Payload:
    """A request as the bytes it is made of; what a preview shows is what is sent."""

    body: bytes = b""
    content_type: str = "application/json"
    method: str = "POST"
    path: str = ""
    """After the destination's address, with the query if there is one; never data of people."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Keys and the like; no preview and no log shows them."""
    stamp: Stamp | None = None
    """Set by `Registry.build` alone; a payload of somebody's data without it is not sent."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Leave to send one class of a person's data to one destination; made of a consent, by accounts alone."""

    person_key: int
    data_class: str
    destination: str
    expires_at: datetime
    agreed_at: datetime
    """When the consent was given: one that was withdrawn and given anew revives no older grant."""


Build = Callable[[Tx, P, str], Payload | None]
"""`build(tx, me, data_class)`: the request with this class of a person's data; None when there is none."""


@dataclass(frozen=True, slots=True)
class Destination(Generic[P]):
    """Somebody else's server; `url` is its address, or None where people set addresses themselves."""

    name: str
    purpose: str
    """In a sentence for people: what it is asked to do."""
    allowed_by: str
    """What made it a destination: a setting of the operator, or something that people did."""
    url: str | None = None
    data_classes: tuple[str, ...] = ()
    """Whose consent it takes; () for what holds no data of people's days."""
    build: Build[P] | None = None
    answer_max: int = 10 * 2**20
    """Bytes of an answer that are read; a longer one is a failure."""

    @property
    def host(self) -> str:
        return ANY_HOST if self.url is None else Url.parse(self.url).host

    @property
    def asked(self) -> str:
        """What a consent names: another origin under the same name is another destination."""
        return f"{self.name} {'' if self.url is None else Url.parse(self.url).origin}".rstrip()


class Registry(Generic[P]):
    """Every destination there is. Raises ValueError when one does not fit, AddressRefused for its address."""

    def __init__(self, destinations: Iterable[Destination[P]] = ()) -> None:
        self._listed: dict[str, Destination[P]] = {}
        for destination in destinations:
            _require_sound(destination)
            if destination.name in self._listed:
                raise ValueError(f"two destinations of the name {destination.name}")
            self._listed[destination.name] = destination

    def __getitem__(self, name: str) -> Destination[P]:
        """Raises DestinationUnknown."""
        if name not in self._listed:
            raise DestinationUnknown(name)
        return self._listed[name]

    def all(self) -> Sequence[Destination[P]]:
        return tuple(self._listed.values())

    def of_class(self, data_class: str) -> Sequence[Destination[P]]:
        """Who may ask for this class of data, in the order of their names."""
        asking = [one for one in self._listed.values() if data_class in one.data_classes]
        return sorted(asking, key=lambda one: one.name)

    def asked(self, data_class: str) -> list[str]:
        """What a consent to this class must name now."""
        return [one.asked for one in self.of_class(data_class)]

    def build(self, tx: Tx, me: P, destination: str, data_class: str) -> Payload | None:
        """The request with this class of the person's data: the one way to make it, to show and to send."""
        listed = self[destination]
        if listed.build is None or data_class not in listed.data_classes:
            raise DestinationUnknown(f"{destination} takes no {data_class}")
        payload = listed.build(tx, me, data_class)
        return payload and replace(payload, stamp=Stamp(destination, me.key, data_class))


def _require_sound(destination: Destination[P]) -> None:
    if not 1 <= len(destination.name) <= NAME_MAX:
        raise ValueError(f"the name of a destination has 1 to {NAME_MAX} characters: {destination.name}")
    if destination.data_classes and (destination.build is None or destination.url is None):
        raise ValueError(f"{destination.name} takes data of people: it needs a url and a build")
    _ = destination.host
