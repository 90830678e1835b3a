"""What admins look at beside people: jobs, errors, the audit log, the instance, messages."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from tests.conftest import NOON
from tests.factories.habit_api import refused
from tests.factories.jobs import drain as drain_house
from tests.factories.people import sign_in_again
from tests.kernel.jobs import BASIC, crew_of, rows

from habitus.accounts.auditing import record as audit
from habitus.admin import queries
from habitus.admin.jobs import FORGET
from habitus.kernel.outbox import drain, record
from habitus.kernel.paging import cursor_of
from habitus.kernel.post import service as post

ELSEWHERE = {"/api/v1/admin/invites", "/api/v1/admin/invites/{}", "/api/v1/admin/outbound"}
"""Routes of other packages, tested with them."""
ROUTES = [
    ("GET", "/admin/people", None),
    ("POST", f"/admin/people/{uuid4()}/pause", {"kind": "other", "reason": "x"}),
    ("POST", f"/admin/people/{uuid4()}/resume", None),
    ("PUT", f"/admin/people/{uuid4()}/role", {"role": "admin"}),
    ("POST", f"/admin/people/{uuid4()}/sign-out", None),
    ("GET", "/admin/jobs", None),
    ("POST", f"/admin/jobs/{uuid4()}/retry", None),
    ("POST", "/admin/jobs/retry-all", None),
    ("DELETE", f"/admin/jobs/{uuid4()}", None),
    ("GET", "/admin/errors", None),
    ("DELETE", f"/admin/errors/{uuid4()}", None),
    ("GET", "/admin/audit", None),
    ("GET", "/admin/instance", None),
    ("PATCH", "/admin/instance", {"name": "Ours"}),
    ("GET", "/admin/messages", None),
    ("DELETE", f"/admin/messages/{uuid4()}", None),
]


def answers(ask):
    """What every route of admins answers: method, path, status and code."""
    found = [(method, path, ask(method, path, json=body)) for method, path, body in ROUTES]
    return {(method, path): (answer.status_code, answer.json()["code"]) for method, path, answer in found}


def test_only_admins_are_let_in(client, mira):
    nobody = answers(lambda method, path, **body: client.request(method, f"/api/v1{path}", **body))
    assert nobody == dict.fromkeys(nobody, (401, "unauthenticated"))
    member = answers(mira.request)
    assert member == dict.fromkeys(member, (403, "admins_only"))


def test_every_route_of_admins_is_tried_here(application):
    paths = {path for path in application.openapi()["paths"] if path.startswith("/api/v1/admin/")}
    tried = {re.sub(r"[0-9a-f-]{36}", "{}", f"/api/v1{path}") for _, path, _ in ROUTES}
    assert {re.sub(r"{\w+}", "{}", path) for path in paths} - ELSEWHERE == tried


def test_an_admin_of_yesterday_is_asked_for_their_password(admin, clock):
    clock.move(hours=13)
    door = admin.http.app.state.doorkeeper
    session = door.access.verify(admin.token, NOON)
    token = door.access.issue(session.session_id, admin.me.id, clock.now)
    late = answers(replace(admin, token=token).request)
    assert late == dict.fromkeys(late, (403, "step_up_needed"))


# Jobs


@pytest.fixture
def failed(db, mira, clock):
    """A job of Mira's that failed, a dead one of nobody, and one that waits."""
    crew = crew_of(db, *BASIC)
    db.run_write(lambda tx: record(tx, "gone", {}))
    for _ in range(8):
        drain(db, crew)
        clock.move(seconds=400)
    db.run_write(lambda tx: record(tx, "broken", {"letter": "!"}, person=mira.me.key))
    drain(db, crew)
    db.run_write(lambda tx: record(tx, "nothing", {}))
    return rows(db)


@pytest.fixture
def admin_now(admin, failed, db, sign_in):
    """The clock went on while jobs failed."""
    return sign_in_again(db, admin)


def test_jobs_that_failed_are_listed_retried_and_dropped(admin, failed, admin_now):
    found = admin_now.get("/admin/jobs").json()
    assert (found["pending"], found["failed"], found["dead"]) == (1, 1, 1)
    dead, broken = found["jobs"]
    assert (dead["kind"], dead["person"], dead["next_try"]) == ("gone", None, None)
    assert (broken["kind"], broken["person"], broken["attempts"]) == ("broken", "mira@home.example", 1)
    assert broken["error"] == "ZeroDivisionError: the third cup"
    assert admin_now.request("POST", f"/admin/jobs/{dead['id']}/retry").status_code == 204
    assert admin_now.get("/admin/jobs").json()["dead"] == 0
    assert admin_now.delete(f"/admin/jobs/{dead['id']}").status_code == 204
    refused(admin_now.delete(f"/admin/jobs/{dead['id']}"), 404, "job_not_found")
    refused(admin_now.request("POST", f"/admin/jobs/{dead['id']}/retry"), 404, "job_not_found")
    assert admin_now.request("POST", "/admin/jobs/retry-all").json() == {"retried": 1}


