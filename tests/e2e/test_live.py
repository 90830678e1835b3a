"""What happens on one device shows on the others at once, over a connection that may end at any moment."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, Playwright, Request, WebSocket, expect

from tests.e2e import browser as chromium
from tests.e2e.account import Account, set_up
from tests.e2e.conftest import SIZES, Server
from tests.e2e.cutting_proxy import CuttingProxy
from tests.e2e.test_offline import nothing_waits, sign_in, tick

pytestmark = pytest.mark.e2e

AT_ONCE_MS = 2_000
DROPS = 20


class Listener:
    """What the live sockets of a page were told, in order, and what the page asked for."""

    def __init__(self, page: Page) -> None:
        self.sockets: list[WebSocket] = []
        self.words: list[dict[str, Any]] = []
        self.asked: list[str] = []
        page.on("websocket", self._opened)
        page.on("request", self._asked)

    def _opened(self, opened: WebSocket) -> None:
        self.sockets.append(opened)
        opened.on("framereceived", lambda text: self.words.append(json.loads(text)))

    def _asked(self, request: Request) -> None:
        if request.method == "GET":
            self.asked.append(re.sub(r"^\w+://[^/]+", "", request.url))

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [word for word in self.words if word["type"] == kind]

    def count(self, path: str) -> int:
        return sum(asked == path for asked in self.asked)


@contextmanager
def opened(browser: Browser, url: str, size: str = "desktop") -> Iterator[tuple[Page, Listener]]:
    """Today in a browser of its own, signed in and connected."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="en-GB", timezone_id="Europe/Berlin"
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    listener = Listener(page)
    page.goto(url)
    sign_in(page)
    connected(page, listener)
    try:
        yield page, listener
    finally:
        context.close()


def connected(page: Page, listener: Listener) -> None:
    """The page is told of everything, and has read what moved before that."""
    for _ in range(100):
        if listener.of("ready"):
            page.wait_for_timeout(600)
            return
        page.wait_for_timeout(100)
    raise AssertionError("the page did not connect")


def drink(account: Account, habit: str) -> None:
    """Add a glass to today, from yet another device."""
    tap = {"tapped_at": datetime.now(UTC).isoformat(), "zone": "Europe/Berlin", "client_id": str(uuid4())}
    entry = {"state": "done", "increment": 1, **tap}
    account.call("PUT", f"/habits/{habit}/entries/{account.today}", entry)


def glasses(page: Page, count: int) -> Locator:
    return page.get_by_text(re.compile(rf"^{count} of 90\sglasses"))


def water(account: Account) -> str:
    return account.habit("Water", measure="amount", unit="glasses", goal={"schedule": "daily", "target": 90})


def test_a_tick_shows_on_another_device_without_asking(browser: Browser, server: Server) -> None:
    account = set_up(server)
    for name in ("Stretch", "Read"):
        account.habit(name)
    with opened(browser, server.url) as (page, own), opened(browser, server.url, "phone") as (phone, other):
        phone.evaluate("document.body.dataset.loaded = 'once'")
        asked = own.count("/api/v1/today")
        tick(page, "Stretch").click()
        expect(tick(phone, "Stretch")).to_have_attribute("aria-pressed", "true", timeout=AT_ONCE_MS)
        tick(phone, "Read").click()
        expect(tick(page, "Read")).to_have_attribute("aria-pressed", "true", timeout=AT_ONCE_MS)
        nothing_waits(phone)
        page.wait_for_timeout(500)
        assert phone.evaluate("document.body.dataset.loaded") == "once"
        assert [word["topics"] for word in other.of("event")] == [["entries"], ["entries"]]
        assert len(other.sockets) == 1
        # One of them is for the other's tick; their own is told to them as well.
        assert own.count("/api/v1/today") - asked <= 3


def test_anything_else_shows_too_and_the_profile(browser: Browser, server: Server) -> None:
    account = set_up(server)
    habit = account.habit("Stretch")
    with opened(browser, server.url) as (page, _):
        account.call("PATCH", "/me", {"name": "Mirabel"})
        heading = page.get_by_role("heading", level=1, name=re.compile("Mirabel"))
        expect(heading).to_be_visible(timeout=AT_ONCE_MS)
        account.habit("Walk")
        expect(tick(page, "Walk")).to_be_visible(timeout=AT_ONCE_MS)
        account.call("DELETE", f"/habits/{habit}")
        expect(tick(page, "Stretch")).to_have_count(0, timeout=AT_ONCE_MS)


def test_twenty_drops_leave_nothing_out_and_tell_nothing_twice(browser: Browser, server: Server) -> None:
    account = set_up(server)
    habit = water(account)
    with CuttingProxy(server.port) as proxy, opened(browser, proxy.url) as (page, listener):
        start = listener.of("ready")[0]["seq"]
        for drop in range(DROPS):
            drink(account, habit)
            if drop % 3 == 0:
                expect(glasses(page, 2 * drop + 1)).to_be_visible()
            assert proxy.cut() == 1
            drink(account, habit)
            expect(glasses(page, 2 * drop + 2)).to_be_visible()
            while len(listener.of("ready")) < drop + 2:
                page.wait_for_timeout(50)
        told = [word["seq"] for word in listener.of("event")]
        assert told == list(range(start + 1, start + 1 + 2 * DROPS))
        assert len(listener.sockets) >= DROPS + 1


def test_a_device_that_was_away_has_it_all_when_it_is_back(browser: Browser, server: Server) -> None:
    account = set_up(server)
    habit = water(account)
    with opened(browser, server.url) as (page, listener):
        page.context.set_offline(True)
        for _ in range(3):
            drink(account, habit)
        page.context.set_offline(False)
        expect(glasses(page, 3)).to_be_visible()
        server.kill()
        server.start()
        drink(account, habit)
        # Somebody looks at it: nothing else has it tried before its time.
        page.evaluate("dispatchEvent(new Event('focus'))")
        expect(glasses(page, 4)).to_be_visible()
        seqs = [word["seq"] for word in listener.of("event")]
        assert seqs == sorted(set(seqs))


def test_signing_out_ends_it(browser: Browser, server: Server) -> None:
    account = set_up(server)
    account.habit("Stretch")
    with opened(browser, server.url) as (page, listener):
        page.goto(f"{server.url}/settings")
        for _ in range(100):
            if len(listener.of("ready")) == 2:
                break
            page.wait_for_timeout(100)
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_label("E-mail")).to_be_visible()
        page.wait_for_timeout(1_500)
        assert len(listener.sockets) == 2
        assert listener.sockets[-1].is_closed()


def test_on_plain_http_too(playwright: Playwright, server: Server) -> None:
    account = set_up(server)
    habit = water(account)
    rules = "--host-resolver-rules=MAP habits.test 127.0.0.1"
    browser = playwright.chromium.launch(executable_path=chromium.find(), args=[*chromium.ARGUMENTS, rules])
    page = browser.new_page(locale="en-GB", timezone_id="Europe/Berlin")
    page.set_default_timeout(15_000)
    listener = Listener(page)
    page.goto(f"http://habits.test:{server.port}/")
    sign_in(page)
    connected(page, listener)
    drink(account, habit)
    expect(glasses(page, 1)).to_be_visible(timeout=AT_ONCE_MS)
    browser.close()
