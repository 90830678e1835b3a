"""Who a request comes from and which name it is for: believed only as far as it can be known."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from pydantic import ValidationError
from starlette.testclient import TestClient

from habitus.accounts.deps import doorkeeper_of
from habitus.kernel.addresses import address_of, host_name, host_names_of, networks_of
from habitus.kernel.crypto import load_or_create
from habitus.kernel.http.hosts import Hosts
from habitus.kernel.http.proxies import Proxies
from habitus.kernel.http.wire import BoundedHttp
from habitus.kernel.settings import Settings
from habitus.web import attach, create_app

TRUSTED = networks_of("127.0.0.1, 10.0.0.0/8, fd00::/8")


def seen(peer, *headers, kind="http", trusted=TRUSTED):
    """The client and scheme that the application sees."""
    scopes = []

    async def app(scope, _receive, _send):
        scopes.append(scope)

    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    scope = {"type": kind, "client": peer and (peer, 4711), "scheme": "http", "headers": raw}
    asyncio.run(Proxies(app, trusted)(scope, None, None))
    client = scopes[0]["client"]
    return client and client[0], scopes[0]["scheme"]


def forwarded(peer, value):
    return seen(peer, ("x-forwarded-for", value))[0]


class TestProxies:
    @pytest.mark.parametrize("peer", ["203.0.113.9", "192.168.1.5", "2001:db8::1", "11.0.0.1", "testclient"])
    def test_who_is_not_listed_is_not_believed(self, peer):
        headers = [("x-forwarded-for", "198.51.100.7"), ("x-forwarded-proto", "https")]
        assert seen(peer, *headers) == (peer, "http")

    def test_without_a_list_nobody_is(self):
        assert seen("127.0.0.1", ("x-forwarded-for", "198.51.100.7"), trusted=()) == ("127.0.0.1", "http")

    @pytest.mark.parametrize(
        "value,client",
        [
            ("198.51.100.7", "198.51.100.7"),
            (" 198.51.100.7 ", "198.51.100.7"),
            ("198.51.100.7:5000", "198.51.100.7"),
            ("[2001:db8::7]:5000", "2001:db8::7"),
            ("2001:db8::7", "2001:db8::7"),
            ("::ffff:198.51.100.7", "198.51.100.7"),
            ("6.6.6.6, 198.51.100.7", "198.51.100.7"),
            ("6.6.6.6, 198.51.100.7, 10.1.2.3", "198.51.100.7"),
            ("10.9.9.9, 198.51.100.7, 10.1.2.3, fd00::5", "198.51.100.7"),
            ("10.1.2.3, 10.1.2.4", "10.1.2.3"),
            ("6.6.6.6, unknown", "127.0.0.1"),
            ("6.6.6.6, _hidden, 10.1.2.3", "10.1.2.3"),
            ("", "127.0.0.1"),
            (",,,", "127.0.0.1"),
            ("x" * 5000, "127.0.0.1"),
            ("6.6.6.6, 198.51.100.7\t", "198.51.100.7"),
            ("10.1.1.1," * 500, "127.0.0.1"),
        ],
    )
    def test_the_first_stranger_from_the_right_is_the_client(self, value, client):
        assert forwarded("127.0.0.1", value) == client

    def test_two_headers_are_one_list(self):
        headers = [("x-forwarded-for", "6.6.6.6"), ("x-forwarded-for", "198.51.100.7")]
        assert seen("10.0.0.1", *headers)[0] == "198.51.100.7"

    def test_a_proxy_in_ipv6_clothes_is_known(self):
        assert forwarded("::ffff:127.0.0.1", "198.51.100.7") == "198.51.100.7"

    @pytest.mark.parametrize("name", ["forwarded", "x-real-ip", "cf-connecting-ip", "true-client-ip"])
    def test_other_headers_change_nothing(self, name):
        assert seen("127.0.0.1", (name, "198.51.100.7"))[0] == "127.0.0.1"

    @pytest.mark.parametrize(
        "value,scheme",
        [("https", "https"), (" HTTPS", "https"), ("http", "http"), ("javascript", "http"), ("", "http")],
    )
    def test_the_protocol_is_one_of_two(self, value, scheme):
        assert seen("127.0.0.1", ("x-forwarded-proto", value))[1] == scheme

    def test_a_socket_has_its_own_names_of_them(self):
        assert seen("127.0.0.1", ("x-forwarded-proto", "https"), kind="websocket")[1] == "wss"

    def test_a_unix_socket_has_no_address(self):
        assert seen(None, ("x-forwarded-for", "198.51.100.7")) == (None, "http")


@pytest.mark.parametrize("listed", ["300.1.1.1", "10.0.0.1/8", "proxy.home", "127.0.0.1;10.0.0.1"])
def test_a_list_of_proxies_that_is_none_is_refused_at_start(listed):
    with pytest.raises(ValidationError, match="trusted_proxies"):
        Settings(trusted_proxies=listed)


def test_addresses_are_read_as_they_are_written():
    assert address_of("fe80::1%eth0") == address_of("fe80::1")
    assert address_of("1.2.3") is None
    assert host_names_of("Pi.Home, 192.168.1.20,[::1]") == {"pi.home", "192.168.1.20", "::1"}
    with pytest.raises(ValueError, match="http://x"):
        host_names_of("http://x")


class TestLimits:
    """On the real application: what somebody writes about where they come from changes no limit."""

    @pytest.fixture
    def app(self, db, clock, tmp_path):
        settings = Settings(data_dir=tmp_path, trusted_proxies="10.0.0.1")
        app = create_app(settings, static=tmp_path / "no-screens")
        attach(app, db, doorkeeper_of(load_or_create(settings.secrets_file), clock, https=False))
        return app

    def refused(self, app, peer, name):
        """Of 400 requests, each said to come from one of 50 addresses: how many were too often."""
        with TestClient(app, base_url="http://localhost", client=(peer, 5000)) as client:
            answers = [
                client.get("/api/v1/instance", headers={name: f"198.51.100.{number % 50}"}).status_code
                for number in range(400)
            ]
        return answers.count(429)

    @pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
    def test_a_stranger_who_forges_them_is_one_address(self, app, name):
        assert self.refused(app, "203.0.113.9", name) == 160

    def test_behind_the_listed_proxy_they_are_fifty(self, app):
        assert self.refused(app, "10.0.0.1", "X-Forwarded-For") == 0

    def test_the_device_list_has_the_address_that_is_known(self, app, db):
        from_proxy = {"X-Forwarded-For": "6.6.6.6, 198.51.100.7"}
        with TestClient(app, base_url="http://localhost", client=("10.0.0.1", 5000)) as client:
            assert client.get("/api/v1/instance", headers=from_proxy).status_code == 200
        assert "198.51.100.7" in app.state.doorkeeper.strangers._used_until


class TestHosts:
    NAMES = frozenset({"habits.example", "192.168.1.20"})

    def status(self, *hosts, names=NAMES, path="/api/v1/me", kind="http"):
        sent = []

        async def app(_scope, _receive, send):
            await send({"type": "http.response.start", "status": 200})

        async def send(message):
            sent.append(message)

        headers = [(b"host", host.encode("latin-1")) for host in hosts]
        scope = {"type": kind, "path": path, "headers": headers, "state": {}}
        asyncio.run(Hosts(app, names)(scope, None, send))
        return sent[0].get("status", sent[0].get("code"))

    @pytest.mark.parametrize(
        "host",
        [
            "habits.example",
            "HABITS.example",
            "habits.example:8443",
            "habits.example.",
            "192.168.1.20:8000",
            "localhost",
            "localhost:8000",
            "habits.localhost",
            "127.0.0.1",
            "127.0.0.1:9",
            "[::1]:8000",
        ],
    )
    def test_its_own_names_are_served(self, host):
        assert self.status(host) == 200

    @pytest.mark.parametrize(
        "host",
        [
            "evil.example",
            "evil.example:443",
            "habits.example.evil.example",
            "evil-habits.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "habits.example@evil.example",
            "user@habits.example",
            "user:pass@habits.example",
            "habits.example, evil.example",
            "habits.example evil.example",
            "habits.example/evil",
            "habits.example:443:80",
            "habits.example:",
            "habits.example:port",
            "192.168.1.21",
            "0.0.0.0",
            "[::]",
            "10.0.0.1",
            "",
            "habits.example\x00",
            "hàbits.example",
            "http://habits.example",
        ],
    )
    def test_others_are_not(self, host):
        assert self.status(host) == 421

    def test_two_names_or_none_are_not(self):
        assert self.status("habits.example", "habits.example") == 421
        assert self.status("habits.example", "evil.example") == 421
        assert self.status() == 421

    def test_without_an_address_every_name_is_served_that_is_one(self):
        assert self.status("evil.example", names=None) == 200
        assert self.status("pi.home:8000", names=None) == 200
        assert self.status("a@b", names=None) == 421
        assert self.status("a", "b", names=None) == 421

    def test_who_watches_over_it_may_use_any_name(self):
        assert self.status("10.244.0.7:8000", path="/healthz") == 200
        assert self.status(path="/healthz") == 200
        assert self.status("evil.example", path="/healthz/") == 421

    def test_a_socket_is_closed(self):
        assert self.status("evil.example", kind="websocket") == 1008

    def test_the_refusal_says_what_it_is(self, tmp_path):
        settings = Settings(data_dir=tmp_path, base_url="https://habits.example", allowed_hosts="pi.home")
        app = create_app(settings, static=tmp_path / "no-screens")
        with TestClient(app, base_url="http://evil.example") as client:
            answer = client.get("/api/v1/me")
            assert (answer.status_code, answer.json()["code"]) == (421, "host_unknown")
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert client.get("/healthz").status_code == 200
            assert client.get("/openapi.json", headers={"Host": "pi.home:8000"}).status_code == 200
            assert client.get("/openapi.json", headers={"Host": "Habits.Example"}).status_code == 200


class TestOnASocket:
    """A request target may be a whole URL, and then it names the host (RFC 9112 §3.2.2)."""

    @pytest.fixture
    def address(self) -> Iterator[tuple[str, int]]:
        async def app(_scope, _receive, send):
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body", "body": b""})

        listener = socket.create_server(("127.0.0.1", 0))
        hosts = Hosts(app, frozenset({"habits.example"}))

        async def with_state(scope, receive, send):
            await hosts({**scope, "state": {}}, receive, send)

        config = uvicorn.Config(with_state, http=BoundedHttp, lifespan="off", log_config=None, loop="uvloop")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield listener.getsockname()
        server.should_exit = True
        thread.join()

    @pytest.mark.parametrize(
        "target,host,status",
        [
            (b"/", b"habits.example", b"200"),
            (b"/", b"evil.example", b"421"),
            (b"http://evil.example/", b"habits.example", b"421"),
            (b"HTTP://evil.example/", b"localhost", b"421"),
            (b"http://habits.example/", b"evil.example", b"200"),
            (b"http://habits.example@evil.example/", b"habits.example", b"421"),
            (b"http://habits.example:80@evil.example/", b"habits.example", b"421"),
            (b"http://evil.example?habits.example/", b"habits.example", b"400"),
            (b"//evil.example/", b"habits.example", b"200"),
            (b"/http://evil.example/", b"habits.example", b"200"),
        ],
    )
    def test_the_name_that_was_asked_for_is_the_one_that_is_checked(self, address, target, host, status):
        with socket.create_connection(address, timeout=10) as client:
            client.sendall(
                b"GET " + target + b" HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n"
            )
            assert client.recv(65536).split(b" ")[1] == status


def test_a_name_is_read_once_and_for_all():
    assert host_name("Habits.Example:443") == "habits.example"
    assert host_name("[2001:DB8::1]:80") == "2001:db8::1"
    assert host_name("a b") is None
