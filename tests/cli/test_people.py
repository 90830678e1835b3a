"""`habitus people …` as the one who looks after an instance meets it."""

from __future__ import annotations

import json

import pytest
from tests.conftest import MovableClock
from tests.factories.people import NOWHERE, PASSWORD

from habitus.accounts.gate import PersonGate
from habitus.accounts.queries import people
from habitus.accounts.sessions import open_session
from habitus.accounts.tokens import RefreshTokens
from habitus.kernel.crypto import load_or_create
from habitus.kernel.db import Database
from habitus.kernel.db.sqlite import SqliteEngine
from habitus.kernel.post import service as post

MIRA, TOMASZ = "mira@home.example", "tomasz@home.example"


@pytest.fixture
def household(habitus):
    """An admin, Mira, and a member, Tomasz."""
    for email, role in ((MIRA, ["--admin"]), (TOMASZ, [])):
        words = ("people", "create", "--email", email, "--password-stdin", *role)
        assert habitus(*words, stdin=PASSWORD)[0] == 0
    return habitus


@pytest.fixture
def database(household):
    database = Database(SqliteEngine(household.data / "habitus.db", MovableClock(), readers=1), PersonGate())
    yield database
    database.close()


def asked(habitus, *words):
    code, out, _ = habitus(*words, "--json")
    return code, json.loads(out)


def refused(habitus, *words):
    code, found = asked(habitus, *words)
    return code, found["error"]["code"]


def test_everybody_is_listed(household):
    code, found = asked(household, "people", "list")
    assert (code, [(one["email"], one["role"]) for one in found["people"]]) == (
        0,
        [(MIRA, "admin"), (TOMASZ, "member")],
    )
    assert "tomasz <tomasz@home.example>, member, not seen yet" in household("people", "list")[1]


def test_a_name_tells_the_terminal_nothing(household, database):
    """People choose their names, and whoever looks after the instance prints them."""
    row = database.run_read(people.person_by_email, TOMASZ)
    name = "T\x1b[2J\x1b]0;x\x07\x9b\u202e \U0001f469\u200d\U0001f467"
    database.run_write(people.update_person, row.key, {"name": name})
    line = household("people", "list")[1].splitlines()[1]
    assert line.startswith(r"T\x1b[2J\x1b]0;x\x07\x9b\u202e " + name[-3:] + " <")


def test_an_empty_house_says_so(habitus):
    assert habitus("people", "list")[:2] == (0, "Nobody yet. See: habitus people create --help\n")


def test_somebody_is_paused_for_a_reason_and_resumed(household):
    words = ("people", "pause", TOMASZ, "--reason", "Lost his phone", "--kind", "security")
    code, found = asked(household, *words)
    assert (code, found["pause"]["kind"], found["pause"]["reason"], found["pause"]["by"]) == (
        0,
        "security",
        "Lost his phone",
        None,
    )
    assert "paused since" in household("people", "list")[1]
    code, out, _ = household("people", "resume", TOMASZ)
    assert (code, out) == (0, "tomasz@home.example can sign in.\n")
    assert asked(household, "people", "resume", TOMASZ)[1]["pause"] is None


def test_a_pause_without_a_reason_is_refused(household):
    assert household("people", "pause", TOMASZ)[0] == 2
    assert refused(household, "people", "pause", TOMASZ, "--reason", " ") == (1, "payload_invalid")
    assert refused(household, "people", "pause", TOMASZ, "--reason", "x" * 301) == (1, "payload_invalid")
    assert household("people", "pause", TOMASZ, "--reason", "x", "--kind", "odd")[0] == 2


def test_the_last_admin_stays(household):
    assert refused(household, "people", "pause", MIRA, "--reason", "x") == (1, "last_admin")
    assert refused(household, "people", "role", MIRA, "member") == (1, "last_admin")
    code, out, _ = household("people", "role", TOMASZ, "admin")
    assert (code, out) == (0, "tomasz@home.example is an admin now.\n")
    assert household("people", "pause", MIRA, "--reason", "x")[0] == 0
    assert refused(household, "people", "role", TOMASZ, "member") == (1, "last_admin")


def test_somebody_is_signed_out_everywhere(household, database):
    tokens = RefreshTokens(load_or_create(household.data / "keys" / "habitus.key"))

    def sign_in(tx):
        person = people.person_by_email(tx, TOMASZ)
        open_session(tx, person.key, "api", tokens, NOWHERE)

    for _ in range(2):
        database.run_write(sign_in)
    assert household("people", "sign-out", TOMASZ)[:2] == (0, "Ended sessions: 2.\n")
    assert asked(household, "people", "sign-out", TOMASZ) == (0, {"ended": 0})


@pytest.mark.parametrize(
    "words", [("pause", "--reason", "x"), ("resume",), ("role", "member"), ("sign-out",)], ids=" ".join
)
def test_somebody_who_is_not_here_is_not_found(household, words):
    command, *rest = words
    found = refused(household, "people", command, "nobody@home.example", *rest)
    assert found == (1, "person_not_found")


def test_messages_that_wait_are_read_out(household, database):
    assert household("messages")[:2] == (0, "No messages wait.\n")
    message = post.Message("invite", "eva@home.example", "Come in", "Here is the link")
    database.run_write(post.send, message)
    assert "To eva@home.example" in household("messages")[1]
    (found,) = asked(household, "messages")[1]["messages"]
    assert (found["subject"], found["text"]) == ("Come in", "Here is the link")
