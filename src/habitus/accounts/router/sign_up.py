"""Making an account of one's own."""

from __future__ import annotations

from contextlib import nullcontext

from fastapi import APIRouter, Response

from habitus.accounts import service, signing_up
from habitus.accounts.deps import Db, Door, Origin
from habitus.accounts.errors import (
    EmailTaken,
    InviteForAnother,
    InviteInvalid,
    SignUpClosed,
    TooManyAttempts,
)
from habitus.accounts.models import Device
from habitus.accounts.router.opening import tokens_of
from habitus.accounts.schemas.people import Tokens
from habitus.accounts.schemas.sign_up import SignUp
from habitus.accounts.tokens import digest
from habitus.kernel.errors import RateLimited, problems
from habitus.kernel.http.strict_json import StrictRoute

sign_up = APIRouter(prefix="/auth", tags=["auth"], route_class=StrictRoute)


@sign_up.post(
    "/sign-up",
    operation_id="signUp",
    status_code=201,
    responses=problems(
        InviteInvalid, InviteForAnother, SignUpClosed, EmailTaken, TooManyAttempts, RateLimited
    ),
)
async def make_account(body: SignUp, response: Response, caller: Origin, db: Db, door: Door) -> Tokens:
    """Make an account and sign in: with an invite, which is used up by it, or without where anybody may.

    What the account may do is said by the invite alone.
    """
    invite = None if body.invite is None else digest(body.invite)
    await db.public.write(signing_up.knock, invite, body.email, door.address_subject(caller.address))
    service.check_password(body.password, body.email, body.name)
    async with door.turns.of(invite) if invite else nullcontext():
        await db.public.read(signing_up.check, invite, body.email)
        new = service.NewPerson(
            email=body.email,
            name=body.name,
            password_hash=await door.hashing.hash(body.password),
            zone=body.zone,
            language=body.language,
        )
        device = Device(body.client, caller)
        opened = await db.public.write(signing_up.sign_up, new, invite, device, door.refresh)
    return tokens_of(opened, response, door)
