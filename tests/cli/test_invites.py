"""`habitus invites` as operators and scripts meet it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

UNKNOWN_ID = "01900000-0000-7000-8000-000000000000"


def made(habitus, *words):
    code, out, _ = habitus("invites", "create", *words, "--json")
    assert code == 0
    return json.loads(out)


def listed(habitus):
    return json.loads(habitus("invites", "list", "--json")[1])["invites"]


def test_a_link_is_printed_that_can_be_sent_on(habitus, monkeypatch):
    monkeypatch.setenv("HABITUS_BASE_URL", "https://habits.example/")
    code, out, _ = habitus("invites", "create")
    assert code == 0
    link = out.splitlines()[0]
    assert link.startswith("https://habits.example/invite#")
    assert "member, any address" in out
    assert "HABITUS_BASE_URL" not in out
    with closing(sqlite3.connect(habitus.data / "habitus.db")) as raw:
        (row,) = raw.execute("SELECT digest, role, email, invited_by FROM invite").fetchall()
    assert (row[1:], link.partition("#")[2] in row[0]) == (("member", None, None), False)


def test_a_link_to_this_machine_says_how_it_becomes_one_for_others(habitus):
    code, out, _ = habitus("invites", "create")
    assert (code, out.splitlines()[0].partition("#")[0]) == (0, "http://localhost:8000/invite")
    assert "HABITUS_BASE_URL" in out


def test_json_is_the_invite_and_its_link(habitus):
    found = made(habitus, "--email", "Jonas@home.example.com", "--role", "admin", "--days", "1")
    assert found["link"].startswith("http://localhost:8000/invite#")
    about = ("admin", "jonas@home.example.com", "open", None)
    one = found["invite"]
    assert (one["role"], one["email"], one["state"], one["invited_by"]) == about
    with closing(sqlite3.connect(habitus.data / "habitus.db")) as raw:
        assert raw.execute("SELECT recipient FROM post_message").fetchall() == []


def test_they_are_listed_and_taken_back(habitus):
    assert habitus("invites", "list")[1].strip() == "There are no invites."
    first, second = made(habitus)["invite"], made(habitus)["invite"]
    assert [one["id"] for one in listed(habitus)] == [second["id"], first["id"]]
    code, out, _ = habitus("invites", "revoke", second["id"], "--json")
    assert (code, json.loads(out)) == (0, {"revoked": second["id"]})
    assert [(one["id"], one["state"]) for one in listed(habitus)] == [
        (first["id"], "open"),
        (second["id"], "revoked"),
    ]
    assert f"{second['id']}  revoked  member, any address" in habitus("invites", "list")[1]


@pytest.mark.parametrize(
    "words,code,problem",
    [
        (["create", "--days", "31"], 2, "usage"),
        (["create", "--role", "owner"], 2, "usage"),
        (["create", "--email", "nobody"], 1, "payload_invalid"),
        (["revoke", "x"], 2, "usage"),
        (["revoke", UNKNOWN_ID], 1, "invite_not_found"),
    ],
)
def test_what_does_not_fit_is_a_problem_and_an_exit_code(habitus, words, code, problem):
    exit_code, out, _ = habitus("invites", *words, "--json")
    assert (exit_code, json.loads(out)["error"]["code"]) == (code, problem)
    assert listed(habitus) == []


def test_who_has_an_account_is_not_invited(habitus):
    words = ["--email", "mira@home.example.com", "--password", "three grey stones by the lake"]
    habitus("people", "create", *words)
    code, out, _ = habitus("invites", "create", "--email", "MIRA@home.example.com", "--json")
    assert (code, json.loads(out)["error"]["code"]) == (1, "email_taken")


def test_without_a_word_it_says_what_there_is(habitus):
    code, out, _ = habitus("invites")
    assert (code, "revoke" in out) == (0, True)


def test_messages_have_their_instant_as_everything_else_does(habitus):
    bound = made(habitus, "--email", "jonas@home.example.com")
    (message,) = json.loads(habitus("messages", "--json")[1])["messages"]
    assert message["recipient"] == "jonas@home.example.com"
    assert message["at"] == bound["invite"]["created_at"]
    assert bound["link"] in message["text"]


def test_a_wrong_choice_is_said_in_plain_words(habitus):
    code, _, told = habitus("invites", "create", "--role", "king")
    assert (code, told) == (2, "Invalid value for '--role': 'king' is not one of 'member', 'admin'.\n")
