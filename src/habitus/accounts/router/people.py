"""Signing in and out, the first set-up, and one's own profile."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.security import OAuth2PasswordRequestForm

from habitus.accounts import proving, service, sessions
from habitus.accounts.cookies import clear_refresh_cookie, refresh_cookie
from habitus.accounts.deps import ANYBODY, Actor, Db, Door, Doorkeeper, Origin, Reader
from habitus.accounts.errors import (
    AccountDisabled,
    CredentialsWrong,
    EmailTaken,
    SessionOver,
    SetupClosed,
    SetupTokenInvalid,
    TooManyAttempts,
)
from habitus.accounts.models import Device
from habitus.accounts.router.opening import tokens_of
from habitus.accounts.router.proof import check_password
from habitus.accounts.rules import normal_email
from habitus.accounts.schemas.people import ProfileRead, ProfileWrite, RefreshRequest, SetUp, Tokens
from habitus.accounts.tokens import digest
from habitus.kernel.errors import RateLimited, problems
from habitus.kernel.http.strict_json import StrictRoute

auth = APIRouter(prefix="/auth", tags=["auth"], route_class=StrictRoute)
me = APIRouter(prefix="/me", tags=["me"], route_class=StrictRoute)

Form = Annotated[OAuth2PasswordRequestForm, Depends()]
FORM_PATHS = frozenset({"/api/v1/auth/token"})
"""The listed exceptions to JSON bodies: OAuth2 demands a form (RFC 6749 §4.3)."""


@auth.post(
    "/setup",
    operation_id="setUp",
    status_code=201,
    dependencies=[ANYBODY],
    responses=problems(SetupClosed, SetupTokenInvalid, EmailTaken, TooManyAttempts, RateLimited),
)
async def set_up(body: SetUp, response: Response, origin: Origin, db: Db, door: Door) -> Tokens:
    """Make the first person, who is an admin, with the link that the first start printed."""
    token_digest = digest(body.token)
    await db.public.read(service.require_set_up_open, token_digest)
    service.check_password(body.password, body.email, body.name)
    async with door.turns.of("set-up"):
        await db.public.read(service.require_set_up_open, token_digest)
        new = service.NewPerson(
            email=body.email,
            name=body.name,
            password_hash=await door.hashing.hash(body.password),
            role="admin",
            zone=body.zone,
            language=body.language,
        )
        opened = await db.public.write(
            service.set_up, token_digest, new, Device(body.client, origin), door.refresh
        )
    return tokens_of(opened, response, door)


@auth.post(
    "/token",
    operation_id="signIn",
    responses=problems(CredentialsWrong, AccountDisabled, TooManyAttempts, RateLimited),
)
async def sign_in(response: Response, form: Form, origin: Origin, db: Db, door: Door) -> Tokens:
    """Sign in with e-mail and password (OAuth2 password flow).

    With `client_id=web` the refresh token comes as a cookie that scripts cannot read.
    """
    attempt = door.attempt(normal_email(form.username), origin)
    known = await db.public.write(proving.find, form.username, attempt)
    await check_password(form.password, known, attempt, db, door)
    client = service.client_of(form.client_id)
    opened = await db.public.write(service.sign_in, known, attempt, client, door.refresh)
    return tokens_of(opened, response, door)


@auth.post("/refresh", operation_id="refresh", responses=problems(SessionOver, AccountDisabled, RateLimited))
async def refresh(
    *,
    request: Request,
    response: Response,
    origin: Origin,
    db: Db,
    door: Door,
    body: RefreshRequest | None = None,
) -> Tokens:
    """Exchange a refresh token (body, or the browser's cookie) for a new pair."""
    token = _presented(request, body, door)
    if token is None:
        raise SessionOver("Sign in first.")
    subject = door.address_subject(origin.address)
    opened = await db.public.write(sessions.refresh, token, door.refresh, origin, subject)
    return tokens_of(opened, response, door)


@auth.post("/logout", operation_id="signOut", status_code=204)
async def sign_out(
    request: Request, response: Response, db: Db, door: Door, body: RefreshRequest | None = None
) -> None:
    """End this session; its access tokens stop working with the next request."""
    await db.public.write(sessions.sign_out, _presented(request, body, door))
    clear_refresh_cookie(response, https=door.https)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'


@me.get("", operation_id="getMe")
async def get_me(actor: Reader, db: Db) -> ProfileRead:
    """Who is signed in, and what day it is for them."""
    return await db.read_own(actor, service.profile)


@me.patch("", operation_id="updateMe")
async def update_me(body: ProfileWrite, actor: Actor, db: Db) -> ProfileRead:
    """Change the profile; a new zone or day start counts from the next day boundary on."""
    return await db.write(actor, service.update_profile, body)


def _presented(request: Request, body: RefreshRequest | None, door: Doorkeeper) -> str | None:
    if body is not None and body.refresh_token is not None:
        return body.refresh_token
    return refresh_cookie(request, https=door.https)
