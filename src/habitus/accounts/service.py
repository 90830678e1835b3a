"""Signing in and out, setting up, and a person's own profile."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from habitus.accounts import auditing, proving, rules
from habitus.accounts.devices import device_name
from habitus.accounts.errors import EmailTaken, PersonNotFound, SetupClosed, SetupTokenInvalid
from habitus.accounts.gate import account_disabled, bump, clock_of, me_of
from habitus.accounts.models import Client, Device, Me
from habitus.accounts.proving import Attempt, Credentials
from habitus.accounts.queries import doors, people, proofs
from habitus.accounts.schemas.people import ProfileRead, ProfileWrite
from habitus.accounts.sessions import OpenSession, open_session
from habitus.accounts.tokens import RefreshTokens, digest
from habitus.kernel.db import Tx
from habitus.kernel.errors import PayloadInvalid
from habitus.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be made; the password is hashed already, outside any transaction."""

    email: str
    name: str
    password_hash: str
    role: str = "member"
    zone: str = "UTC"
    language: str = "en"


def client_of(client_id: str | None) -> Client:
    """`web` asks for the cookie; every other program holds its refresh token itself."""
    return "web" if client_id == "web" else "api"


def check_name(name: str) -> None:
    """Raises PayloadInvalid (422, pointer /name) for a name that is too long."""
    if len(name) > rules.NAME_MAX:
        raise PayloadInvalid(f"A name may have {rules.NAME_MAX} characters.", pointer="/name")


def check_zone(zone: str) -> None:
    """Raises PayloadInvalid for a name the time zone database does not know."""
    if not rules.is_zone(zone):
        raise PayloadInvalid(f"{zone} is not a time zone name such as Europe/Berlin", pointer="/zone")


def check_password(password: str, email: str, name: str, *, pointer: str = "/password") -> None:
    """Raises PayloadInvalid (422, at `pointer`) with the reason in words for its owner."""
    fault = rules.password_fault(password, email, name)
    if fault is not None:
        raise PayloadInvalid(fault, pointer=pointer)


def create_person(tx: Tx, new: NewPerson) -> int:
    """Add a person and close the set-up; gives their key. Raises EmailTaken."""
    email = rules.normal_email(new.email)
    doors.forget_setup_token(tx)
    key = people.add_person(
        tx,
        {
            "id": new_id(),
            "email": email,
            "name": new.name,
            "password_hash": new.password_hash,
            "role": new.role,
            "language": new.language,
            "zone": new.zone,
            "day_start": 0,
            # Their days begin here: one that is never lived after it shows also before they first write.
            "last_day": rules.civil_day(tx.now, new.zone, 0),
            "first_weekday": 1,
            "weight_unit": "kg",
            "onboarded": False,
            "seq": 0,
            "created_at": tx.now,
        },
    )
    if key is None:
        raise EmailTaken(f"There is an account for {email}.")
    return key


def person_by_email(tx: Tx, email: str) -> Me:
    """The person with this address, for the command line. Raises PersonNotFound."""
    row = people.person_by_email(tx, rules.normal_email(email))
    if row is None:
        raise PersonNotFound(f"Nobody here has the address {email}. See: habitus people list")
    return me_of(tx, row)


def person(tx: Tx, key: int) -> Me:
    """The person with this key, for work that goes on without them."""
    return me_of(tx, people.person_by_key(tx, key))


def touch(tx: Tx, me: Me) -> None:
    """Bump the person's sequence for a write that the command line or a job made for them."""
    proofs.note_day(tx, me.key, me.today, me.unlived)
    bump(tx, me.key)


def is_set_up(tx: Tx) -> bool:
    return people.anybody(tx)


def offer_set_up(tx: Tx) -> str | None:
    """While nobody exists: a fresh one-time token for the set-up link. Older ones stop working."""
    if people.anybody(tx):
        return None
    token = secrets.token_urlsafe(32)
    doors.replace_setup_token(tx, digest(token), tx.now)
    return token


def require_set_up_open(tx: Tx, token_digest: str) -> None:
    """Refuse early, before any hashing. Raises SetupClosed or SetupTokenInvalid."""
    if people.anybody(tx):
        raise SetupClosed
    if not doors.has_setup_token(tx, token_digest):
        raise SetupTokenInvalid("Take the newest link: each start of Habitus prints its own.")


def set_up(tx: Tx, token_digest: str, new: NewPerson, device: Device, tokens: RefreshTokens) -> OpenSession:
    """Make the first person, an admin, and sign them in; of many at once only one succeeds."""
    require_set_up_open(tx, token_digest)
    if not doors.take_setup_token(tx, token_digest):
        raise SetupClosed
    person_key = create_person(tx, new)
    auditing.record(tx, "set_up", actor=person_key, subject=person_key, address=device.caller.address)
    return open_session(tx, person_key, device.client, tokens, device.caller)


def sign_in(
    tx: Tx, known: Credentials, attempt: Attempt, client: Client, tokens: RefreshTokens
) -> OpenSession:
    """Open a session after a right password.

    Raises TooManyAttempts, AccountDisabled, or CredentialsWrong when the password was changed meanwhile.
    """
    key = proving.passed(tx, attempt, known)
    if people.person_by_key(tx, key).disabled_at is not None:
        raise account_disabled(tx, key)
    caller = attempt.caller
    opened = open_session(tx, key, client, tokens, caller)
    device = device_name(client, caller.agent)
    auditing.record(tx, "signed_in", actor=key, subject=key, address=caller.address, device=device)
    return opened


def profile(tx: Tx, me: Me) -> ProfileRead:
    return _profile(tx, me.key)


def update_profile(tx: Tx, me: Me, changes: ProfileWrite) -> ProfileRead:
    """Change what is given; a new zone or day start counts from the next day boundary on."""
    tx.tell("profile")
    values: dict[str, object] = changes.model_dump(exclude_none=True, exclude={"zone", "day_start"})
    row = people.person_by_key(tx, me.key)
    zone = changes.zone or row.zone
    day_start = row.day_start if changes.day_start is None else changes.day_start
    if (zone, day_start) != (row.zone, row.day_start):
        # What the previous clock jumped over is not lost with it: `me` knew it, and every write keeps it.
        clock = rules.changed_clock(tx.now, clock_of(row), zone, day_start)
        values |= {
            "zone": clock.zone,
            "day_start": clock.day_start,
            "previous_zone": clock.previous_zone,
            "previous_day_start": clock.previous_day_start,
            "clock_changes_at": clock.changes_at,
        }
    if values:
        people.update_person(tx, me.key, values)
    return _profile(tx, me.key)


def _profile(tx: Tx, key: int) -> ProfileRead:
    """The profile as set; `today` is as it counts now."""
    row = people.person_by_key(tx, key)
    return ProfileRead(
        id=row.id,
        email=row.email,
        name=row.name,
        role=row.role,
        zone=row.zone,
        day_start=row.day_start,
        first_weekday=row.first_weekday,
        language=row.language,
        weight_unit=row.weight_unit,
        onboarded=row.onboarded,
        today=me_of(tx, row).today,
    )
