"""Consent to send data of one's own, and what leaves this server."""

from __future__ import annotations

from fastapi import APIRouter

from habitus.accounts import consents
from habitus.accounts.deps import Actor, Agreements, Db, Origin
from habitus.accounts.errors import AdminsOnly, DestinationsChanged, NothingToAgree
from habitus.accounts.models import DataClass
from habitus.accounts.schemas.consents import ConsentList, ConsentRead, ConsentWrite, OutboundRead, Preview
from habitus.kernel.errors import problems
from habitus.kernel.http.strict_json import StrictRoute
from habitus.kernel.outbound.settling import until_quiet

mine = APIRouter(prefix="/me/consents", tags=["privacy"], route_class=StrictRoute)
outbound = APIRouter(tags=["privacy"], route_class=StrictRoute)


@mine.get("", operation_id="listConsents")
async def list_consents(actor: Actor, db: Db, desk: Agreements) -> ConsentList:
    """What may be sent to others, class by class: whether I agreed, and where it would go."""
    return await db.read(actor, consents.overview, desk)


@mine.put(
    "/{data_class}", operation_id="giveConsent", responses=problems(DestinationsChanged, NothingToAgree)
)
async def give_consent(
    *, data_class: DataClass, body: ConsentWrite, actor: Actor, db: Db, desk: Agreements, origin: Origin
) -> ConsentRead:
    """Agree that a class of my data is sent to exactly these destinations. Safe to repeat."""
    return await db.write(actor, consents.give, desk.about(data_class), body, origin.address)


@mine.delete("/{data_class}", operation_id="withdrawConsent", status_code=204)
async def withdraw_consent(
    data_class: DataClass, actor: Actor, db: Db, desk: Agreements, origin: Origin
) -> None:
    """Withdraw it: what is being sent is broken off, and once this answers nothing more leaves."""
    owner = await db.write(actor, consents.withdraw, desk.about(data_class), origin.address)
    await until_quiet(db, owner, data_class)


@mine.get("/{data_class}/preview", operation_id="previewConsent")
async def preview_consent(data_class: DataClass, actor: Actor, db: Db, desk: Agreements) -> Preview:
    """The exact bytes that would be sent now, made by what makes them when they are sent."""
    return await db.read(actor, consents.preview, desk.about(data_class))


@outbound.get("/outbound", operation_id="getOutbound")
async def get_outbound(actor: Actor, db: Db, desk: Agreements) -> OutboundRead:
    """What leaves this server: every destination there is, and the last calls made for me."""
    return await db.read(actor, consents.calls_of_mine, desk)


@outbound.get("/admin/outbound", operation_id="getAllOutbound", responses=problems(AdminsOnly))
async def get_all_outbound(actor: Actor, db: Db, desk: Agreements) -> OutboundRead:
    """What leaves this server: every destination there is, and the last calls made for anybody."""
    return await db.read(actor, consents.all_calls, desk)
