"""People at home come by http://habits.test:8733: browsers then say less, and still stay signed in.

On such an address they send no Sec-Fetch-* headers, keep no Secure cookie, and run no service worker.
"""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from tests.factories.people import PASSWORD

from habitus.accounts import service
from habitus.accounts.passwords import hash_password

HOME = "http://habits.test:8733"
EMAIL = "mira@home.example.com"
HASH = hash_password(PASSWORD)


@pytest.fixture
def browser(client, db):
    """What a browser sends with each fetch of a page of that address."""
    db.run_write(service.create_person, service.NewPerson(EMAIL, "Mira", HASH))
    return TestClient(client.app, base_url=HOME, headers={"Origin": HOME})


def sign_in(browser, **headers):
    form = {"username": EMAIL, "password": PASSWORD, "client_id": "web"}
    return browser.post("/api/v1/auth/token", data=form, headers=headers)


def code(response):
    return response.status_code, response.json()["code"]


def test_the_session_is_in_a_cookie_that_plain_http_keeps(browser):
    answer = sign_in(browser)
    assert answer.status_code == 200, answer.text
    name, *rules = answer.headers["set-cookie"].split("; ")
    assert name.startswith("habitus-refresh-insecure=")
    assert {"HttpOnly", "Path=/", "SameSite=strict"} <= set(rules)
    assert "Secure" not in rules
    assert "strict-transport-security" not in answer.headers
    assert answer.json()["refresh_token"] is None


def test_it_is_refreshed_used_and_ended_by_that_cookie(browser):
    sign_in(browser)
    before = browser.cookies["habitus-refresh-insecure"]
    refreshed = browser.post("/api/v1/auth/refresh", json={})
    assert refreshed.status_code == 200
    assert browser.cookies["habitus-refresh-insecure"] != before
    bearer = {"Authorization": f"Bearer {refreshed.json()['access_token']}"}
    assert browser.patch("/api/v1/me", json={"onboarded": True}, headers=bearer).json()["onboarded"] is True
    assert browser.post("/api/v1/auth/logout").status_code == 204
    assert "habitus-refresh-insecure" not in browser.cookies
    assert code(browser.post("/api/v1/auth/refresh", json={})) == (401, "session_over")


@pytest.mark.parametrize(
    "origin", ["http://evil.test:8733", "http://habits.test", "http://habits.test:8734", "null", "http://"]
)
def test_a_page_of_another_address_may_not_post(browser, origin):
    assert code(sign_in(browser, Origin=origin)) == (403, "cross_site_refused")
    sign_in(browser)
    refreshed = browser.post("/api/v1/auth/refresh", json={}, headers={"Origin": origin})
    assert code(refreshed) == (403, "cross_site_refused")
    assert code(browser.post("/api/v1/auth/logout", headers={"Origin": origin})) == (
        403,
        "cross_site_refused",
    )


def test_where_a_browser_says_the_site_that_counts(browser):
    """Chromium says it on localhost, and a proxy with TLS may have changed the host."""
    said = {"Sec-Fetch-Site": "same-origin", "Origin": "https://habits.example"}
    assert sign_in(browser, **said).status_code == 200
    assert code(sign_in(browser, **{"Sec-Fetch-Site": "same-site"})) == (403, "cross_site_refused")


def test_the_cookie_of_https_is_not_taken_on_plain_http(browser):
    sign_in(browser)
    token = browser.cookies["habitus-refresh-insecure"]
    browser.cookies.clear()
    browser.cookies.set("__Host-habitus-refresh", token)
    assert code(browser.post("/api/v1/auth/refresh", json={})) == (401, "session_over")
