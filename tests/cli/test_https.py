"""`habitus serve` with a certificate: what it refuses, and what a browser then gets."""

from __future__ import annotations

import os
import re
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from tests.factories.people import PASSWORD
from tests.factories.tls import Pair, locked, self_signed

from habitus.kernel.settings import Settings
from habitus.kernel.tls import TlsUnusable, server_context


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    return self_signed(tmp_path_factory.mktemp("tls"))


@dataclass
class Server:
    """A running `habitus serve` on a port of its own."""

    port: int
    log: Path
    trust: ssl.SSLContext

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"

    def browser(self) -> httpx2.Client:
        """Trusts the certificate, keeps cookies and says what browsers say on https."""
        said = {"Origin": self.url, "Sec-Fetch-Site": "same-origin"}
        return httpx2.Client(base_url=self.url, verify=self.trust, headers=said, timeout=30)


@pytest.fixture
def server(tmp_path: Path, pair: Pair) -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    log = tmp_path / "serve.log"
    words = ["serve", "--port", port, "--tls-cert", pair.certificate, "--tls-key", pair.key]
    command = [Path(sys.executable).parent / "habitus", *words]
    environment = os.environ | {"HABITUS_DATA_DIR": str(tmp_path / "data")}
    with log.open("wb") as out:
        process = subprocess.Popen([*map(str, command)], env=environment, stdout=out, stderr=out)
    try:
        running = Server(port, log, ssl.create_default_context(cafile=pair.certificate))
        until_ready(running, process)
        yield running
    finally:
        process.terminate()
        process.wait(30)


def until_ready(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with server.browser() as browser:
                browser.get("/readyz").raise_for_status()
                return
        except httpx2.TransportError:
            time.sleep(0.1)
    raise AssertionError(server.log.read_text())


def test_people_come_by_https_with_secure_cookies_and_stay_signed_in(server):
    link = re.search(rf"{re.escape(server.url)}/setup#(\S+)", server.log.read_text())
    assert link, "the first link is one for https"
    body = {"token": link[1], "email": "mira@home.example.com", "name": "Mira", "password": PASSWORD}
    with server.browser() as browser:
        answer = browser.post("/api/v1/auth/setup", json=body | {"client": "web"})
        assert answer.status_code == 201, answer.text
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-habitus-refresh=")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=strict"} <= set(cookie.split("; "))
        assert answer.headers["strict-transport-security"].startswith("max-age=")
        refreshed = browser.post("/api/v1/auth/refresh", json={})
        assert refreshed.status_code == 200, refreshed.text
        token = refreshed.json()["access_token"]
        me = browser.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})
        assert me.json()["onboarded"] is False
        elsewhere = browser.post("/api/v1/auth/logout", headers={"Sec-Fetch-Site": "cross-site"})
        assert elsewhere.json()["code"] == "cross_site_refused"


def test_what_is_not_tls_or_never_ends_is_cut_off(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as plain:
        plain.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"HTTP" not in received(plain)
    with (
        socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection,
        server.trust.wrap_socket(connection, server_hostname="localhost") as endless,
    ):
        assert endless.version() in {"TLSv1.2", "TLSv1.3"}
        assert received(endless, b"GET /healthz HTTP/1.1\r\nA: " + b"x" * 100_000) == b""


def received(connection: socket.socket, sent: bytes = b"") -> bytes:
    try:
        connection.sendall(sent)
        return connection.recv(65536)
    except OSError:  # it hung up
        return b""


@pytest.fixture
def serve(habitus, monkeypatch, pair):
    """Runs `habitus serve` with words that it refuses; gives the exit code and what it says."""

    def refused(**files: Path) -> tuple[int, str]:
        for name in ("HABITUS_TLS_CERT", "HABITUS_TLS_KEY"):  # `serve` sets them for the application
            monkeypatch.setenv(name, "")
        words = [word for name, file in files.items() for word in (f"--tls-{name}", file)]
        code, out, err = habitus("serve", *words)
        assert out == "", "nobody is told that it runs"
        return code, err

    return refused


def test_a_certificate_and_its_key_come_together(serve, pair):
    for only in ({"cert": pair.certificate}, {"key": pair.key}):
        code, err = serve(**only)
        assert (code, "HABITUS_TLS_CERT and HABITUS_TLS_KEY together" in err) == (2, True), err


def test_a_file_that_is_not_there_is_named(serve, pair, tmp_path):
    code, err = serve(cert=tmp_path / "gone.pem", key=pair.key)
    assert (code, f"The TLS certificate {tmp_path / 'gone.pem'} cannot be read" in err) == (1, True), err
    code, err = serve(cert=pair.certificate, key=tmp_path / "gone.key")
    assert (code, f"The TLS key {tmp_path / 'gone.key'} cannot be read" in err) == (1, True), err
    code, err = serve(cert=pair.certificate, key=tmp_path)
    assert (code, "Is a directory" in err) == (1, True), err


def test_a_key_of_another_certificate_is_refused(serve, pair, tmp_path):
    other = self_signed(tmp_path, "other")
    code, err = serve(cert=pair.certificate, key=other.key)
    assert code == 1
    assert f"The key {other.key} does not belong to the certificate {pair.certificate}." in err


def test_a_file_that_is_something_else_is_named(pair, tmp_path):
    words, cut = tmp_path / "words.pem", tmp_path / "cut.pem"
    words.write_text("not a certificate")
    cut.write_bytes(pair.certificate.read_bytes()[:200])
    for certificate, key, named in (
        (words, pair.key, "words.pem holds no certificate"),
        (pair.key, pair.key, "home.key holds no certificate"),
        (pair.certificate, pair.certificate, "home.pem holds no key"),
        (cut, pair.key, "cannot be used for TLS"),
        (pair.certificate, locked(pair, tmp_path), "is locked by a password"),
    ):
        with pytest.raises(TlsUnusable, match=named):
            server_context(certificate, key)


def test_with_a_certificate_the_address_is_https(pair):
    files = {"tls_cert": pair.certificate, "tls_key": pair.key}
    settings = Settings(**files, port=8443)
    assert (settings.public_url, settings.https) == ("https://localhost:8443", True)
    assert Settings(**files, host="habits.home", port=8000).public_url == "https://habits.home:8000"
    assert Settings(**files, base_url="https://habits.example").public_url == "https://habits.example"
    with pytest.raises(ValueError, match="HABITUS_BASE_URL begins with https"):
        Settings(**files, base_url="http://habits.example")
    nothing = Settings(tls_cert="", tls_key="")
    assert (nothing.tls_cert, nothing.https) == (None, False)
