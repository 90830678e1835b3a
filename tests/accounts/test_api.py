"""Set-up, sign-in, refresh, sign-out and the profile, over HTTP on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import jwt
import pytest
from starlette.testclient import TestClient
from tests.factories.people import NOWHERE, PASSWORD, create_person

from habitus.accounts import proving, service
from habitus.accounts.errors import CredentialsWrong, TooManyAttempts
from habitus.accounts.passwords import hash_password
from habitus.accounts.queries import doors, people, tables
from habitus.accounts.rules import account_subject, pair_subject
from habitus.accounts.tokens import RefreshTokens, digest
from habitus.kernel.crypto import Keyring

HASH = hash_password(PASSWORD)
EMAIL = "mira@home.example.com"


@pytest.fixture
def account(db):
    """A person with a real password."""
    return db.run_write(service.create_person, service.NewPerson(EMAIL, "Mira", HASH))


def token(client, password=PASSWORD, email=EMAIL, **form):
    return client.post("/api/v1/auth/token", data={"username": email, "password": password} | form)


def bearer(response):
    return {"Authorization": f"Bearer {response.json()['access_token']}"}


def me(client, response):
    return client.get("/api/v1/me", headers=bearer(response))


def code(response):
    return response.status_code, response.json()["code"]


class TestSetUp:
    body = {"email": EMAIL, "name": "Mira", "password": PASSWORD, "zone": "Europe/Berlin"}

    def set_up(self, client, link, **changes):
        return client.post("/api/v1/auth/setup", json=self.body | {"token": link} | changes)

    def test_the_link_makes_the_first_person_an_admin_and_signs_them_in(self, client, db):
        link = db.run_write(service.offer_set_up)
        assert client.get("/api/v1/instance").json()["set_up"] is False
        response = self.set_up(client, link)
        assert response.status_code == 201
        profile = me(client, response).json()
        assert (profile["role"], profile["zone"], profile["email"]) == ("admin", "Europe/Berlin", EMAIL)
        assert profile["onboarded"] is False
        assert client.get("/api/v1/instance").json()["set_up"] is True
        assert token(client).status_code == 200

    def test_it_works_once(self, client, db):
        link = db.run_write(service.offer_set_up)
        self.set_up(client, link)
        assert code(self.set_up(client, link)) == (404, "setup_closed")
        assert db.run_write(service.offer_set_up) is None

    def test_a_newer_link_replaces_the_older(self, client, db):
        old = db.run_write(service.offer_set_up)
        db.run_write(service.offer_set_up)
        assert code(self.set_up(client, old)) == (403, "setup_token_invalid")

    def test_a_guess_is_refused_before_anything_is_hashed(self, client, db):
        db.run_write(service.offer_set_up)
        assert code(self.set_up(client, "guess")) == (403, "setup_token_invalid")

    @pytest.mark.parametrize("password,status", [("x1y2z3w4v5u", 422), ("x1y2z3w4v5ut", 201)])
    def test_twelve_characters_are_enough(self, client, db, password, status):
        link = db.run_write(service.offer_set_up)
        response = self.set_up(client, link, password=password)
        assert response.status_code == status
        if status == 422:
            assert response.json()["errors"][0]["pointer"] == "/password"

    @pytest.mark.parametrize("extra", ["role", "is_admin", "id"])
    def test_unknown_fields_are_refused(self, client, db, extra):
        link = db.run_write(service.offer_set_up)
        response = self.set_up(client, link, **{extra: "admin"})
        assert code(response) == (422, "payload_invalid")
        assert response.json()["errors"][0]["pointer"] == f"/{extra}"

    def test_of_many_at_once_one_wins(self, client, db):
        link = db.run_write(service.offer_set_up)
        with ThreadPoolExecutor(8) as pool:
            answers = list(
                pool.map(
                    lambda n: self.set_up(client, link, email=f"p{n}@home.example.com").status_code, range(8)
                )
            )
        assert answers.count(201) == 1

    def test_a_person_made_on_the_command_line_closes_it(self, client, db, account):
        assert db.run_write(service.offer_set_up) is None


class TestSignIn:
    def test_the_token_is_a_short_jwt_of_the_right_type(self, client, account):
        body = token(client).json()
        assert body["token_type"] == "bearer"
        assert body["expires_in"] == 600
        header = jwt.get_unverified_header(body["access_token"])
        assert (header["typ"], header["alg"]) == ("at+jwt", "HS256")

    def test_the_address_is_not_case_sensitive_and_the_password_is(self, client, account):
        assert token(client, email=" MIRA@Home.example.com ").status_code == 200
        assert code(token(client, PASSWORD.upper())) == (401, "credentials_wrong")

    def test_wrong_password_and_unknown_address_answer_the_same(self, client, account):
        wrong, unknown = token(client, "wrong"), token(client, "wrong", "nobody@home.example.com")
        assert wrong.status_code == unknown.status_code == 401
        strip = {"request_id"}
        assert {k: v for k, v in wrong.json().items() if k not in strip} == {
            k: v for k, v in unknown.json().items() if k not in strip
        }

    def test_wrong_passwords_are_remembered_and_wait(self, client, account, clock):
        answers = [token(client, "wrong").status_code for _ in range(6)]
        assert answers == [401] * 5 + [429]
        waiting = token(client)
        assert code(waiting) == (429, "too_many_attempts")
        assert waiting.headers["retry-after"] == "1"
        clock.move(seconds=2)
        assert token(client).status_code == 200
        assert token(client, "wrong").status_code == 401, "a success starts the count over"

    def test_of_many_guesses_at_once_the_right_one_has_to_wait_too(self, client, db, account):
        """All were let through to be checked before the first was counted."""
        known = proving.Credentials(account, HASH)
        subjects = [pair_subject("0" * 64), account_subject("1" * 64)]
        attempt = proving.Attempt(subjects, "2" * 64, NOWHERE)

        def wrong() -> None:
            with pytest.raises(CredentialsWrong):
                db.run_write(proving.failed, attempt, known)

        with ThreadPoolExecutor(8) as pool:
            for answer in [pool.submit(wrong) for _ in range(8)]:
                answer.result()
        counted = db.run_read(doors.failures_of, subjects)
        assert [failures for failures, _ in counted.values()] == [8, 8]
        with pytest.raises(TooManyAttempts):
            db.run_write(service.sign_in, known, attempt, "api", RefreshTokens(Keyring("k", b"k" * 32)))

    def test_an_address_with_a_character_no_database_keeps_is_nobody(self, client, account):
        assert code(token(client, email=f"{EMAIL}\0")) == (401, "credentials_wrong")

    def test_a_stranger_elsewhere_does_not_make_the_owner_wait(self, client, account):
        elsewhere = TestClient(client.app, base_url="http://localhost", client=("203.0.113.7", 50000))
        answers = [token(elsewhere, "guess").status_code for _ in range(7)]
        assert answers == [401] * 5 + [429] * 2
        assert token(client).status_code == 200

    def test_a_browser_gets_its_refresh_token_in_a_cookie_scripts_cannot_read(self, client, account):
        response = token(client, client_id="web")
        assert response.json()["refresh_token"] is None
        cookie = response.headers["set-cookie"]
        assert cookie.startswith("habitus-refresh-insecure=")
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert "Path=/" in cookie

    def test_a_disabled_person_is_told_only_with_the_right_password(self, client, db, account, clock):
        signed_in = token(client)
        db.run_write(lambda tx: people.update_person(tx, account, {"disabled_at": clock.now}))
        assert code(token(client, "wrong")) == (401, "credentials_wrong")
        assert code(token(client)) == (403, "account_disabled")
        assert code(me(client, signed_in)) == (403, "account_disabled")

    def test_a_missing_field_has_its_pointer(self, client):
        response = client.post("/api/v1/auth/token", data={"username": "x"})
        assert code(response) == (422, "payload_invalid")
        assert response.json()["errors"][0]["pointer"] == "/password"


class TestSessions:
    def refresh(self, client, refresh_token=None):
        body = {} if refresh_token is None else {"refresh_token": refresh_token}
        return client.post("/api/v1/auth/refresh", json=body)

    def test_refreshing_rotates_the_token(self, client, account):
        first = token(client).json()["refresh_token"]
        second = self.refresh(client, first)
        assert second.status_code == 200
        assert second.json()["refresh_token"] != first
        assert me(client, second).status_code == 200

    def test_within_ten_seconds_the_same_successor_comes_again(self, client, account, clock):
        first = token(client).json()["refresh_token"]
        successor = self.refresh(client, first).json()["refresh_token"]
        clock.move(seconds=9)
        assert self.refresh(client, first).json()["refresh_token"] == successor

    def test_many_tabs_at_once_get_the_same_successor(self, client, account):
        first = token(client).json()["refresh_token"]
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: self.refresh(client, first), range(16)))
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.json()["refresh_token"] for answer in answers}) == 1

    def test_a_token_used_twice_later_ends_the_session_for_both(self, client, account, clock):
        first = token(client).json()["refresh_token"]
        second = self.refresh(client, first)
        clock.move(seconds=11)
        assert code(self.refresh(client, first)) == (401, "session_over")
        assert code(self.refresh(client, second.json()["refresh_token"])) == (401, "session_over")
        assert code(me(client, second)) == (401, "unauthenticated")

    def test_grace_does_not_reach_back_two_generations(self, client, account):
        first = token(client).json()["refresh_token"]
        second = self.refresh(client, first).json()["refresh_token"]
        self.refresh(client, second)
        assert code(self.refresh(client, first)) == (401, "session_over")

    def test_the_browser_refreshes_by_its_cookie(self, client, account):
        token(client, client_id="web")
        before = client.cookies["habitus-refresh-insecure"]
        response = self.refresh(client)
        assert response.json()["refresh_token"] is None
        assert client.cookies["habitus-refresh-insecure"] != before
        assert me(client, response).status_code == 200

    def test_signing_out_ends_everything_at_once(self, client, account):
        signed_in = token(client, client_id="web")
        response = client.post("/api/v1/auth/logout")
        assert response.status_code == 204
        assert "Clear-Site-Data" in response.headers
        assert "habitus-refresh-insecure" not in client.cookies
        assert code(me(client, signed_in)) == (401, "unauthenticated")
        assert code(self.refresh(client)) == (401, "session_over")

    def test_idle_and_absolute_ends(self, client, account, clock):
        refresh_token = token(client).json()["refresh_token"]
        clock.move(days=13)
        refresh_token = self.refresh(client, refresh_token).json()["refresh_token"]
        clock.move(days=13)
        refresh_token = self.refresh(client, refresh_token).json()["refresh_token"]
        clock.move(days=5)
        assert code(self.refresh(client, refresh_token)) == (401, "session_over"), "30 days in all"
        idle = token(client).json()["refresh_token"]
        clock.move(days=14)
        assert code(self.refresh(client, idle)) == (401, "session_over"), "14 days unused"

    def test_ended_sessions_are_forgotten_with_their_tokens(self, client, db, account, clock):
        token(client)
        clock.move(days=31)
        token(client)
        kept = db.run_read(lambda tx: [row.generation for row in tx.execute(tables.refresh_token.select())])
        assert kept == [0]

    def test_access_tokens_end_after_ten_minutes(self, client, account, clock):
        signed_in = token(client)
        clock.move(minutes=9, seconds=59)
        assert me(client, signed_in).status_code == 200
        clock.move(seconds=1)
        assert code(me(client, signed_in)) == (401, "unauthenticated")

    @pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer x.y.z", "Basic YTpi"])
    def test_no_token_or_another_is_401(self, client, header):
        headers = {} if header is None else {"Authorization": header}
        assert code(client.get("/api/v1/me", headers=headers)) == (401, "unauthenticated")

    def test_forged_tokens_are_refused(self, client, mira):
        claims = jwt.decode(mira.token, options={"verify_signature": False})
        kid = jwt.get_unverified_header(mira.token)["kid"]
        forged = [
            jwt.encode(claims, "x" * 32, "HS256", headers={"typ": "at+jwt", "kid": kid}),
            jwt.encode(claims, None, "none", headers={"typ": "at+jwt", "kid": kid}),
            mira.token[:-4] + "AAAA",
        ]
        for fake in forged:
            response = client.get("/api/v1/me", headers={"Authorization": f"Bearer {fake}"})
            assert code(response) == (401, "unauthenticated")

    def test_no_token_is_stored(self, client, db, account):
        refresh_token = token(client).json()["refresh_token"]

        def stored(tx):
            return [row.digest for row in tx.execute(tables.refresh_token.select())]

        assert db.run_read(stored) == [digest(refresh_token)]


class TestProfile:
    def test_it_is_read_and_changed(self, mira):
        profile = mira.patch("/me", {"name": " Mira Lund ", "first_weekday": 7, "language": "de"}).json()
        assert (profile["name"], profile["first_weekday"], profile["language"]) == ("Mira Lund", 7, "de")
        assert mira.get("/me").json() == profile

    def test_somebody_new_is_not_shown_around_yet_and_weighs_in_kilograms(self, mira):
        profile = mira.get("/me").json()
        assert (profile["weight_unit"], profile["onboarded"]) == ("kg", False)
        for _ in range(2):
            changed = mira.patch("/me", {"onboarded": True, "weight_unit": "st"}).json()
            assert changed == profile | {"onboarded": True, "weight_unit": "st"}
        assert mira.get("/me").json() == changed
        assert mira.patch("/me", {"name": "Mira"}).json() == changed
        assert mira.patch("/me", {"onboarded": False}).json()["onboarded"] is False

    def test_a_new_zone_counts_from_the_next_day_on(self, mira, clock):
        assert mira.patch("/me", {"zone": "Pacific/Kiritimati"}).json()["today"] == "2026-11-20"
        assert mira.get("/me").json()["zone"] == "Pacific/Kiritimati"
        clock.move(minutes=9)
        assert mira.get("/me").json()["today"] == "2026-11-20"

    @pytest.mark.parametrize(
        "field,value",
        [
            ("zone", "Mars/Olympus"),
            ("day_start", -1),
            ("day_start", 1440),
            ("first_weekday", 8),
            ("name", " "),
            ("name", "Mira\nyour bank"),
            ("name", "Mira\x1b[2J"),
            ("language", "klingon"),
            ("weight_unit", "lbs"),
            ("weight_unit", ""),
            ("onboarded", "soon"),
            ("onboarded", 2),
            ("role", "admin"),
            ("email", "x@y.example.com"),
        ],
    )
    def test_what_does_not_fit_has_its_pointer(self, mira, field, value):
        response = mira.patch("/me", {field: value})
        assert code(response) == (422, "payload_invalid")
        assert response.json()["errors"][0]["pointer"] == f"/{field}"

    def test_a_stranger_sees_their_own(self, mira, stranger):
        assert mira.get("/me").json()["name"] == "Mira"
        assert stranger.get("/me").json()["name"] == "Tomasz"


def test_two_people_cannot_share_an_address(db):
    create_person(db, "Mira")
    with pytest.raises(Exception, match="account for"):
        create_person(db, "MIRA")
