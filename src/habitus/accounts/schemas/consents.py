"""Bodies about consent, and about what leaves this server."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from habitus.accounts.models import DataClass
from habitus.kernel.schemas import Input, Output

DestinationName = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class ConsentDestination(Output):
    """Where a class of data would go."""

    name: str
    host: str
    purpose: str


class ConsentRead(Output):
    data_class: DataClass
    given_at: datetime | None
    """Null: not given, or withdrawn."""
    is_current: bool
    """Whether the data may be sent now; false too when the destinations changed since it was given."""
    destinations: list[ConsentDestination]
    """Who may ask for this class of data on this server now; empty: nobody."""


class ConsentList(Output):
    items: list[ConsentRead]
    """One for each class of data."""


class ConsentWrite(Input):
    destinations: Annotated[list[DestinationName], Field(max_length=100)]
    """The names of the destinations that were shown: all that ask for this class now."""


class PreviewItem(Output):
    """A request as it would be sent; keys that this server adds to prove itself are left out."""

    destination: str
    host: str
    content_type: str
    body: str
    encoding: Literal["utf-8", "base64"]
    """`utf-8`: the body is the bytes as text; `base64`: they are no text, and are written this way."""


class Preview(Output):
    items: list[PreviewItem]
    """Empty: nobody asks for this class of data, or there is nothing of it to send."""


class OutboundDestination(Output):
    """Somebody else's server that this one may call."""

    name: str
    host: str
    """`*`: addresses that people set themselves."""
    purpose: str
    data: list[str]
    """The classes of people's data that it may be sent, each with consent only; empty: none."""
    allowed_by: str


class OutboundCallRead(Output):
    """A request that left this server, or that was stopped; never what was in it."""

    at: datetime
    destination: str
    host: str
    data_class: str | None
    bytes_sent: int
    bytes_received: int
    outcome: str
    """An HTTP status, or a word for why there was none."""


class OutboundRead(Output):
    destinations: list[OutboundDestination]
    """Empty: this server calls nobody."""
    calls: list[OutboundCallRead]
    """The newest hundred, newest first."""
