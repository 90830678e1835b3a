"""Personal tokens: keys for programs that act for a person."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from habitus.accounts import personal_tokens
from habitus.accounts.deps import Actor, Db, Origin, Owner
from habitus.accounts.errors import StepUpNeeded, TokenNotFound, TooManyTokens
from habitus.accounts.schemas.tokens import TokenList, TokenMade, TokenWrite
from habitus.kernel.errors import problems
from habitus.kernel.http.strict_json import StrictRoute

router = APIRouter(prefix="/me/tokens", tags=["tokens"], route_class=StrictRoute)


@router.get("", operation_id="listTokens")
async def list_tokens(actor: Actor, db: Db) -> TokenList:
    """The personal tokens there are, newest first; never their secrets."""
    return await db.read(actor, personal_tokens.listed)


@router.post("", operation_id="makeToken", status_code=201, responses=problems(StepUpNeeded, TooManyTokens))
async def make_token(body: TokenWrite, actor: Actor, origin: Origin, db: Db) -> TokenMade:
    """Make a token for a program. Its secret is in this answer and nowhere else.

    Needs a password given at most five minutes ago.
    """
    return await db.write(actor, personal_tokens.make, body, origin)


@router.delete("/{token_id}", operation_id="revokeToken", status_code=204, responses=problems(TokenNotFound))
async def revoke_token(token_id: UUID, actor: Owner, origin: Origin, db: Db) -> None:
    """Take a token back: its next request is refused. Safe to repeat."""
    await db.write(actor, personal_tokens.revoke, token_id, origin)
