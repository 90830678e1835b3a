"""The routes of accounts, by what they are about."""

from habitus.accounts.router.people import FORM_PATHS, auth, me

__all__ = ["FORM_PATHS", "auth", "me"]
