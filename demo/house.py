"""The house around the habits: who else lives in it, what people sign in with, and what its admin finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from demo.jonas import JONAS
from demo.lives import Person, Span
from demo.mira import MIRA
from habitus.accounts import auditing, inviting, pausing, personal_tokens, proving, signing_up
from habitus.accounts import service as accounts
from habitus.accounts.models import Caller, Device, Me
from habitus.accounts.rules import account_subject, pair_subject
from habitus.accounts.schemas.people import ProfileWrite
from habitus.accounts.schemas.tokens import TokenWrite
from habitus.accounts.tokens import RefreshTokens, digest
from habitus.admin import recording
from habitus.admin.recording import Kind, Seen
from habitus.kernel.db import Tx
from habitus.kernel.ids import new_id
from habitus.kernel.outbox import queries as jobs
from habitus.kernel.outbox import rules

BEN = Person("Ben", "ben@home.example.com", "en", "Europe/Berlin", "member", ())
"""Somebody who asked for a pause."""
GUEST = "kofi@home.example.com"
"""Somebody who is invited and has not come yet."""
ADDRESS = "http://localhost:8100"
"""Where `make demo` is mostly served, for the links in messages."""

Act = Callable[[Tx, Me], object]

HOME, AWAY = "192.0.2.44", "203.0.113.7"
PHONE = Caller(HOME, "Mozilla/5.0 (Android 16; Mobile; rv:150.0) Gecko/150.0 Firefox/150.0")
TABLET = Caller(
    HOME,
    "Mozilla/5.0 (iPad; CPU OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/26.1 Mobile/15E148 Safari/604.1",
)
REASON = pausing.Reason(
    "on_request", "You asked me to keep your account closed until you are back in January."
)


class Deed(NamedTuple):
    """Something that a person does about accounts on a day."""

    day: date
    person: Person
    act: Act


class House:
    """What happens in the house, on which days."""

    def __init__(self, refresh: RefreshTokens) -> None:
        self._refresh = refresh
        self._secret = ""

    def deeds(self, span: Span) -> Iterator[Deed]:
        def ago(days: int) -> date:
            return max(span.begins, span.anchor - timedelta(days=days))

        yield Deed(ago(96), MIRA, self._let_ben_in)
        yield Deed(ago(61), MIRA, self._make_tokens)
        yield Deed(ago(11), MIRA, self._signing_in(MIRA, TABLET))
        yield Deed(ago(9), MIRA, self._signing_in(MIRA, PHONE))
        yield Deed(ago(6), JONAS, self._signing_in(JONAS, PHONE))
        yield Deed(ago(4), JONAS, _guess)
        yield Deed(ago(3), MIRA, _meet_an_error)
        yield Deed(ago(2), MIRA, _pause_ben)
        yield Deed(ago(1), MIRA, _invite_a_guest)
        yield Deed(ago(1), MIRA, self._use_a_token)
        yield Deed(ago(1), MIRA, _fail_a_backup)

    def _let_ben_in(self, tx: Tx, me: Me) -> None:
        made = inviting.invite(tx, proven(tx, me), inviting.NewInvite(), ADDRESS, HOME)
        token = made.link.partition("#")[2]
        # Everybody here has the same password.
        new = accounts.NewPerson(BEN.email, BEN.name, proving.mine(tx, me).known.password_hash or "")
        signing_up.sign_up(tx, new, digest(token), Device("web", PHONE), self._refresh)
        here = ProfileWrite(zone=BEN.zone, onboarded=True)
        accounts.update_profile(tx, accounts.person_by_email(tx, BEN.email), here)

    def _signing_in(self, person: Person, caller: Caller) -> Act:
        subjects = [name(digest(person.email)) for name in (pair_subject, account_subject)]
        attempt = proving.Attempt(subjects, digest(HOME), caller)
        return lambda tx, me: accounts.sign_in(tx, proving.mine(tx, me).known, attempt, "web", self._refresh)

    def _make_tokens(self, tx: Tx, me: Me) -> None:
        wall = TokenWrite(name="Display in the kitchen", scopes=["read"], days=365)
        button = TokenWrite(name="Button beside the bed", scopes=["read", "check-in"])
        personal_tokens.make(tx, proven(tx, me), wall, TABLET)
        self._secret = personal_tokens.make(tx, proven(tx, me), button, TABLET).secret

    def _use_a_token(self, tx: Tx, _me: Me) -> None:
        personal_tokens.note_use(tx, digest(self._secret))


def proven(tx: Tx, me: Me) -> Me:
    """The person, right after they gave their password."""
    return replace(me, proved_at=tx.now)


def _guess(tx: Tx, me: Me) -> None:
    """Somebody else tried passwords until they had to wait."""
    auditing.record(tx, "sign_in_failing", subject=me.key, address=AWAY)


def _pause_ben(tx: Tx, me: Me) -> None:
    ben = accounts.person_by_email(tx, BEN.email)
    pausing.pause(tx, pausing.By(me, HOME), ben.key, REASON)


def _invite_a_guest(tx: Tx, me: Me) -> None:
    inviting.invite(tx, proven(tx, me), inviting.NewInvite(email=GUEST, days=7), ADDRESS, HOME)


def _meet_an_error(tx: Tx, _me: Me) -> None:
    kind = Kind("POST /api/v1/imports", "sqlite3.DatabaseError", "habitus/formats/loop_db/reader.py:41")
    recording.count(tx, {kind: Seen(3, "8f3c21d07ab94e56")})


def _fail_a_backup(tx: Tx, _me: Me) -> None:
    """As if it had been tried as often as jobs are: one that is tried again would succeed meanwhile."""
    job = jobs.NewJob(new_id(), None, "backup.nightly", {}, None, tx.now, None)
    jobs.add(tx, job)
    jobs.bury(tx, job.id, rules.ATTEMPTS, rules.error_text(OSError(28, "No space left on device")))