# Messages


def send(db, number=1):
    message = post.Message("invite", f"eva{number}@home.example", "Come in", "Here is the link:\nhttps://…")
    db.run_write(post.send, message)


def test_messages_wait_for_the_admin_and_are_taken_off(admin, db):
    for number in range(3):
        send(db, number)
    page = admin.get("/admin/messages?limit=2").json()
    assert [one["recipient"] for one in page["items"]] == ["eva2@home.example", "eva1@home.example"]
    rest = admin.get(f"/admin/messages?limit=2&cursor={page['next_cursor']}").json()
    assert [one["recipient"] for one in rest["items"]] == ["eva0@home.example"]
    assert rest["items"][0] | {"id": ""} == {
        "id": "",
        "at": "2026-11-20T12:00:00Z",
        "kind": "invite",
        "recipient": "eva0@home.example",
        "subject": "Come in",
        "text": "Here is the link:\nhttps://…",
    }
    message = rest["items"][0]["id"]
    assert admin.delete(f"/admin/messages/{message}").status_code == 204
    refused(admin.delete(f"/admin/messages/{message}"), 404, "message_not_found")


def test_messages_are_kept_for_two_weeks(admin, db, clock):
    send(db)
    clock.move(days=13)
    send(db, 2)
    clock.move(days=1, minutes=1)
    db.run_write(lambda tx: record(tx, FORGET, {}))
    drain_house(db)
    assert [row.recipient for row in db.run_read(post.kept, None, 9)] == ["eva2@home.example"]


# The audit log


def test_the_audit_log_is_read_by_kind_and_in_pages(admin, mira, db):
    for number in range(3):
        db.run_write(lambda tx, n=number: audit(tx, "tried", subject=mira.me.key, number=str(n)))
    db.run_write(lambda tx: audit(tx, "other", actor=mira.me.key, address="192.0.2.7"))
    page = admin.get("/admin/audit?limit=2").json()
    assert [entry["kind"] for entry in page["items"]] == ["other", "tried"]
    assert page["items"][0] == {
        "at": "2026-11-20T12:00:00Z",
        "kind": "other",
        "actor": "mira@home.example",
        "subject": None,
        "address": "192.0.2.7",
        "details": {},
    }
    rest = admin.get(f"/admin/audit?limit=2&kind=tried&cursor={page['next_cursor']}").json()
    assert [entry["details"]["number"] for entry in rest["items"]] == ["1", "0"]
    assert rest["next_cursor"] is None
    assert admin.get("/admin/audit?kind=No%20such").status_code == 422
    refused(admin.get("/admin/audit?cursor=x"), 422, "cursor_invalid")


def test_everybody_reads_what_is_about_them_and_not_where_others_sat(mira, stranger, db):
    me, other = mira.me.key, stranger.me.key
    db.run_write(lambda tx: audit(tx, "by_me", actor=me, subject=me, address="192.0.2.1"))
    db.run_write(lambda tx: audit(tx, "by_nobody", subject=me, address="192.0.2.2"))
    db.run_write(lambda tx: audit(tx, "by_another", actor=other, subject=me, address="192.0.2.3"))
    db.run_write(lambda tx: audit(tx, "about_another", actor=me, subject=other))
    found = mira.get("/me/audit").json()["items"]
    assert [(one["kind"], one["actor"], one["address"]) for one in found] == [
        ("by_another", "Tomasz", None),
        ("by_nobody", None, "192.0.2.2"),
        ("by_me", "Mira", "192.0.2.1"),
    ]


# The instance


def test_the_instance_tells_how_it_is(admin, mira, db, application, tmp_path):
    application.state.data_dir = tmp_path
    found = admin.get("/admin/instance").json()
    assert (found["name"], found["registration"], found["people"]) == ("Habitus", "invite", 2)
    assert found["database"]["engine"] == db.facts()["engine"]
    assert found["database_bytes"] > 100_000
    assert found["free_bytes"] > 0
    assert found["last_backup_at"] is None
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "nightly-1.db").write_text("")
    last = datetime.fromisoformat(admin.get("/admin/instance").json()["last_backup_at"])
    assert datetime.now(UTC) - last < timedelta(minutes=5)
    application.state.data_dir = tmp_path / "gone"
    assert admin.get("/admin/instance").json()["free_bytes"] is None


