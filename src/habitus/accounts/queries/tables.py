"""The tables of accounts, for their statements."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from habitus.accounts.models import (
    Audit,
    Consent,
    Instance,
    Invite,
    Person,
    PersonalToken,
    RefreshToken,
    Session,
    SetupToken,
    SignInFailure,
    SocketTicket,
)
from habitus.kernel.db import table_of

PersonRow = Row[Any]
"""A row that holds the columns of `person`; SQLAlchemy types no column of a Core row."""

person = table_of(Person)
session = table_of(Session)
personal_token = table_of(PersonalToken)
audit = table_of(Audit)
invite = table_of(Invite)
instance = table_of(Instance)
consent = table_of(Consent)
refresh_token = table_of(RefreshToken)
setup_token = table_of(SetupToken)
sign_in_failure = table_of(SignInFailure)
socket_ticket = table_of(SocketTicket)
