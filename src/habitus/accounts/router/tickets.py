"""What opens the live socket."""

from __future__ import annotations

from fastapi import APIRouter

from habitus.accounts import tickets
from habitus.accounts.deps import Actor, Db
from habitus.accounts.schemas.tickets import TicketRead
from habitus.kernel.errors import RateLimited, problems
from habitus.kernel.http.strict_json import StrictRoute

realtime = APIRouter(prefix="/realtime", tags=["realtime"], route_class=StrictRoute)


@realtime.post("/tickets", operation_id="makeSocketTicket", status_code=201, responses=problems(RateLimited))
async def make_ticket(actor: Actor, db: Db) -> TicketRead:
    """A ticket for the live socket at `/api/v1/realtime`: single use, for 30 seconds and this session."""
    ticket = await db.write_unseen(actor, tickets.make)
    return TicketRead(ticket=ticket, expires_in=int(tickets.TICKET_LIFE.total_seconds()))