def test_the_instance_gets_another_name_and_lets_others_in(admin, client):
    for _ in range(2):
        answer = admin.patch("/admin/instance", {"name": " The Lindgrens ", "registration": "open"})
        assert answer.status_code == 200, answer.text
        assert (answer.json()["name"], answer.json()["registration"]) == ("The Lindgrens", "open")
    shown = client.get("/api/v1/instance").json()
    assert (shown["name"], shown["sign_up"]) == ("The Lindgrens", "open")
    assert admin.patch("/admin/instance", {"registration": "closed"}).json()["name"] == "The Lindgrens"
    kinds = [entry["kind"] for entry in admin.get("/admin/audit").json()["items"]]
    assert kinds.count("instance_changed") == 2


@pytest.mark.parametrize(
    "body", [{}, {"name": " "}, {"name": "x" * 61}, {"registration": "ajar"}, {"name": "a\nb"}, {"owner": 1}]
)
def test_the_instance_refuses_what_does_not_fit(admin, body):
    refused(admin.patch("/admin/instance", body), 422, "payload_invalid")


# Errors


def boom(*_args):
    raise ZeroDivisionError("Mira takes 50 mg")


def counted(db, count):
    statement = select(func.sum(queries.server_error.c["count"]))
    until = time.monotonic() + 20
    while (db.run_read(lambda tx: tx.execute(statement).scalar()) or 0) < count:
        assert time.monotonic() < until, "it was not written"
        time.sleep(0.02)


@pytest.fixture
def broken(monkeypatch):
    monkeypatch.setattr("habitus.today.service.day", boom)


def test_errors_are_grouped_and_say_nothing_of_what_was_sent(admin, mira, db, broken):
    asked = [mira.get(f"/days/2026-11-{day}") for day in (18, 19)]
    assert [answer.status_code for answer in asked] == [500, 500]
    mira.get("/days/2026-11-20")
    counted(db, 3)
    (found,) = admin.get("/admin/errors").json()["items"]
    assert (found["route"], found["exception"]) == ("GET /api/v1/days/{day}", "ZeroDivisionError")
    assert found["place"].startswith("habitus/today/router.py:")
    assert (found["count"], found["first_at"]) == (3, "2026-11-20T12:00:00Z")
    assert found["last_request_id"] not in {answer.json()["request_id"] for answer in asked}
    assert "mg" not in str(found)
    assert "2026-11-18" not in str(found)


def test_an_error_is_forgotten_until_it_comes_again(admin, mira, db, broken):
    mira.get("/days/2026-11-19")
    counted(db, 1)
    found = admin.get("/admin/errors").json()["items"][0]["id"]
    assert admin.delete(f"/admin/errors/{found}").status_code == 204
    refused(admin.delete(f"/admin/errors/{found}"), 404, "error_not_found")
    assert admin.get("/admin/errors").json()["items"] == []
    mira.get("/days/2026-11-19")
    counted(db, 1)
    assert admin.get("/admin/errors").json()["items"][0]["count"] == 1


def test_a_long_list_of_errors_comes_in_pages(admin, db, clock):
    for number in range(3):
        clock.move(seconds=1)
        db.run_write(lambda tx, n=number: queries.count_errors(tx, [error(tx, n)]))
    page = admin.get("/admin/errors?limit=2").json()
    assert [one["route"] for one in page["items"]] == ["GET /2", "GET /1"]
    rest = admin.get(f"/admin/errors?limit=2&cursor={page['next_cursor']}").json()
    assert [one["route"] for one in rest["items"]] == ["GET /0"]
    refused(admin.get("/admin/errors?cursor=WyJ4IiwxXQ"), 422, "cursor_invalid")
    refused(admin.get("/admin/errors?cursor=WyIyMDI2LTExLTIwIiwxXQ"), 422, "cursor_invalid")
    before_the_calendar = cursor_of("0001-01-01T00:00:00+23:59", 1)
    refused(admin.get(f"/admin/errors?cursor={before_the_calendar}"), 422, "cursor_invalid")


def error(tx, number):
    return {
        "id": uuid4(),
        "fingerprint": str(number),
        "route": f"GET /{number}",
        "exception": "ValueError",
        "place": "habitus/x.py:1",
        "count": 1,
        "first_at": tx.now,
        "last_at": tx.now,
        "last_request_id": None,
    }
