"""How a session that was just opened is handed out."""

from __future__ import annotations

from fastapi import Response

from habitus.accounts.cookies import set_refresh_cookie
from habitus.accounts.deps import Doorkeeper
from habitus.accounts.schemas.people import Tokens
from habitus.accounts.sessions import OpenSession
from habitus.accounts.tokens import ACCESS_LIFE


def tokens_of(opened: OpenSession, response: Response, door: Doorkeeper) -> Tokens:
    """The pair; of a browser's, the refresh token goes into a cookie that scripts cannot read."""
    in_cookie = opened.client == "web"
    if in_cookie:
        set_refresh_cookie(response, opened.refresh_token, https=door.https)
    return Tokens(
        access_token=door.access.issue(opened.session_id, opened.person_id, door.clock()),
        expires_in=int(ACCESS_LIFE.total_seconds()),
        refresh_token=None if in_cookie else opened.refresh_token,
    )
