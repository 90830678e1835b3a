"""Who does nothing wrong is not kept out by who does, next door or at the other end of the world."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from tests.factories.people import PASSWORD, SignedIn, sign_in_again

HOME, ELSEWHERE = "203.0.113.5", "198.51.100.66"


def at(client, address):
    return TestClient(client.app, base_url="http://localhost", client=(address, 50_000))


def sign_in(http, email, password=PASSWORD):
    return http.post("/api/v1/auth/token", data={"username": email, "password": password})


def refresh(http, token):
    return http.post("/api/v1/auth/refresh", json={"refresh_token": token})


def test_a_neighbours_wrong_refresh_tokens_end_no_session(client, mira):
    home = at(client, HOME)
    token = sign_in(home, mira.me.email).json()["refresh_token"]
    assert [refresh(home, f"guess {number}").status_code for number in range(31)] == [401] * 30 + [429]
    assert refresh(home, token).status_code == 200


class TestGuessingForEver:
    """Somebody tries a password each time they may, so that the account is always waiting."""

    @pytest.fixture
    def guessed_at(self, client, mira, clock):
        there = at(client, ELSEWHERE)
        sign_in(at(client, HOME), mira.me.email)
        clock.move(minutes=5)
        wrong = 0
        while wrong < 36:
            answer = sign_in(there, mira.me.email, "not their password")
            if answer.status_code == 401:
                wrong += 1
            else:
                clock.move(seconds=int(answer.headers["retry-after"]))
        assert sign_in(there, mira.me.email, "not their password").status_code == 429
        return mira

    def test_where_they_have_been_the_person_comes_in(self, client, guessed_at):
        assert sign_in(at(client, HOME), guessed_at.me.email).status_code == 200

    def test_and_confirms_that_it_is_they(self, client, db, guessed_at):
        here = sign_in_again(db, guessed_at)
        home = SignedIn(here.me, at(client, HOME), here.token)
        assert home.post("/auth/step-up", {"password": PASSWORD}).status_code == 200

    def test_but_nobody_does_from_anywhere_else(self, client, guessed_at):
        answer = sign_in(at(client, "192.0.2.77"), guessed_at.me.email)
        assert (answer.status_code, answer.json()["code"]) == (429, "too_many_attempts")

    def test_nor_does_who_guesses_at_home(self, client, guessed_at):
        home = at(client, HOME)
        answers = [sign_in(home, guessed_at.me.email, "not their password").status_code for _ in range(6)]
        assert answers == [401] * 5 + [429]


class TestTokens:
    def test_one_that_was_seen_before_does_not_wait_for_strangers(self, client, clock, mira):
        bearer = token_of(mira)
        assert client.get("/api/v1/me", headers=bearer).status_code == 200
        clock.move(minutes=1)
        exhaust(client)
        assert client.get("/api/v1/me", headers=bearer).status_code == 200

    def test_one_that_was_taken_back_is_a_strangers_again(self, client, clock, mira):
        bearer = token_of(mira)
        assert client.get("/api/v1/me", headers=bearer).status_code == 200
        (token,) = mira.get("/me/tokens").json()["items"]
        mira.delete(f"/me/tokens/{token['id']}")
        clock.move(minutes=1)
        answers = [client.get("/api/v1/me", headers=bearer).status_code for _ in range(242)]
        assert answers == [401] * 241 + [429]


def token_of(person):
    secret = person.post("/me/tokens", {"name": "watch", "scopes": ["read"]}).json()["secret"]
    return {"Authorization": f"Bearer {secret}"}


def exhaust(client):
    answers = [client.get("/api/v1/me").status_code for _ in range(241)]
    assert answers == [401] * 240 + [429]
