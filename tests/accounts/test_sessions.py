"""Devices: their list, their end, proving again who one is, and a new password; on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.testclient import TestClient
from tests.factories.people import NOWHERE, PASSWORD, create_person, sign_in_again

from habitus.accounts import forgetting, proving, roles, service, sessions
from habitus.accounts.errors import AdminsOnly, CredentialsWrong, StepUpNeeded
from habitus.accounts.gate import me_of
from habitus.accounts.models import Caller
from habitus.accounts.passwords import hash_password
from habitus.accounts.queries import people, tables
from habitus.accounts.queries import sessions as session_queries
from habitus.accounts.stepping_up import require_fresh
from habitus.kernel.outbox.recording import is_waiting
from habitus.kernel.post import service as post

HASH = hash_password(PASSWORD)
EMAIL = "mira@home.example.com"
NEW = "seven green boats at anchor"
FIREFOX = "Mozilla/5.0 (Android 15; Mobile; rv:150.0) Gecko/150.0 Firefox/150.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/18.5 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def account(db):
    """A person with a real password."""
    return db.run_write(service.create_person, service.NewPerson(EMAIL, "Mira", HASH))


def sign_in(client, password=PASSWORD, *, agent=FIREFOX, email=EMAIL, **form):
    data = {"username": email, "password": password} | form
    return client.post("/api/v1/auth/token", data=data, headers={"User-Agent": agent})


class Device:
    """One signed-in device of the account."""

    def __init__(self, client, answer):
        self.client = client
        self.take(answer)

    def take(self, answer):
        assert answer.status_code == 200, answer.text
        self.access, self.token = answer.json()["access_token"], answer.json()["refresh_token"]

    def send(self, method, path, **options):
        headers = {"Authorization": f"Bearer {self.access}"}
        return self.client.request(method, f"/api/v1{path}", headers=headers, **options)

    def listed(self):
        return self.send("GET", "/me/sessions").json()["items"]

    def refresh(self):
        return self.client.post("/api/v1/auth/refresh", json={"refresh_token": self.token})

    def step_up(self, password=PASSWORD):
        return self.send("POST", "/auth/step-up", json={"password": password})

    def is_in(self):
        return self.send("GET", "/me").status_code == 200


@pytest.fixture
def phone(client, account):
    return Device(client, sign_in(client))


@pytest.fixture
def tablet(client, account, phone):
    return Device(client, sign_in(client, agent=SAFARI))


def code(response):
    return response.status_code, response.json()["code"]


def audited(db):
    def kinds(tx):
        return [
            (row.kind, row.details) for row in tx.execute(tables.audit.select().order_by(tables.audit.c.key))
        ]

    return db.run_read(kinds)


class TestTheList:
    def test_it_names_the_devices_this_one_first(self, phone, tablet, clock):
        names = [(item["device"], item["is_this"]) for item in phone.listed()]
        assert names == [("Firefox on Android", True), ("Safari on iPhone", False)]
        assert [item["device"] for item in tablet.listed()] == ["Safari on iPhone", "Firefox on Android"]

    def test_it_says_since_when_from_where_and_when_last(self, client, phone, clock):
        since = clock.now
        clock.move(minutes=9)
        elsewhere = TestClient(client.app, base_url="http://localhost", client=("2001:db8::7", 50000))
        phone.take(elsewhere.post("/api/v1/auth/refresh", json={"refresh_token": phone.token}))
        (item,) = phone.listed()
        assert item.keys() == {"id", "device", "client", "address", "created_at", "last_used_at", "is_this"}
        assert (item["client"], item["address"]) == ("api", "2001:db8::7")
        assert item["created_at"] == since.isoformat().replace("+00:00", "Z")
        assert item["last_used_at"] == clock.now.isoformat().replace("+00:00", "Z")

    def test_the_person_was_seen(self, db, account, phone, clock):
        def seen():
            return db.run_read(people.person_by_key, account).last_seen_at

        assert seen() == clock.now
        clock.move(minutes=9)
        phone.refresh()
        assert seen() == clock.now

    def test_what_is_over_is_not_listed(self, client, phone, clock, account):
        clock.move(days=14)
        again = Device(client, sign_in(client, agent=SAFARI))
        assert [item["device"] for item in again.listed()] == ["Safari on iPhone"]

    def test_strangers_are_not_listed(self, phone, mira):
        assert len(phone.listed()) == 1
        assert mira.get("/me/sessions").json()["items"][0]["device"] == "A program"

    def test_without_a_session_there_is_none(self, client):
        assert code(client.get("/api/v1/me/sessions")) == (401, "unauthenticated")

    def test_at_most_twenty_the_one_used_longest_ago_ends(self, client, db, clock, mira):
        devices = [sign_in_again(db, mira) for _ in range(3)]
        for _ in range(17):
            clock.move(seconds=1)
            devices.append(sign_in_again(db, mira))
        assert mira.get("/me").status_code == 401, "twenty-one with hers"
        assert len(devices[0].get("/me/sessions").json()["items"]) == 20
        sign_in_again(db, mira)
        assert [device.get("/me").status_code for device in devices] == [401] + [200] * 19


class TestEnding:
    def test_one_at_its_next_request(self, phone, tablet, db):
        other = next(item for item in phone.listed() if not item["is_this"])
        assert phone.send("DELETE", f"/me/sessions/{other['id']}").status_code == 204
        assert not tablet.is_in()
        assert code(tablet.refresh()) == (401, "session_over")
        assert len(phone.listed()) == 1
        assert audited(db)[-1] == ("session_ended", {"device": "Safari on iPhone"})
        before = audited(db)
        assert phone.send("DELETE", f"/me/sessions/{other['id']}").status_code == 204, "safe to repeat"
        assert audited(db) == before

    def test_all_others(self, client, phone, tablet, db):
        third = Device(client, sign_in(client))
        assert third.send("DELETE", "/me/sessions").status_code == 204
        assert [device.is_in() for device in (phone, tablet, third)] == [False, False, True]
        assert audited(db)[-1] == ("sessions_ended", {"count": "2"})

    def test_this_one_too(self, phone):
        assert phone.send("DELETE", f"/me/sessions/{phone.listed()[0]['id']}").status_code == 204
        assert not phone.is_in()

    def test_not_a_strangers(self, phone, mira):
        theirs = mira.get("/me/sessions").json()["items"][0]["id"]
        assert code(phone.send("DELETE", f"/me/sessions/{theirs}")) == (404, "session_not_found")
        assert mira.get("/me").status_code == 200
        assert phone.send("DELETE", "/me/sessions").status_code == 204
        assert mira.get("/me").status_code == 200

    @pytest.mark.parametrize("what", ["x", "0193a1b2-0000-7000-8000-000000000000"])
    def test_not_what_there_is_not(self, phone, what):
        assert phone.send("DELETE", f"/me/sessions/{what}").status_code in {404, 422}

    def test_signing_out_twice_is_no_error(self, client, phone):
        for _ in range(2):
            answer = client.post("/api/v1/auth/logout", json={"refresh_token": phone.token})
            assert answer.status_code == 204
        assert not phone.is_in()


class TestSteppingUp:
    def test_it_gives_a_new_session_and_the_old_one_is_dead(self, client, phone):
        before, (old,) = Device(client, phone.refresh()), phone.listed()
        phone.take(phone.step_up())
        assert not before.is_in()
        assert code(before.refresh()) == (401, "session_over")
        (new,) = phone.listed()
        assert new["id"] != old["id"]
        assert (new["device"], new["created_at"]) == ("A program", old["created_at"])

    def test_a_browser_gets_the_new_cookie(self, client, account):
        answer = sign_in(client, client_id="web")
        before = client.cookies["habitus-refresh-insecure"]
        bearer = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        answer = client.post("/api/v1/auth/step-up", json={"password": PASSWORD}, headers=bearer)
        assert answer.json()["refresh_token"] is None
        assert client.cookies["habitus-refresh-insecure"] != before
        assert client.post("/api/v1/auth/refresh", json={}).status_code == 200

    def test_what_needs_it_does_for_five_minutes(self, phone, clock):
        make = {"name": "watch", "scopes": ["read"]}
        clock.move(minutes=5)
        assert phone.send("POST", "/me/tokens", json=make).status_code == 201
        clock.move(seconds=1)
        assert code(phone.send("POST", "/me/tokens", json=make)) == (403, "step_up_needed")
        phone.take(phone.refresh())
        assert code(phone.send("POST", "/me/tokens", json=make)) == (403, "step_up_needed"), "no credential"
        phone.take(phone.step_up())
        assert phone.send("POST", "/me/tokens", json=make).status_code == 201

    def test_a_wrong_password_counts_as_one_at_signing_in(self, client, phone, clock):
        answers = [phone.step_up("wrong").status_code for _ in range(6)]
        assert answers == [401] * 5 + [429]
        assert code(sign_in(client)) == (429, "too_many_attempts")
        assert code(phone.step_up()) == (429, "too_many_attempts")
        assert phone.is_in()
        clock.move(seconds=2)
        phone.take(phone.step_up())

    def test_somebody_elses_password_is_wrong(self, client, db, phone):
        other = hash_password(NEW)
        db.run_write(service.create_person, service.NewPerson("jonas@home.example.com", "Jonas", other))
        assert code(phone.step_up(NEW)) == (401, "credentials_wrong")

    @pytest.mark.parametrize("body", [{}, {"password": ""}, {"password": PASSWORD, "role": "admin"}])
    def test_what_does_not_fit(self, phone, body):
        assert phone.send("POST", "/auth/step-up", json=body).status_code in {401, 422}

    def test_without_a_session_nobody_steps_up(self, client, account):
        assert code(client.post("/api/v1/auth/step-up", json={"password": PASSWORD})) == (
            401,
            "unauthenticated",
        )

    def test_a_session_that_was_not_proved_is_not_fresh(self, db, mira, clock):
        def at(**proved):
            me = db.run_read(lambda tx: me_of(tx, people.person_by_key(tx, mira.me.key)))
            db.run_read(require_fresh, replace(me, **proved))

        at(proved_at=clock.now)
        at(proved_at=clock.now - timedelta(minutes=5))
        for proved_at in (None, clock.now - timedelta(minutes=5, seconds=1)):
            with pytest.raises(StepUpNeeded):
                at(proved_at=proved_at)


class TestAdmins:
    def test_their_power_lasts_half_a_day(self, db, clock):
        admin = create_person(db, "Ada", role="admin")

        def check(seconds):
            proved_at = clock.now - timedelta(seconds=seconds)
            db.run_read(roles.require_admin, replace(admin, proved_at=proved_at))

        check(12 * 3600)
        with pytest.raises(StepUpNeeded):
            check(12 * 3600 + 1)

    def test_members_have_none(self, db, mira):
        with pytest.raises(AdminsOnly):
            db.run_read(roles.require_admin, mira.me)


class TestANewPassword:
    def change(self, device, current=PASSWORD, new=NEW):
        return device.send("POST", "/me/password", json={"current": current, "new": new})

    def test_it_ends_all_other_devices(self, client, db, phone, tablet):
        assert self.change(phone).status_code == 204
        assert [device.is_in() for device in (phone, tablet)] == [True, False]
        assert code(tablet.refresh()) == (401, "session_over")
        assert phone.refresh().status_code == 200
        assert code(sign_in(client)) == (401, "credentials_wrong")
        assert sign_in(client, NEW).status_code == 200
        assert ("password_changed", {}) in audited(db)
        (message,) = db.run_read(post.kept, None, 50)
        assert (message.kind, message.recipient) == ("password_changed", EMAIL)
        assert NEW not in message.text

    def test_the_current_one_is_asked_for_and_counted(self, client, phone):
        assert code(self.change(phone, "wrong")) == (401, "credentials_wrong")
        answers = [self.change(phone, "wrong").status_code for _ in range(5)]
        assert answers == [401] * 4 + [429]
        assert phone.is_in()

    @pytest.mark.parametrize("new", ["short", "x" * 1025, "aaaaaaaaaaaa", "mira habitus"])
    def test_a_weak_one_has_its_pointer_and_changes_nothing(self, client, phone, new):
        answer = self.change(phone, new=new)
        assert code(answer) == (422, "payload_invalid")
        assert answer.json()["errors"][0]["pointer"] == "/new"
        assert sign_in(client).status_code == 200

    def test_a_password_that_was_changed_meanwhile_opens_nothing(self, db, client, account):
        """Checked outside of the transaction, it may be an old one by the time the session is opened."""
        door = client.app.state.doorkeeper
        attempt = door.attempt(EMAIL, NOWHERE)
        known = db.run_write(proving.find, EMAIL, attempt)
        db.run_write(people.update_person, account, {"password_hash": "another"})
        with pytest.raises(CredentialsWrong):
            db.run_write(service.sign_in, known, attempt, "api", door.refresh)


class TestManyAtOnce:
    def test_of_200_wrong_passwords_from_one_address_ten_are_checked(self, client, db, account, monkeypatch):
        checked = []

        async def verify(password, stored):
            checked.append((password, stored))
            return False

        monkeypatch.setattr(client.app.state.doorkeeper.hashing, "verify", verify)
        emails = [EMAIL, *(f"nobody{number}@home.example.com" for number in range(20))]
        with ThreadPoolExecutor(16) as pool:
            tries = pool.map(lambda n: sign_in(client, "wrong", email=emails[n % 21]).status_code, range(200))
            answers = list(tries)
        assert len(checked) == answers.count(401) == 10
        assert answers.count(429) == 190

    def test_of_one_account_five(self, client, account):
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda _: sign_in(client, "wrong").status_code, range(12)))
        assert 5 <= answers.count(401) <= 10
        assert answers.count(401) + answers.count(429) == 12

    def test_right_ones_are_not_counted(self, client, account):
        assert [sign_in(client).status_code for _ in range(12)] == [200] * 12

    def test_who_has_to_wait_is_told_and_another_address_has_not(self, client, account, clock):
        for number in range(10):
            assert sign_in(client, "wrong", email=f"nobody{number}@home.example.com").status_code == 401
        refused = sign_in(client)
        assert code(refused) == (429, "rate_limited")
        assert refused.headers["retry-after"] == "6"
        elsewhere = TestClient(client.app, base_url="http://localhost", client=("198.51.100.7", 50000))
        assert sign_in(elsewhere).status_code == 200
        clock.move(seconds=6)
        assert sign_in(client).status_code == 200

    def test_an_ipv6_network_is_one_address(self, client, account):
        answers = []
        for number in range(12):
            neighbour = TestClient(
                client.app, base_url="http://localhost", client=(f"2001:db8::{number}", 50000)
            )
            answers.append(sign_in(neighbour, "wrong", email=f"n{number}@home.example.com").status_code)
        assert answers == [401] * 10 + [429] * 2

    def test_an_account_that_has_to_wait_is_in_the_audit_log_once(self, client, db, account):
        for _ in range(7):
            sign_in(client, "wrong")
        assert audited(db) == [("sign_in_failing", {})]


class TestForgetting:
    def forget(self, db):
        db.run_write(forgetting.forget, {})

    def addresses(self, db):
        def read(tx):
            rows = tx.execute(tables.session.select().order_by(tables.session.c.key)).all()
            noted = tx.execute(tables.audit.select().order_by(tables.audit.c.key)).all()
            return [row.address for row in rows], [row.address for row in noted]

        return db.run_read(read)

    def test_addresses_after_two_weeks(self, client, db, phone, clock):
        clock.move(days=13)
        phone.take(phone.refresh())
        self.forget(db)
        assert self.addresses(db) == (["testclient"], ["testclient"])
        clock.move(days=1, seconds=1)
        self.forget(db)
        assert self.addresses(db) == (["testclient"], [None]), "it was used a day ago"
        clock.move(days=12, hours=23, minutes=59, seconds=58)
        self.forget(db)
        assert self.addresses(db) == (["testclient"], [None])

    def test_an_unused_session_loses_its_address_before_it_ends(self, db, mira, clock):
        clock.move(days=13)
        later = clock.now + timedelta(days=9)
        db.run_write(lambda tx: tx.execute(tables.session.update().values(idle_ends_at=later)) and None)
        clock.move(days=1, seconds=1)
        self.forget(db)
        assert self.addresses(db)[0] == [None]

    def test_ended_sessions_with_their_tokens(self, db, mira, stranger, clock):
        db.run_write(session_queries.revoke_all, mira.me.key, clock.now)
        clock.move(hours=23)
        self.forget(db)
        assert db.run_read(count) == (2, 2)
        clock.move(hours=2)
        self.forget(db)
        assert db.run_read(count) == (1, 1)
        clock.move(days=14)
        self.forget(db)
        assert db.run_read(count) == (0, 0)

    def test_wrong_passwords_of_yesterday_known_address_or_not(self, client, db, account, clock):
        for email in (EMAIL, "nobody@home.example.com"):
            sign_in(client, "wrong", email=email)
        clock.move(hours=23)
        self.forget(db)
        assert db.run_read(failures) == 4
        clock.move(hours=2)
        self.forget(db)
        assert db.run_read(failures) == 0

    def test_many_in_slices(self, db, mira, clock):
        door = mira.http.app.state.doorkeeper
        for _ in range(12):
            db.run_write(sessions.open_session, mira.me.key, "api", door.refresh, Caller(None, ""))
        clock.move(days=31)
        self.forget(db)
        assert db.run_read(count)[0] == 3
        assert db.run_read(waiting)
        self.forget(db)
        assert db.run_read(count) == (0, 0)


def count(tx):
    return len(tx.execute(tables.session.select()).all()), len(
        tx.execute(tables.refresh_token.select()).all()
    )


def failures(tx):
    return len(tx.execute(tables.sign_in_failure.select()).all())


def waiting(tx):
    return is_waiting(tx, forgetting.FORGET, "more")


class TestAPausedPerson:
    """Whatever tag they hold, they are told why they are out, and never "nothing has changed"."""

    def test_gets_no_304(self, mira, db, clock):
        tag = mira.get("/me").headers["etag"]
        assert mira.get("/me", headers={"If-None-Match": tag}).status_code == 304
        db.run_write(people.update_person, mira.me.key, {"disabled_at": clock.now})
        for known in (tag, "*"):
            answer = mira.get("/me", headers={"If-None-Match": known})
            assert code(answer) == (403, "account_disabled")
            assert "etag" not in answer.headers

    def test_can_neither_prove_themselves_nor_change_anything(self, phone, db, account, clock):
        db.run_write(people.update_person, account, {"disabled_at": clock.now})
        assert code(phone.step_up()) == (403, "account_disabled")
        for method, path, body in [
            ("GET", "/me/sessions", None),
            ("DELETE", "/me/sessions", None),
            ("POST", "/me/password", {"current": PASSWORD, "new": NEW}),
            ("POST", "/me/tokens", {"name": "x", "scopes": ["read"]}),
        ]:
            assert code(phone.send(method, path, json=body)) == (403, "account_disabled")
        assert code(phone.refresh()) == (403, "account_disabled")
