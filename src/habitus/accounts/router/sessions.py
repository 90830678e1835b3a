"""Devices that are signed in, proving again who one is, and a new password."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response

from habitus.accounts import password_change, proving, service, sessions
from habitus.accounts.deps import Actor, Db, Door, Origin, Owner
from habitus.accounts.errors import CredentialsWrong, SessionNotFound, TooManyAttempts
from habitus.accounts.router.opening import tokens_of
from habitus.accounts.router.proof import check_password
from habitus.accounts.schemas.people import Tokens
from habitus.accounts.schemas.sessions import PasswordChange, SessionList, StepUp
from habitus.kernel.errors import RateLimited, problems
from habitus.kernel.http.strict_json import StrictRoute

router = APIRouter(tags=["sessions"], route_class=StrictRoute)

_PROOF = problems(CredentialsWrong, TooManyAttempts, RateLimited)


@router.post("/auth/step-up", operation_id="stepUp", responses=_PROOF)
async def step_up(
    *, body: StepUp, response: Response, actor: Owner, origin: Origin, db: Db, door: Door
) -> Tokens:
    """Confirm who one is by the password, for what a device left open may not do.

    The answer is a new session of the same device; the old one is over. A wrong password counts as one
    at signing in.
    """
    email, _, known = await db.read(actor, proving.mine)
    attempt = door.attempt(email, origin)
    await db.public.write(proving.begin, attempt, known)
    await check_password(body.password, known, attempt, db, door)
    opened = await db.write(actor, sessions.step_up, known, attempt, door.refresh)
    return tokens_of(opened, response, door)


@router.post("/me/password", operation_id="changePassword", status_code=204, responses=_PROOF)
async def change_password(body: PasswordChange, actor: Owner, origin: Origin, db: Db, door: Door) -> None:
    """Set a new password; all other devices are signed out. Personal tokens go on working."""
    email, name, known = await db.read(actor, proving.mine)
    service.check_password(body.new, email, name, pointer="/new")
    attempt = door.attempt(email, origin)
    await db.public.write(proving.begin, attempt, known)
    await check_password(body.current, known, attempt, db, door)
    new_hash = await door.hashing.hash(body.new)
    await db.write(actor, password_change.change, known, new_hash, attempt)


@router.get("/me/sessions", operation_id="listSessions")
async def list_sessions(actor: Actor, db: Db) -> SessionList:
    """The devices that are signed in, this one first."""
    return await db.read(actor, sessions.listed)


@router.delete(
    "/me/sessions/{session_id}",
    operation_id="endSession",
    status_code=204,
    responses=problems(SessionNotFound),
)
async def end_session(session_id: UUID, actor: Owner, origin: Origin, db: Db) -> None:
    """Sign one device out; safe to repeat."""
    await db.write(actor, sessions.end, session_id, origin)


@router.delete("/me/sessions", operation_id="endOtherSessions", status_code=204)
async def end_other_sessions(actor: Owner, origin: Origin, db: Db) -> None:
    """Sign all other devices out."""
    await db.write(actor, sessions.end_others, origin)
