"""The routes of accounts, by what they are about."""

from habitus.accounts.router.consents import mine as consents
from habitus.accounts.router.consents import outbound
from habitus.accounts.router.invites import invites, looking
from habitus.accounts.router.people import FORM_PATHS, auth, me
from habitus.accounts.router.sessions import router as sessions
from habitus.accounts.router.sign_up import sign_up
from habitus.accounts.router.tickets import realtime
from habitus.accounts.router.tokens import router as tokens

__all__ = [
    "FORM_PATHS",
    "auth",
    "consents",
    "invites",
    "looking",
    "me",
    "outbound",
    "realtime",
    "sessions",
    "sign_up",
    "tokens",
]
