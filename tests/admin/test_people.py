"""Looking after people: the list, pausing and resuming, roles, signing out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote
from uuid import uuid4

import pytest
from sqlalchemy import select
from tests.factories.habit_api import create, read, refused, tapped
from tests.factories.people import PASSWORD, create_person, sign_in_again, with_role

from habitus.accounts.errors import AccountDisabled, LastAdmin
from habitus.accounts.pausing import Reason
from habitus.accounts.queries import people as rows
from habitus.accounts.queries.tables import socket_ticket
from habitus.accounts.tokens import digest
from habitus.admin import people
from habitus.admin.people import pause_by_command
from habitus.kernel.realtime import queries as events

WHY = {"kind": "rules", "reason": "Sent the same invite to the whole street"}
REASON = Reason("other", "Asked for it")


def paused(admin, person, **more):
    response = admin.post(f"/admin/people/{person.me.id}/pause", WHY | more)
    assert response.status_code == 200, response.text
    return response.json()


def resumed(admin, person):
    response = admin.request("POST", f"/admin/people/{person.me.id}/resume")
    assert response.status_code == 200, response.text
    return response.json()


def names(response):
    assert response.status_code == 200, response.text
    return [person["name"] for person in response.json()["items"]]


def row_of(db, person):
    return db.run_read(rows.person_by_key, person.me.key)


def kinds(person, path="/admin/audit"):
    return [entry["kind"] for entry in person.get(path).json()["items"]]


def signing_in(person, password=PASSWORD):
    form = {"grant_type": "password", "username": person.me.email, "password": password}
    return person.http.post("/api/v1/auth/token", data=form)


def test_people_are_listed_in_the_order_they_came(admin, mira, stranger):
    assert names(admin.get("/admin/people")) == ["Astrid", "Mira", "Tomasz"]
    first = admin.get("/admin/people").json()["items"][0]
    assert (first["email"], first["role"], first["pause"]) == ("astrid@home.example", "admin", None)
    assert first["last_seen_at"] is not None


def test_a_long_list_comes_in_pages(admin, db):
    for number in range(5):
        create_person(db, f"Person{number}")
    found, cursor = [], ""
    while cursor is not None:
        page = admin.get(f"/admin/people?limit=2{cursor and '&cursor='}{cursor}")
        found += names(page)
        cursor = page.json()["next_cursor"]
    assert found == ["Astrid", *(f"Person{number}" for number in range(5))]
    refused(admin.get("/admin/people?cursor=nonsense"), 422, "cursor_invalid")


@pytest.mark.parametrize(
    "words,found",
    [
        ("mir", ["Mira"]),
        ("MIRA@HOME", ["Mira"]),
        ("  tomasz ", ["Tomasz"]),
        ("%", ["100%_Eva"]),
        ("_", ["100%_Eva"]),
        ("øyvind håland", ["Øyvind Håland"]),
        ("HÅLAND", ["Øyvind Håland"]),
        ("nobody", []),
        ("\\", []),
    ],
)
def test_people_are_found_by_a_part_of_name_or_address(admin, db, words, found):
    create_person(db, "Mira")
    create_person(db, "Tomasz")
    create_person(db, "Øyvind Håland")
    create_person(db, "100%_Eva")
    assert names(admin.get(f"/admin/people?q={quote(words)}")) == found


def test_the_paused_are_told_from_the_active(admin, mira, stranger):
    paused(admin, mira)
    assert names(admin.get("/admin/people?state=paused")) == ["Mira"]
    assert names(admin.get("/admin/people?state=active")) == ["Astrid", "Tomasz"]
    assert admin.get("/admin/people?state=odd").status_code == 422


def test_who_is_paused_is_refused_with_the_reason_and_by_nobody_else_known(admin, mira, db):
    shown = paused(admin, mira)
    assert shown["pause"] == WHY | {"since": "2026-11-20T12:00:00Z", "by": "Astrid"}
    told = mira.get("/today")
    refused(told, 403, "account_disabled")
    assert told.json()["about"] == {"since": "2026-11-20T12:00:00+00:00", "by": "Astrid"} | WHY
    refused(mira.patch("/me", {"name": "Someone"}), 403, "account_disabled")
    answer = signing_in(mira)
    refused(answer, 403, "account_disabled")
    assert answer.json()["about"]["reason"] == WHY["reason"]
    wrong = signing_in(mira, "three grey stones by the sea")
    refused(wrong, 401, "credentials_wrong")
    assert wrong.json()["about"] == {}


def test_a_refresh_token_and_a_personal_token_are_refused_while_paused(admin, mira, db):
    tokens = signing_in(mira).json()
    made = mira.post("/me/tokens", {"name": "Watch", "scopes": ["read"], "days": None})
    assert made.status_code == 201, made.text
    by_token = {"Authorization": f"Bearer {made.json()['secret']}"}
    assert mira.request("GET", "/today", headers=by_token).status_code == 200
    paused(admin, mira)
    body = {"refresh_token": tokens["refresh_token"]}
    refused(mira.http.post("/api/v1/auth/refresh", json=body), 403, "account_disabled")
    refused(mira.request("GET", "/today", headers=by_token), 403, "account_disabled")
    resumed(admin, mira)
    assert mira.request("GET", "/today", headers=by_token).status_code == 200
    refused(mira.http.post("/api/v1/auth/refresh", json=body), 401, "session_over")
    refused(mira.get("/today"), 401, "unauthenticated")
    assert signing_in(mira).status_code == 200


def test_a_paused_account_is_not_changed_by_asking_with_a_tag(admin, mira):
    tag = mira.get("/today").headers["etag"]
    assert mira.get("/today", headers={"If-None-Match": tag}).status_code == 304
    paused(admin, mira)
    refused(mira.get("/today", headers={"If-None-Match": tag}), 403, "account_disabled")


def test_pausing_leaves_an_event_and_lines_in_the_audit_log(admin, mira, db):
    before = row_of(db, mira).seq
    paused(admin, mira)
    resumed(admin, mira)
    again = sign_in_again(db, mira)
    assert [row.topics for row in db.run_read(events.after, mira.me.key, before, 9)] == ["", ""]
    assert kinds(admin)[:2] == ["person_resumed", "person_paused"]
    entry = again.get("/me/audit").json()["items"][1]
    assert entry["details"] == {"pause_kind": WHY["kind"], "reason": WHY["reason"]}
    assert (entry["actor"], entry["subject"], entry["address"]) == ("Astrid", "Mira", None)
    entry = admin.get("/admin/audit?kind=person_paused").json()["items"][0]
    assert (entry["actor"], entry["subject"]) == ("astrid@home.example", "mira@home.example")


def test_pausing_again_changes_the_reason_and_not_since_when(admin, mira, clock):
    paused(admin, mira)
    clock.move(minutes=2)
    shown = paused(admin, mira, kind="security", reason="Another one")
    assert shown["pause"]["since"] == "2026-11-20T12:00:00Z"
    assert (shown["pause"]["kind"], shown["pause"]["reason"]) == ("security", "Another one")


def test_resuming_who_is_not_paused_changes_nothing(admin, mira):
    assert resumed(admin, mira)["pause"] is None
    assert resumed(admin, mira)["pause"] is None
    assert "person_resumed" not in kinds(admin)
    assert mira.get("/today").status_code == 200


def test_nobody_pauses_themselves_and_an_admin_stays(admin, mira, db):
    refused(admin.post(f"/admin/people/{admin.me.id}/pause", WHY), 409, "not_yourself")
    refused(admin.put(f"/admin/people/{admin.me.id}/role", {"role": "member"}), 409, "last_admin")
    with pytest.raises(LastAdmin):
        db.run_write(pause_by_command, admin.me.email, REASON)
    assert admin.put(f"/admin/people/{mira.me.id}/role", {"role": "admin"}).json()["role"] == "admin"
    paused(admin, mira)
    refused(admin.put(f"/admin/people/{admin.me.id}/role", {"role": "member"}), 409, "last_admin")
    resumed(admin, mira)
    assert admin.put(f"/admin/people/{admin.me.id}/role", {"role": "member"}).status_code == 200
    refused(admin.get("/admin/people"), 403, "admins_only")


def test_a_role_counts_from_the_next_request_on(admin, mira):
    refused(mira.get("/admin/people"), 403, "admins_only")
    for _ in range(2):
        assert admin.put(f"/admin/people/{mira.me.id}/role", {"role": "admin"}).status_code == 200
    assert mira.get("/admin/people").status_code == 200
    assert admin.put(f"/admin/people/{mira.me.id}/role", {"role": "member"}).status_code == 200
    refused(mira.get("/admin/people"), 403, "admins_only")
    assert kinds(admin)[:2] == ["role_changed", "role_changed"]


def test_two_admins_pause_each_other_and_one_stays(admin, mira, db):
    with_role(db, mira.me.key, "admin")

    def pause(one, other):
        me = db._gate
        actor = one.http.app.state.doorkeeper.access.verify(one.token, db.run_read(lambda tx: tx.now))
        address = None

        def both(tx):
            return people.pause(tx, me.prove(tx, actor, writes=True), other.me.id, REASON, address)

        try:
            db.run_write(both)
        except AccountDisabled:
            return "refused"
        return "paused"

    for _ in range(5):
        with ThreadPoolExecutor(2) as pool:
            ends = [pool.submit(pause, admin, mira), pool.submit(pause, mira, admin)]
            assert sorted(end.result() for end in ends) == ["paused", "refused"]
        active = [person for person in (admin, mira) if row_of(db, person).disabled_at is None]
        assert len(active) == 1
        gone = mira if active == [admin] else admin
        db.run_write(people.resume_by_command, gone.me.email)
        admin, mira = sign_in_again(db, admin), sign_in_again(db, mira)


def test_two_commands_pause_the_last_two_admins_and_one_stays(admin, mira, db):
    with_role(db, mira.me.key, "admin")

    def pause(person):
        try:
            db.run_write(pause_by_command, person.me.email, REASON)
        except LastAdmin:
            return "refused"
        return "paused"

    for _ in range(5):
        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(pause, (admin, mira))) == ["paused", "refused"]
        for person in (admin, mira):
            db.run_write(people.resume_by_command, person.me.email)


def test_signing_out_everywhere_ends_sessions_and_leaves_tokens(admin, mira, db):
    made = mira.post("/me/tokens", {"name": "Watch", "scopes": ["read"], "days": None})
    assert made.status_code == 201, made.text
    for _ in range(2):
        assert admin.request("POST", f"/admin/people/{mira.me.id}/sign-out").status_code == 204
    refused(mira.get("/today"), 401, "unauthenticated")
    by_token = {"Authorization": f"Bearer {made.json()['secret']}"}
    assert mira.request("GET", "/today", headers=by_token).status_code == 200
    assert kinds(admin)[0] == "sessions_ended"


def test_a_ticket_for_a_socket_goes_with_the_pause(admin, mira, db):
    ticket = mira.request("POST", "/realtime/tickets")
    assert ticket.status_code == 201, ticket.text
    paused(admin, mira)
    assert digest(ticket.json()["ticket"]) not in db.run_read(tickets)


def tickets(tx):
    return list(tx.execute(select(socket_ticket.c.digest)).scalars())


def test_days_while_paused_break_no_streak(admin, mira, db, clock):
    habit, other = create(mira, name="Read"), create(mira, name="Walk")
    clock.move(days=4)
    mira, admin = sign_in_again(db, mira), sign_in_again(db, admin)
    tapped(mira, habit, 0, -1, -2, -3, -4)
    tapped(mira, other, 0, -1, -2, -3)
    assert read(mira, habit)["streak"] == 5
    paused(admin, mira)
    clock.move(days=9)
    admin = sign_in_again(db, admin)
    resumed(admin, mira)
    mira = sign_in_again(db, mira)
    assert [read(mira, one)["streak"] for one in (habit, other)] == [5, 4]
    rest = mira.get("/pauses").json()["items"]
    assert [(one["first"], one["last"], one["habit_id"]) for one in rest] == [
        ("2026-11-24", "2026-12-02", None)
    ]
    tapped(mira, habit, -13)
    assert read(mira, habit)["streak"] == 6


def test_a_pause_of_a_few_hours_leaves_no_days(admin, mira, db, clock):
    create(mira)
    paused(admin, mira)
    clock.move(hours=5)
    resumed(sign_in_again(db, admin), mira)
    assert sign_in_again(db, mira).get("/pauses").json()["items"] == []


def test_a_pause_that_overlaps_one_of_their_own_breaks_nothing(admin, mira, db, clock):
    habit = create(mira)
    tapped(mira, habit, 0)
    assert mira.post("/pauses", {"first": "2026-11-21", "last": "2026-11-25"}).status_code == 201
    paused(admin, mira)
    clock.move(days=12)
    admin = sign_in_again(db, admin)
    resumed(admin, mira)
    assert read(sign_in_again(db, mira), habit)["streak"] == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"kind": "rules"},
        {"kind": "rules", "reason": "  "},
        {"kind": "rules", "reason": "x" * 301},
        {"kind": "odd", "reason": "x"},
        {"kind": "rules", "reason": "a\0b"},
        WHY | {"disabled": False},
    ],
)
def test_a_pause_needs_a_kind_and_a_reason(admin, mira, body):
    refused(admin.post(f"/admin/people/{mira.me.id}/pause", body), 422, "payload_invalid")
    assert mira.get("/today").status_code == 200


@pytest.mark.parametrize(
    "method,path,body",
    [
        ("POST", "/admin/people/{}/pause", WHY),
        ("POST", "/admin/people/{}/resume", None),
        ("PUT", "/admin/people/{}/role", {"role": "admin"}),
        ("POST", "/admin/people/{}/sign-out", None),
    ],
)
def test_somebody_who_is_not_here_is_not_found(admin, method, path, body):
    answer = admin.request(method, path.format(uuid4()), json=body)
    refused(answer, 404, "person_not_found")


def test_an_old_credential_is_asked_for_again(admin, mira, clock):
    clock.move(minutes=6)
    path = f"/admin/people/{mira.me.id}"
    refused(admin.post(f"{path}/pause", WHY), 403, "step_up_needed")
    refused(admin.put(f"{path}/role", {"role": "admin"}), 403, "step_up_needed")
    assert row_is_untouched(admin, mira)


def row_is_untouched(admin, person):
    shown = admin.get(f"/admin/people?q={person.me.email}").json()["items"][0]
    return (shown["role"], shown["pause"]) == ("member", None)


def test_a_token_is_no_admin(admin, db):
    made = admin.post("/me/tokens", {"name": "Script", "scopes": ["read", "check-in"], "days": None})
    by_token = {"Authorization": f"Bearer {made.json()['secret']}"}
    refused(admin.request("GET", "/admin/people", headers=by_token), 403, "scope_missing")


def test_an_admin_signs_themselves_out(admin):
    assert admin.request("POST", f"/admin/people/{admin.me.id}/sign-out").status_code == 204
    refused(admin.get("/admin/people"), 401, "unauthenticated")
