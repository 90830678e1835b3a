"""Signing in and out, setting up, and a person's own profile."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from habitus.accounts import rules
from habitus.accounts.errors import (
    CredentialsWrong,
    EmailTaken,
    PersonNotFound,
    SessionOver,
    SetupClosed,
    SetupTokenInvalid,
    TooManyAttempts,
)
from habitus.accounts.gate import account_disabled, bump, clock_of, me_of
from habitus.accounts.models import Client, Me
from habitus.accounts.queries import doors, people, proofs, sessions
from habitus.accounts.schemas.people import ProfileRead, ProfileWrite
from habitus.accounts.tokens import RefreshTokens, digest
from habitus.kernel.db import Refusal, Tx
from habitus.kernel.errors import PayloadInvalid
from habitus.kernel.ids import new_id

IDLE_LIFE = timedelta(days=14)
ABSOLUTE_LIFE = timedelta(days=30)
REFRESH_GRACE = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be made; the password is hashed already, outside any transaction."""

    email: str
    name: str
    password_hash: str
    role: str = "member"
    zone: str = "UTC"
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is needed to check a password outside a transaction."""

    person_key: int | None
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session just opened or refreshed; the refresh token is handed out and not kept."""

    session_id: UUID
    person_id: UUID
    client: Client
    refresh_token: str


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


def check_password(password: str, email: str, name: str) -> None:
    """Raises PayloadInvalid (422, pointer /password) with the reason in words for its owner."""
    fault = rules.password_fault(password, email, name)
    if fault is not None:
        raise PayloadInvalid(fault, pointer="/password")


def create_person(tx: Tx, new: NewPerson) -> int:
    """Add a person and close the set-up; gives their key. Raises EmailTaken."""
    email = rules.normal_email(new.email)
    if people.email_taken(tx, email):
        raise EmailTaken(f"There is an account for {email}.")
    doors.forget_setup_token(tx)
    return people.add_person(
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


def person_by_email(tx: Tx, email: str) -> Me:
    """The person with this address, for the command line. Raises PersonNotFound."""
    row = people.person_by_email(tx, rules.normal_email(email))
    if row is None:
        raise PersonNotFound(f"Nobody here has the address {email}. See: habitus people create --help")
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


def set_up(tx: Tx, token_digest: str, new: NewPerson, client: Client, tokens: RefreshTokens) -> OpenSession:
    """Make the first person, an admin, and sign them in; of many at once only one succeeds."""
    require_set_up_open(tx, token_digest)
    if not doors.take_setup_token(tx, token_digest):
        raise SetupClosed
    person_key = create_person(tx, new)
    return open_session(tx, person_key, client, tokens)


def credentials(tx: Tx, email: str, subjects: list[str]) -> Credentials:
    """The stored hash of an address, known or not. Raises TooManyAttempts while it has to wait."""
    _refuse_waiting(tx, subjects)
    row = people.person_by_email(tx, rules.normal_email(email))
    return Credentials(None, None) if row is None else Credentials(row.key, row.password_hash)


def _refuse_waiting(tx: Tx, subjects: list[str]) -> None:
    waits = [
        until
        for subject, (failures, last_at) in doors.failures_of(tx, subjects).items()
        if (until := rules.wait_until(subject, failures, last_at)) and until > tx.now
    ]
    if waits:
        seconds = max(1, round((max(waits) - tx.now).total_seconds()))
        raise TooManyAttempts(f"Try again in {seconds} seconds.", retry_after=seconds)


def sign_in(
    tx: Tx, person_key: int, subjects: list[str], client: Client, tokens: RefreshTokens
) -> OpenSession:
    """Open a session after a right password.

    Asks again whether they have to wait: of many guesses at once, all were let through to be
    checked before the first was counted. Raises TooManyAttempts or AccountDisabled.
    """
    _refuse_waiting(tx, subjects)
    if people.person_by_key(tx, person_key).disabled_at is not None:
        raise account_disabled(tx, person_key)
    doors.forget_failures(tx, subjects, tx.now - timedelta(days=1))
    return open_session(tx, person_key, client, tokens)


def remember_failure(tx: Tx, subjects: list[str]) -> Refusal:
    """Count a wrong password; the refusal is returned, for raising it would undo the count."""
    for subject, (failures, last_at) in doors.failures_to_count(tx, subjects).items():
        doors.set_failures(tx, subject, rules.failures_after(subject, failures, last_at, tx.now))
    return Refusal(CredentialsWrong("Check both and try again."))


def open_session(tx: Tx, person_key: int, client: Client, tokens: RefreshTokens) -> OpenSession:
    """A new session with the first refresh token of its chain; ended ones of the person are forgotten."""
    sessions.forget_ended_sessions(tx, person_key, tx.now)
    session_id = new_id()
    session_key = sessions.add_session(
        tx,
        {
            "id": session_id,
            "person_key": person_key,
            "client": client,
            "created_at": tx.now,
            "idle_ends_at": tx.now + IDLE_LIFE,
            "ends_at": tx.now + ABSOLUTE_LIFE,
        },
    )
    token = tokens.token(session_id, 0)
    sessions.add_refresh_token(tx, digest(token), session_key, 0)
    return OpenSession(session_id, people.person_by_key(tx, person_key).id, client, token)


def refresh(tx: Tx, token: str, tokens: RefreshTokens) -> OpenSession | Refusal:
    """Exchange a refresh token for its successor.

    A token met again within ten seconds gets the same successor; later it means that somebody
    copied it, and the session ends for both. Raises SessionOver or AccountDisabled.
    """
    link = sessions.refresh_link(tx, digest(token))
    if link is None or _is_over(link, tx.now):
        raise SessionOver("Sign in again.")
    if link.disabled_at is not None:
        raise account_disabled(tx, link.person_key)
    if link.consumed_at is not None and not _in_grace(tx, link):
        sessions.revoke(tx, link.session_key, tx.now)
        return Refusal(SessionOver("This session was ended because its token was used twice. Sign in again."))
    successor = tokens.token(link.session_id, link.generation + 1)
    if link.consumed_at is None:
        sessions.consume(tx, digest(token), tx.now)
        sessions.add_refresh_token(tx, digest(successor), link.session_key, link.generation + 1)
        sessions.keep_alive(tx, link.session_key, tx.now + IDLE_LIFE)
    return OpenSession(link.session_id, link.person_id, link.client, successor)


def _is_over(link: sessions.RefreshLink, now: datetime) -> bool:
    return link.revoked_at is not None or now >= link.ends_at or now >= link.idle_ends_at


def _in_grace(tx: Tx, link: sessions.RefreshLink) -> bool:
    fresh = link.consumed_at is not None and tx.now - link.consumed_at <= REFRESH_GRACE
    return fresh and sessions.newest_generation(tx, link.session_key) == link.generation + 1


def sign_out(tx: Tx, token: str | None) -> None:
    """End the session of a refresh token; an unknown one is no error: they are out already."""
    link = None if token is None else sessions.refresh_link(tx, digest(token))
    if link is not None:
        sessions.revoke(tx, link.session_key, tx.now)


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
