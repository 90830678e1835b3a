"""The browser's refresh token: in a cookie that scripts cannot read."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from habitus.accounts.sessions import ABSOLUTE_LIFE

SECURE_NAME = "__Host-habitus-refresh"
PLAIN_NAME = "habitus-refresh-insecure"
"""On plain http browsers keep no `__Host-` cookie; the name says what it is."""


def set_refresh_cookie(response: Response, token: str, *, https: bool) -> None:
    response.set_cookie(
        _name(https=https),
        token,
        max_age=int(ABSOLUTE_LIFE.total_seconds()),
        path="/",
        secure=https,
        httponly=True,
        samesite="strict",
    )


def refresh_cookie(request: Request, *, https: bool) -> str | None:
    return request.cookies.get(_name(https=https))


def clear_refresh_cookie(response: Response, *, https: bool) -> None:
    response.delete_cookie(_name(https=https), path="/", secure=https, httponly=True, samesite="strict")


def _name(*, https: bool) -> str:
    return SECURE_NAME if https else PLAIN_NAME
