"""Keys that a person makes for programs of theirs: each may do what its scopes say, and no more."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import cast, get_args
from uuid import UUID

from habitus.accounts import auditing
from habitus.accounts.errors import TokenNotFound, TooManyTokens
from habitus.accounts.models import Caller, Me, Scope
from habitus.accounts.queries import tokens
from habitus.accounts.schemas.tokens import TokenList, TokenMade, TokenRead, TokenWrite
from habitus.accounts.stepping_up import require_fresh
from habitus.accounts.tokens import TOKEN_PREFIX, digest
from habitus.kernel.db import Tx
from habitus.kernel.ids import new_id

TOKENS_MAX = 20
_SCOPES: tuple[Scope, ...] = get_args(Scope)


def make(tx: Tx, me: Me, new: TokenWrite, caller: Caller) -> TokenMade:
    """A new token with its secret, which is nowhere after this. Raises StepUpNeeded or TooManyTokens."""
    require_fresh(tx, me)
    if tokens.count(tx, me.key) >= TOKENS_MAX:
        raise TooManyTokens(f"You may have {TOKENS_MAX}. Take one back that you no longer use.")
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    scopes = [scope for scope in _SCOPES if scope in new.scopes]
    row = tokens.TokenRow(
        key=0,
        id=new_id(),
        name=new.name,
        scopes=" ".join(scopes),
        created_at=tx.now,
        ends_at=None if new.days is None else tx.now + timedelta(days=new.days),
        last_used_at=None,
        revoked_at=None,
    )
    stored = {name: value for name, value in row._asdict().items() if name != "key"}
    tokens.add_token(tx, {**stored, "person_key": me.key, "digest": digest(secret)})
    _note(tx, me, "token_made", row, caller)
    return TokenMade(token=_read(row), secret=secret)


def listed(tx: Tx, me: Me) -> TokenList:
    """The person's tokens, newest first; those that have run out too, until they are taken back."""
    return TokenList(items=[_read(row) for row in tokens.tokens_of(tx, me.key)])


def revoke(tx: Tx, me: Me, token_id: UUID, caller: Caller) -> None:
    """Take a token back: its next request is refused. Raises TokenNotFound."""
    row = tokens.token_by_id(tx, me.key, token_id)
    if row is None:
        raise TokenNotFound("Load the list again.")
    tx.tell("tokens")
    if row.revoked_at is None:
        tokens.revoke(tx, me.key, token_id, tx.now)
        _note(tx, me, "token_revoked", row, caller)


def note_use(tx: Tx, token_digest: str) -> bool:
    """Note that a token was just used; tells whether there is such a token that still works."""
    return tokens.note_use(tx, token_digest, tx.now)


def _note(tx: Tx, me: Me, kind: auditing.Kind, row: tokens.TokenRow, caller: Caller) -> None:
    tx.tell("tokens")
    auditing.record(
        tx, kind, actor=me.key, subject=me.key, address=caller.address, name=row.name, scopes=row.scopes
    )


def _read(row: tokens.TokenRow) -> TokenRead:
    return TokenRead(
        id=row.id,
        name=row.name,
        scopes=cast(list[Scope], row.scopes.split()),
        created_at=row.created_at,
        ends_at=row.ends_at,
        last_used_at=row.last_used_at,
    )
