"""How often somebody may try to come in from one address; wrong passwords of an account wait besides."""

from __future__ import annotations

from datetime import timedelta

from habitus.kernel.ratelimit.rules import Limit

_MINUTE = timedelta(minutes=1)

PASSWORDS = Limit("passwords", 10, _MINUTE, 10)
"""Passwords from one address that are checked and wrong, of whichever account."""
REFRESHES = Limit("refreshes", 30, _MINUTE, 30)
"""Refresh tokens from one address that are refused."""
READS = Limit("reads", 600, _MINUTE, 600)
"""Requests with one credential."""
ANONYMOUS = Limit("anonymous", 60, _MINUTE, 240)
"""Requests from one address without a credential that counts; a household opens the app at once."""
