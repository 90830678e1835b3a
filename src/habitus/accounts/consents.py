"""Consent: which class of a person's data may be sent, and to whom; and what was sent."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import get_args

from habitus.accounts import auditing
from habitus.accounts.errors import DestinationsChanged, NothingToAgree
from habitus.accounts.models import DataClass, Me
from habitus.accounts.queries import consents as queries
from habitus.accounts.roles import require_admin
from habitus.accounts.schemas.consents import (
    ConsentDestination,
    ConsentList,
    ConsentRead,
    ConsentWrite,
    OutboundCallRead,
    OutboundDestination,
    OutboundRead,
    Preview,
    PreviewItem,
)
from habitus.kernel.db import Tx
from habitus.kernel.outbound import queries as calls
from habitus.kernel.outbound.errors import ConsentMissing
from habitus.kernel.outbound.registry import Destination, Grant, Payload, Registry
from habitus.kernel.outbox import service as jobs

CLASSES: tuple[DataClass, ...] = get_args(DataClass)
GRANT_LIFE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class ConsentDesk:
    """What people may be asked on this server; handed over by wiring."""

    registry: Registry[Me] = field(default_factory=Registry)
    kinds: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The kinds of jobs that send a class of data; they stop when its consent is withdrawn."""

    def about(self, data_class: DataClass) -> Question:
        return Question(self, data_class)


@dataclass(frozen=True, slots=True)
class Question:
    """What people are asked about one class of their data."""

    desk: ConsentDesk
    data_class: DataClass

    @property
    def asking(self) -> Sequence[Destination[Me]]:
        """Where it would go."""
        return self.desk.registry.of_class(self.data_class)

    @property
    def asked(self) -> list[str]:
        """What a consent must name now."""
        return self.desk.registry.asked(self.data_class)

    @property
    def kinds(self) -> Sequence[str]:
        return self.desk.kinds.get(self.data_class, ())


def overview(tx: Tx, me: Me, desk: ConsentDesk) -> ConsentList:
    given = queries.consents_of(tx, me.key)
    return ConsentList(items=[_read(desk.about(one), given.get(one)) for one in CLASSES])


def give(tx: Tx, me: Me, about: Question, body: ConsentWrite, address: str | None) -> ConsentRead:
    """Agree to all that is asked now, which must be what was shown.

    Raises NothingToAgree or DestinationsChanged.
    """
    tx.tell("consents")
    if not about.asking:
        raise NothingToAgree("No other server is set up to which this could be sent.")
    if sorted(body.destinations) != [one.name for one in about.asking]:
        raise DestinationsChanged("Look again at where it would go, and agree to that.")
    standing = queries.consents_of(tx, me.key).get(about.data_class)
    if standing is None or standing.destinations != about.asked:
        standing = queries.GivenConsent(about.asked, tx.now)
        queries.put_consent(tx, me.key, about.data_class, standing)
        hosts = ", ".join(one.host for one in about.asking)
        _note(tx, "consent_given", me, address, data_class=about.data_class, to=hosts)
    return _read(about, standing)


def withdraw(tx: Tx, me: Me, about: Question, address: str | None) -> int:
    """Take it back, with every job that would send this class of data; gives the person's key.

    Who is sending just now hears of it within a moment: see `kernel.outbound.settling`.
    """
    tx.tell("consents")
    if queries.remove_consent(tx, me.key, about.data_class):
        _note(tx, "consent_withdrawn", me, address, data_class=about.data_class)
    jobs.stop(tx, me.key, about.kinds)
    return me.key


def grant(tx: Tx, me: Me, data_class: DataClass, destination: str, registry: Registry[Me]) -> Grant:
    """Leave to send, for ten minutes, while the consent stands. Raises ConsentMissing."""
    given = queries.consents_of(tx, me.key).get(data_class)
    asked = registry.asked(data_class)
    if given is None or given.destinations != asked or registry[destination].asked not in asked:
        raise ConsentMissing("Agree to it first, under Settings, Privacy.")
    return Grant(me.key, data_class, destination, tx.now + GRANT_LIFE, given.given_at)


def still_agreed(tx: Tx, grant: Grant, asked: Sequence[str], *, locks: bool) -> bool:
    """Whether the consent behind a grant stands, for these destinations and an account that is not paused.

    With `locks`, who withdraws it meanwhile waits for the end of the transaction (PostgreSQL).
    """
    given = queries.consent_to_use(tx, grant.person_key, grant.data_class, locks=locks)
    return given == queries.GivenConsent(list(asked), grant.agreed_at)


def preview(tx: Tx, me: Me, about: Question) -> Preview:
    items = []
    for destination in about.asking:
        payload = about.desk.registry.build(tx, me, destination.name, about.data_class)
        if payload is not None:
            items.append(_preview(destination, payload))
    return Preview(items=items)


def calls_of_mine(tx: Tx, me: Me, desk: ConsentDesk) -> OutboundRead:
    return _outbound(desk, calls.calls_of(tx, me.key))


def all_calls(tx: Tx, me: Me, desk: ConsentDesk) -> OutboundRead:
    """Raises AdminsOnly. Whom a call was for is not said."""
    require_admin(tx, me)
    return _outbound(desk, calls.newest(tx))


def _read(about: Question, given: queries.GivenConsent | None) -> ConsentRead:
    return ConsentRead(
        data_class=about.data_class,
        given_at=None if given is None else given.given_at,
        is_current=given is not None and bool(about.asking) and given.destinations == about.asked,
        destinations=[
            ConsentDestination(name=one.name, host=one.host, purpose=one.purpose) for one in about.asking
        ],
    )


def _note(tx: Tx, kind: auditing.Kind, me: Me, address: str | None, **details: str) -> None:
    auditing.record(tx, kind, actor=me.key, subject=me.key, address=address, **details)


def _preview(destination: Destination[Me], payload: Payload) -> PreviewItem:
    try:
        body, is_text = payload.body.decode(), True
    except UnicodeDecodeError:
        body, is_text = base64.b64encode(payload.body).decode(), False
    return PreviewItem(
        destination=destination.name,
        host=destination.host,
        content_type=payload.content_type,
        body=body,
        encoding="utf-8" if is_text else "base64",
    )


def _outbound(desk: ConsentDesk, made: Sequence[calls.Call]) -> OutboundRead:
    destinations = [
        OutboundDestination(
            name=one.name,
            host=one.host,
            purpose=one.purpose,
            data=list(one.data_classes),
            allowed_by=one.allowed_by,
        )
        for one in desk.registry.all()
    ]
    return OutboundRead(
        destinations=destinations, calls=[OutboundCallRead.model_validate(call._asdict()) for call in made]
    )
