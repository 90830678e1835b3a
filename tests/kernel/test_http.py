"""What every request passes: sizes, types, where it comes from, and how refusals look."""

from __future__ import annotations

import gzip
import json

import pytest
from fastapi import APIRouter
from starlette.testclient import TestClient

from habitus.accounts.deps import doorkeeper_of
from habitus.kernel.crypto import load_or_create
from habitus.kernel.http.observe import CSP
from habitus.kernel.settings import Settings
from habitus.web import attach, create_app

SIGN_OUT = "/api/v1/auth/logout"


@pytest.fixture
def client(sqlite_database, clock, tmp_path):
    settings = Settings(data_dir=tmp_path)
    static = tmp_path / "static"
    for name in ("index.html", "assets/app-1a2b.js", "docs/index.html", "docs/swagger.js"):
        (static / name).parent.mkdir(parents=True, exist_ok=True)
        (static / name).write_text(f"this is {name}")
    app = create_app(settings, static=static)
    attach(app, sqlite_database, doorkeeper_of(load_or_create(settings.secrets_file), clock, https=False))
    router = APIRouter()

    @router.get("/api/v1/broken")
    async def broken():
        raise ZeroDivisionError("the secret word is heather")

    app.router.routes.insert(0, router.routes[0])
    with TestClient(app, base_url="http://localhost") as client:
        yield client


