"""Proving who somebody is by a password: it is checked outside of transactions, and counted inside.

A try is counted before it is checked and taken back when it was right, so that of many at once no more are
checked than the limit of their address lets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from habitus.accounts import auditing, rules
from habitus.accounts.errors import CredentialsWrong, TooManyAttempts
from habitus.accounts.limits import PASSWORDS
from habitus.accounts.models import Caller, Me
from habitus.accounts.queries import doors, people, sessions
from habitus.kernel.db import Refusal, Tx
from habitus.kernel.ratelimit import service as limits


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a try is counted by: keyed digests."""

    subjects: list[str]
    """The account from this address, and the account."""
    place: str
    """Where it comes from."""
    caller: Caller

    @property
    def account(self) -> str:
        return self.subjects[1]


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is needed to check a password outside a transaction."""

    person_key: int | None
    password_hash: str | None


def find(tx: Tx, email: str, attempt: Attempt) -> Credentials:
    """Count a try and give the stored hash of an address, known or not. Raises as `begin`."""
    row = people.person_by_email(tx, rules.normal_email(email))
    known = Credentials(None, None) if row is None else Credentials(row.key, row.password_hash)
    begin(tx, attempt, known)
    return known


def begin(tx: Tx, attempt: Attempt, known: Credentials) -> None:
    """Count a try. Raises TooManyAttempts while the account has to wait, RateLimited while the place has."""
    _refuse_waiting(tx, attempt, known)
    limits.spend(tx, PASSWORDS, attempt.place)


class Mine(NamedTuple):
    """Somebody who is signed in, and is to prove it once more."""

    email: str
    name: str
    known: Credentials


def mine(tx: Tx, me: Me) -> Mine:
    return Mine(me.email, me.name, Credentials(me.key, _hash_now(tx, me.key)))


def failed(tx: Tx, attempt: Attempt, known: Credentials) -> Refusal:
    """Count a wrong password; the refusal is returned, for raising it would undo the count."""
    for subject, (failures, last_at) in doors.failures_to_count(tx, attempt.subjects).items():
        count = rules.failures_after(subject, failures, last_at, tx.now)
        doors.set_failures(tx, subject, count)
        if known.person_key is not None and rules.begins_to_wait(subject, count):
            auditing.record(tx, "sign_in_failing", subject=known.person_key, address=attempt.caller.address)
    return Refusal(CredentialsWrong("Check both and try again."))


def passed(tx: Tx, attempt: Attempt, known: Credentials) -> int:
    """Take the count of a right password back; gives whose it is, their row locked (PostgreSQL).

    Asks again whether they have to wait: of many guesses at once, all were let through to be
    checked before the first was counted. Raises TooManyAttempts, and CredentialsWrong when the
    password was changed meanwhile.
    """
    _refuse_waiting(tx, attempt, known)
    person = None if known.person_key is None else people.person_to_change(tx, known.person_key)
    if person is None or person.password_hash != known.password_hash:
        raise CredentialsWrong("Check both and try again.")
    doors.forget_failures(tx, attempt.subjects)
    limits.give_back(tx, PASSWORDS, attempt.place)
    key: int = person.key
    return key


def _have_been_there(tx: Tx, attempt: Attempt, known: Credentials) -> bool:
    """Whether a device of theirs was lately signed in from where the try comes from; asked for nobody too."""
    place = rules.place(attempt.caller.address)
    return any(rules.place(address) == place for address in sessions.addresses(tx, known.person_key))


def _hash_now(tx: Tx, person_key: int) -> str:
    stored: str = people.person_by_key(tx, person_key).password_hash
    return stored


def _refuse_waiting(tx: Tx, attempt: Attempt, known: Credentials) -> None:
    waits = {
        subject: until
        for subject, (failures, last_at) in doors.failures_of(tx, attempt.subjects).items()
        if (until := rules.wait_until(subject, failures, last_at)) and until > tx.now
    }
    if attempt.account in waits and _have_been_there(tx, attempt, known):
        # Who guesses elsewhere, once a minute for ever, must not keep them out of their own home.
        del waits[attempt.account]
    if waits:
        seconds = max(1, round((max(waits.values()) - tx.now).total_seconds()))
        raise TooManyAttempts(f"Try again in {seconds} seconds.", retry_after=seconds)
