"""Which pages may open the socket: those of this very address, and programs that are no browser."""

from __future__ import annotations

import pytest
from pydantic import HttpUrl
from tests.kernel.sockets import live_on, ticket_of
from websockets.exceptions import InvalidStatus

from habitus.kernel.realtime.origins import may_open
from habitus.kernel.settings import Settings


@pytest.fixture
def live(application, client, sqlite_database):
    with live_on(application, sqlite_database) as served:
        yield served


@pytest.fixture
def db(sqlite_database):
    return sqlite_database


HERE = "http://127.0.0.1:{port}"


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "http://evil.example",
        "http://evil.example:{port}",
        HERE + ".evil.example",
        "http://evil-127.0.0.1:{port}",
        "https://127.0.0.1:{port}",
        "ws://127.0.0.1:{port}",
        "file://127.0.0.1:{port}",
        "http://127.0.0.1:1",
        "http://127.0.0.1",
        HERE + "/",
        HERE + "@evil.example",
        "http://evil.example@127.0.0.1:{port}",
        HERE + " " + HERE,
        HERE + ", http://evil.example",
    ],
)
def test_a_foreign_page_is_refused_at_the_handshake(live, origin):
    with pytest.raises(InvalidStatus) as refused:
        live.open(additional_headers={"Origin": origin.replace("{port}", str(live.port))})
    assert refused.value.response.status_code == 403
    assert b"cross_site_refused" in refused.value.response.body


def test_two_origins_are_none(live):
    here = HERE.format(port=live.port)
    with pytest.raises(InvalidStatus):
        live.open(additional_headers=[("Origin", here), ("Origin", here)])


def test_our_own_page_and_a_program_get_in(live, mira):
    for headers in ({"Origin": HERE.format(port=live.port)}, {}):
        line = live.open(additional_headers=headers)
        line.say({"type": "hello", "ticket": ticket_of(mira), "cursor": None})
        assert line.hear()["type"] == "ready"


BASE = "https://habits.example"


@pytest.mark.parametrize(
    "origin,host,scheme,is_welcome",
    [
        (BASE, "habits.example", "ws", True),  # behind a proxy that speaks TLS
        (BASE, "127.0.0.1:8000", "ws", True),  # … and passes no Host on
        ("https://HABITS.example", "habits.example", "ws", True),
        ("http://habits.example", "habits.example", "ws", False),  # somebody in between, without TLS
        ("http://192.168.1.5:8000", "192.168.1.5:8000", "ws", True),  # past the proxy, from the same network
        ("https://192.168.1.5:8443", "192.168.1.5:8443", "wss", True),
        ("http://192.168.1.5:8443", "192.168.1.5:8443", "wss", False),
        ("https://habits.example:8443", "habits.example", "ws", False),
        ("https://habits.example.evil.example", "habits.example", "ws", False),
        ("https://evil.example", "habits.example", "wss", False),
        ("https://xhabits.example", "habits.example", "wss", False),
        ("null", "habits.example", "ws", False),
        ("http://habits.example", None, "ws", False),
    ],
)
def test_behind_a_base_address(origin, host, scheme, is_welcome):
    assert may_open([origin], host, scheme, BASE) is is_welcome


@pytest.mark.parametrize(
    "url,origin",
    [
        ("https://habits.example", BASE),
        ("https://habits.example/", BASE),
        ("https://Habits.Example:443/", BASE),
        ("http://pi.home:80", "http://pi.home"),
        ("https://pi.home:8443/", "https://pi.home:8443"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_the_base_address_as_browsers_name_it(url, origin):
    assert Settings(base_url=HttpUrl(url)).base_origin == origin


def test_without_a_base_address_there_is_no_origin_of_it():
    assert Settings(base_url=None).base_origin is None