def post(client, body, **headers):
    headers = {"content-type": "application/json"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    return client.post(SIGN_OUT, content=body, headers=headers)


def refused(response, status, code):
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["type"] == f"/docs/problems/{code}"
    assert problem["request_id"] == response.headers["x-request-id"]
    return problem


@pytest.mark.parametrize("path", ["/healthz", "/", "/api/v1/instance", "/api/v1/nowhere", "/nowhere.js"])
def test_every_answer_carries_the_security_headers(client, path):
    headers = client.get(path).headers
    assert headers["content-security-policy"] == CSP
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "server" not in headers
    assert "strict-transport-security" not in headers, "only where people come by TLS"


def test_api_answers_are_not_stored(client):
    assert client.get("/api/v1/instance").headers["cache-control"] == "no-store"


def test_hsts_is_sent_where_people_come_by_tls(tmp_path):
    settings = Settings(data_dir=tmp_path, base_url="https://habits.example")
    response = TestClient(create_app(settings, static=tmp_path)).get("/healthz")
    assert response.headers["strict-transport-security"].startswith("max-age=31536000")


def test_an_address_that_does_not_exist_is_a_problem(client):
    refused(client.get("/api/v1/nowhere"), 404, "route_unknown")


def test_a_method_that_does_not_exist_is_a_problem(client):
    refused(client.delete("/api/v1/instance"), 405, "method_unknown")


def test_a_fault_of_ours_tells_its_id_and_nothing_else(client):
    response = client.get("/api/v1/broken")
    problem = refused(response, 500, "unexpected")
    assert "heather" not in response.text
    assert problem["request_id"]


@pytest.mark.parametrize(
    "body",
    [
        '{"refresh_token": NaN}',
        '{"refresh_token": Infinity}',
        "{",
        '"\\ud800',
        b"\xff\xfe{}",
        "[" * 200_000,
        "1" * 5_000,
    ],
    ids=["NaN", "Infinity", "cut off", "half a string", "not UTF-8", "deep", "long number"],
)
def test_json_that_is_none_is_422_never_500(client, body):
    problem = refused(post(client, body), 422, "payload_invalid")
    assert problem["errors"]


def test_nesting_is_counted_outside_strings_only(client):
    deep_looking = json.dumps({"refresh_token": "[{" * 90})
    assert post(client, deep_looking).status_code in {204, 422}
    assert "levels deep" not in post(client, deep_looking).text
    assert "levels deep" in post(client, "[" * 33 + "]" * 33).text


def test_each_field_that_does_not_fit_has_its_pointer(client):
    body = {
        "token": "x",
        "email": "nobody",
        "name": "",
        "password": "x" * 12,
        "zone": "Mars/Olympus",
        "a/b": 1,
    }
    problem = refused(client.post("/api/v1/auth/setup", json=body), 422, "payload_invalid")
    assert {fault["pointer"] for fault in problem["errors"]} == {"/email", "/name", "/zone", "/a~1b"}
    assert "Mars" not in json.dumps(problem), "the refused value is not echoed"


def test_a_body_that_is_too_large_is_413(client):
    refused(post(client, "x" * (1024 * 1024 + 1)), 413, "payload_too_large")


def test_a_body_of_unknown_length_is_counted_while_it_is_read(client):
    def chunks():
        for _ in range(20):
            yield b" " * 100_000

    response = client.post(SIGN_OUT, content=chunks(), headers={"content-type": "application/json"})
    refused(response, 413, "payload_too_large")


def test_a_small_body_of_unknown_length_arrives(client):
    response = client.post(
        SIGN_OUT, content=iter([b'{"refresh_', b'token": "x"}']), headers={"content-type": "application/json"}
    )
    assert response.status_code == 204


def test_an_endless_address_is_refused(client):
    refused(client.get("/api/v1/instance?" + "x" * 5000), 413, "payload_too_large")


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_forms_and_text_are_not_json(client, kind):
    refused(post(client, "{}", content_type=kind), 415, "content_type_wrong")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_browser_on_another_site_is_refused(client, site):
    refused(post(client, "{}", sec_fetch_site=site), 403, "cross_site_refused")


def test_an_old_browser_on_another_site_is_refused_by_its_origin(client):
    refused(post(client, "{}", origin="http://evil.example"), 403, "cross_site_refused")
    refused(post(client, "{}", origin="null"), 403, "cross_site_refused")


def test_a_browser_on_this_site_and_a_program_pass(client):
    assert post(client, "{}", sec_fetch_site="same-origin", origin="http://localhost").status_code == 204
    assert post(client, "{}", origin="http://localhost").status_code == 204
    assert post(client, "{}").status_code == 204


def test_health_and_readiness(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz").json()
    assert ready["database"]["synchronous"] == 2
    assert ready["database"]["journal_mode"] == "wal"


def test_docs_can_be_switched_off(tmp_path):
    client = TestClient(create_app(Settings(data_dir=tmp_path, docs=False)))
    assert client.get("/openapi.json").status_code == 404
    assert client.get("/docs").status_code == 404


class TestScreens:
    def test_every_address_of_the_app_is_its_one_page_and_asked_for_anew(self, client):
        for path in ("/", "/calendar/2026-11", "/habits/new"):
            response = client.get(path)
            assert (response.status_code, response.text) == (200, "this is index.html")
            assert response.headers["cache-control"] == "no-cache"

    def test_hashed_files_are_kept_for_ever(self, client):
        response = client.get("/assets/app-1a2b.js")
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"

    def test_text_comes_compressed_where_the_build_did_that_and_the_browser_takes_it(self, client, tmp_path):
        packed = gzip.compress(b"this is assets/app-1a2b.js")
        (tmp_path / "static/assets/app-1a2b.js.gz").write_bytes(packed)
        response = client.get("/assets/app-1a2b.js", headers={"Accept-Encoding": "br, gzip;q=0.8"})
        assert response.headers["content-encoding"] == "gzip"
        assert response.headers["content-type"] == "text/javascript; charset=utf-8"
        assert response.headers["content-length"] == str(len(packed))
        assert response.text == "this is assets/app-1a2b.js"
        known = {"Accept-Encoding": "gzip", "If-None-Match": response.headers["etag"]}
        assert client.get("/assets/app-1a2b.js", headers=known).status_code == 304
        plain = client.get("/assets/app-1a2b.js", headers={"Accept-Encoding": "identity"})
        assert "content-encoding" not in plain.headers
        assert plain.headers["vary"] == response.headers["vary"] == "Accept-Encoding"

    @pytest.mark.parametrize(
        "path", ["/assets/gone.js", "/favicon.png", "/api/v2/x", "/docs/gone", "/%2e%2e/habitus.db"]
    )
    def test_what_is_not_there_is_a_problem_not_a_page(self, client, path):
        refused(client.get(path), 404, "route_unknown")

    def test_docs_are_files_of_our_own(self, client):
        assert client.get("/docs").text == "this is docs/index.html"
        assert client.get("/docs/assets/swagger.js").status_code == 200

    def test_without_a_build_the_page_says_what_to_do(self, tmp_path):
        bare = TestClient(create_app(Settings(data_dir=tmp_path), static=tmp_path / "none"))
        assert "make ui" in bare.get("/").text


def test_the_type_of_a_problem_leads_to_its_page(client):
    problem = client.get("/api/v1/nowhere").json()
    page = client.get(problem["type"])
    assert page.headers["content-type"] == "text/plain; charset=utf-8"
    assert page.text.startswith("# route_unknown")
    refused(client.get("/docs/problems/..%2fREADME"), 404, "route_unknown")


@pytest.mark.parametrize(
    "changes,pointer,words",
    [
        ({"email": "nina@home"}, "/email", "is not an e-mail address. The part after the @-sign"),
        ({"name": "x" * 121}, "/name", "may have 120 characters"),
        ({"name": 7}, "/name", "must be a text"),
        ({"client": "fax"}, "/client", "must be one of 'web' or 'api'"),
        ({"colour": "red"}, "/colour", "is not a field of this request"),
    ],
)
def test_faults_are_told_in_plain_words(client, changes, pointer, words):
    body = {"token": "x", "email": "mira@home.example.com", "name": "Mira", "password": "x"} | changes
    (fault,) = client.post("/api/v1/auth/setup", json=body).json()["errors"]
    assert fault["pointer"] == pointer
    assert fault["detail"].startswith(words)


def test_a_slash_too_many_is_no_redirect_to_the_host_somebody_sent(client):
    for path in ("/api/v1/me/", "/docs/", "/healthz/", "/docs/assets"):
        response = client.get(path, headers={"host": "evil.example"}, follow_redirects=False)
        assert "location" not in response.headers, path


def test_a_method_that_does_not_exist_tells_which_do(client):
    assert client.delete("/api/v1/instance").headers["allow"] == "GET"


def test_a_401_says_by_what_to_authenticate(client):
    assert client.get("/api/v1/me").headers["www-authenticate"] == "Bearer"


def test_a_flood_of_faults_is_answered_with_some(client):
    body = json.dumps({f"field{number}": 1 for number in range(5000)})
    problem = refused(post(client, body), 422, "payload_invalid")
    assert len(problem["errors"]) == 50
