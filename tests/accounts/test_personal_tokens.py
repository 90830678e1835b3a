"""Personal tokens: what they may do, what they never may, and how they end; on both databases."""

from __future__ import annotations

import json
import re

import pytest
from tests.factories import habit_api
from tests.factories.people import SignedIn

from habitus.accounts.queries import people, tables
from habitus.accounts.tokens import digest
from habitus.kernel.db.sqlite import SqliteEngine
from habitus.kernel.errors import StorageFull
from habitus.web import openapi_document

DOCUMENT = json.loads(openapi_document())
ROUTES = [
    (method.upper(), path, operation.get("security", []))
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
]
SESSION_ONLY = [
    (method, path) for method, path, security in ROUTES if security == [{"OAuth2PasswordBearer": []}]
]
BY_TOKEN = [(method, path, security) for method, path, security in ROUTES if len(security) > 1]
SOMEBODY = "0193a1b2-0000-7000-8000-000000000000"


def make(person, *scopes, **more):
    body = {"name": "watch", "scopes": list(scopes or ["read"])} | more
    answer = person.post("/me/tokens", body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def program(person, *scopes, **more):
    """Somebody who has nothing but the token."""
    return SignedIn(person.me, person.http, make(person, *scopes, **more)["secret"])


def code(response):
    return response.status_code, response.json()["code"]


def ask(person, method, path):
    path = re.sub(r"{\w+}", SOMEBODY, path.removeprefix("/api/v1"))
    if path == "/imports" and method == "POST":
        return person.request(method, path, files={"file": b"x"})
    return person.request(method, path, json=None if method == "GET" else {})


def rows(db, table=tables.personal_token):
    return db.run_read(lambda tx: tx.execute(table.select().order_by(table.c.key)).all())


class TestMaking:
    def test_its_secret_is_shown_once_and_is_nowhere(self, mira, db, clock):
        made = make(mira, "read", "check-in")
        assert re.fullmatch(r"hbt_[A-Za-z0-9_-]{43}", made["secret"])
        assert made["token"] == {
            "id": made["token"]["id"],
            "name": "watch",
            "scopes": ["read", "check-in"],
            "created_at": clock.now.isoformat().replace("+00:00", "Z"),
            "ends_at": None,
            "last_used_at": None,
        }
        assert mira.get("/me/tokens").json() == {"items": [made["token"]]}
        assert made["secret"] not in mira.get("/me/tokens").text
        (row,) = rows(db)
        assert row.digest == digest(made["secret"])
        assert made["secret"][4:] not in str(row)
        (noted,) = rows(db, tables.audit)
        assert (noted.kind, noted.details) == ("token_made", {"name": "watch", "scopes": "read check-in"})

    def test_scopes_are_a_set_in_one_order(self, mira):
        assert make(mira, "chat", "read", "chat")["token"]["scopes"] == ["read", "chat"]

    @pytest.mark.parametrize(
        "field,value",
        [
            ("scopes", []),
            ("scopes", ["admin"]),
            ("scopes", ["read write"]),
            ("scopes", "read"),
            ("scopes", ["read"] * 5),
            ("name", ""),
            ("name", " "),
            ("name", "x" * 81),
            ("days", 0),
            ("days", 3651),
            ("days", "soon"),
            ("person_key", 1),
            ("owner_id", SOMEBODY),
            ("digest", "x"),
            ("role", "admin"),
        ],
    )
    def test_what_does_not_fit(self, mira, db, field, value):
        answer = mira.post("/me/tokens", {"name": "watch", "scopes": ["read"]} | {field: value})
        assert code(answer) == (422, "payload_invalid")
        assert answer.json()["errors"][0]["pointer"].startswith(f"/{field}")
        assert rows(db) == []

    def test_at_most_twenty(self, mira):
        made = [make(mira) for _ in range(20)]
        body = {"name": "watch", "scopes": ["read"]}
        assert code(mira.post("/me/tokens", body)) == (409, "too_many_tokens")
        mira.delete(f"/me/tokens/{made[0]['token']['id']}")
        make(mira)

    def test_newest_first_and_only_ones_own(self, mira, stranger):
        make(stranger, name="theirs")
        for name in ("one", "two"):
            make(mira, name=name)
        assert [item["name"] for item in mira.get("/me/tokens").json()["items"]] == ["two", "one"]


class TestWhatItMayDo:
    def test_read_reads(self, mira):
        watch = program(mira, "read")
        assert watch.get("/me").json()["name"] == "Mira"
        assert watch.get("/today").status_code == 200

    def test_check_in_checks_in(self, mira):
        habit = habit_api.create(mira)
        assert code(habit_api.tap(program(mira, "read"), habit)) == (403, "scope_missing")
        assert habit_api.tap(program(mira, "check-in"), habit).status_code == 200

    @pytest.mark.parametrize("scope", ["check-in", "health", "chat"])
    def test_without_read_it_does_not_read(self, mira, scope):
        answer = program(mira, scope).get("/me")
        assert code(answer) == (403, "scope_missing")
        assert "read" in answer.json()["detail"]

    def test_it_sees_its_owner_only(self, mira, stranger):
        habit_api.create(stranger)
        assert program(mira, "read").get("/habits").json()["items"] == []

    def test_it_reaches_nothing_that_takes_a_session(self, mira):
        watch = program(mira, "read", "check-in", "health", "chat")
        answers = {(method, path): code(ask(watch, method, path)) for method, path in SESSION_ONLY}
        assert len(answers) > 30
        assert {route for route, answer in answers.items() if answer != (403, "scope_missing")} == set()

    def test_it_makes_and_changes_no_token(self, mira, db):
        watch = program(mira, "read", "check-in", "health", "chat")
        (before,) = rows(db)
        body = {"name": "more", "scopes": ["read"]}
        assert code(watch.post("/me/tokens", body)) == (403, "scope_missing")
        assert code(watch.get("/me/tokens")) == (403, "scope_missing")
        assert code(watch.delete(f"/me/tokens/{before.id}")) == (403, "scope_missing")
        for method in ("PATCH", "PUT"):
            assert watch.request(method, f"/me/tokens/{before.id}", json=body).status_code == 405
        (after,) = rows(db)
        assert (after.scopes, after.revoked_at) == (before.scopes, None)

    def test_it_steps_nobody_up_and_refreshes_nothing(self, mira):
        watch = program(mira, "read")
        assert code(watch.post("/auth/step-up", {"password": "x"})) == (403, "scope_missing")
        assert code(watch.post("/auth/refresh", {"refresh_token": watch.token})) == (401, "session_over")

    def test_of_an_admin_it_is_none(self, mira, db):
        db.run_write(people.update_person, mira.me.key, {"role": "admin"})
        watch = program(mira, "read", "check-in", "health", "chat")
        assert code(watch.get("/admin/people")) == (403, "scope_missing")


class TestItsEnd:
    def test_with_the_next_request(self, mira, db):
        made = make(mira)
        watch = SignedIn(mira.me, mira.http, made["secret"])
        assert watch.get("/me").status_code == 200
        for _ in range(2):
            assert mira.delete(f"/me/tokens/{made['token']['id']}").status_code == 204
        assert code(watch.get("/me")) == (401, "unauthenticated")
        assert mira.get("/me/tokens").json() == {"items": []}
        assert [row.kind for row in rows(db, tables.audit)] == ["token_made", "token_revoked"]

    def test_when_its_days_are_over(self, mira, clock):
        watch = program(mira, days=1)
        clock.move(days=1, seconds=-1)
        assert watch.get("/me").status_code == 200
        clock.move(seconds=1)
        assert code(watch.get("/me")) == (401, "unauthenticated")

    def test_it_outlives_the_session_that_made_it(self, mira, clock):
        watch = program(mira)
        clock.move(days=60)
        assert watch.get("/me").status_code == 200

    def test_while_its_person_is_paused(self, mira, db, clock):
        watch = program(mira)
        tag = watch.get("/me").headers["etag"]
        db.run_write(people.update_person, mira.me.key, {"disabled_at": clock.now})
        assert code(watch.get("/me")) == (403, "account_disabled")
        assert code(watch.get("/me", headers={"If-None-Match": tag})) == (403, "account_disabled")
        db.run_write(people.update_person, mira.me.key, {"disabled_at": None})
        assert watch.get("/me").status_code == 200

    def test_a_strangers_cannot_be_ended(self, mira, stranger):
        made = make(stranger)
        assert code(mira.delete(f"/me/tokens/{made['token']['id']}")) == (404, "token_not_found")
        assert SignedIn(stranger.me, stranger.http, made["secret"]).get("/me").status_code == 200

    @pytest.mark.parametrize("secret", ["hbt_", "hbt_" + "A" * 43, "hbt_\u00fc", "HBT_" + "A" * 43])
    def test_one_that_is_none(self, mira, secret):
        headers = {"Authorization": f"Bearer {secret}".encode()}
        assert code(mira.http.get("/api/v1/me", headers=headers)) == (401, "unauthenticated")


class TestLastUsed:
    def used(self, db):
        return rows(db)[0].last_used_at

    def test_it_is_exact_to_a_minute_and_no_event_of_the_person(self, mira, db, clock):
        watch = program(mira)
        seq = people_seq(db, mira)
        assert watch.get("/me").status_code == 200
        assert self.used(db) == clock.now
        first = clock.now
        clock.move(seconds=59)
        watch.get("/me")
        assert self.used(db) == first
        clock.move(seconds=1)
        watch.get("/me")
        assert self.used(db) == clock.now
        assert people_seq(db, mira) == seq

    def test_it_is_not_written_with_each_request(self, sqlite_database, mira, monkeypatch):
        watch = program(mira)
        writes, write = [], SqliteEngine.write
        monkeypatch.setattr(SqliteEngine, "write", lambda self, work: (writes.append(1), write(self, work)))
        for _ in range(10):
            assert watch.get("/me").status_code == 200
        assert len(writes) <= 1

    def test_a_full_disk_does_not_keep_it_from_reading(self, mira, monkeypatch):
        watch = program(mira)
        refuse = mira.http.app.state.database.public

        async def full(*_):
            raise StorageFull

        monkeypatch.setattr(refuse, "write", full)
        assert watch.get("/me").status_code == 200

    def test_guessing_is_counted_by_address(self, mira, clock):
        answers = []
        for number in range(245):
            headers = {"Authorization": f"Bearer hbt_{number:043}"}
            answers.append(mira.http.get("/api/v1/me", headers=headers).status_code)
        assert answers == [401] * 240 + [429] * 5
        assert mira.get("/me").status_code == 200, "who is signed in has nothing to do with it"


def people_seq(db, person):
    return db.run_read(people.person_by_key, person.me.key).seq


class TestTheDocument:
    def test_a_token_is_a_scheme_of_its_own(self):
        schemes = DOCUMENT["components"]["securitySchemes"]
        assert schemes["PersonalToken"]["type"] == "http"
        assert schemes["PersonalToken"]["scheme"] == "bearer"
        assert schemes["OAuth2PasswordBearer"]["type"] == "oauth2"

    def test_it_stands_where_it_is_taken_with_its_scope(self):
        taken = {(method, path): security for method, path, security in BY_TOKEN}
        both = [{"PersonalToken": ["read"]}, {"OAuth2PasswordBearer": []}]
        assert taken["GET", "/api/v1/today"] == both
        put = taken["PUT", "/api/v1/habits/{habit_id}/entries/{day}"]
        assert put == [{"PersonalToken": ["check-in"]}, {"OAuth2PasswordBearer": []}]
        assert all(method == "GET" or "entries" in path for method, path, _ in BY_TOKEN)

    def test_it_stands_nowhere_else(self):
        assert ("POST", "/api/v1/me/tokens") in SESSION_ONLY
        assert ("GET", "/api/v1/me/sessions") in SESSION_ONLY
