"""One browser, several people: nobody sees or sends what is somebody else's, and signing out holds."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.account import EMAIL, PASSWORD, Account, set_up, signed_in
from tests.e2e.conftest import Server
from tests.e2e.test_offline import COUNT, nothing_waits, opened, settled, sign_in, tick

pytestmark = pytest.mark.e2e

JONAS = "jonas@home.example.com"


def another_person(server: Server) -> None:
    """Jonas, who has seen the welcome."""
    command = [str(Path(sys.executable).parent / "habitus"), "people", "create", "--email", JONAS]
    environment = os.environ | {"HABITUS_DATA_DIR": str(server.data)}
    words = [*command, "--name", "Jonas", "--password-stdin"]
    subprocess.run(words, env=environment, input=PASSWORD, text=True, check=True, capture_output=True)
    form = {"grant_type": "password", "username": JONAS, "password": PASSWORD}
    token = httpx2.post(f"{server.url}/api/v1/auth/token", data=form).json()["access_token"]
    Account(server, token).call("PATCH", "/me", {"onboarded": True})


def enter(page: Page, email: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")


def test_signing_out_without_a_network_holds(playwright: Playwright, server: Server, tmp_path: Path) -> None:
    account = set_up(server)
    account.habit("Stretch")
    with opened(playwright, tmp_path / "profile", server.url) as page:
        sign_in(page)
        settled(page)
        page.context.set_offline(True)
        tick(page, "Stretch").click()
        page.goto(f"{server.url}/settings")
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("button", name="Sign out and discard").click()
        expect(page.get_by_label("E-mail")).to_be_visible()
        page.wait_for_timeout(500)
        assert page.evaluate(COUNT, None) == 0, "nothing of the person stays in the browser"
        page.context.set_offline(False)
        page.goto(server.url)
        expect(page.get_by_label("E-mail")).to_be_visible()
        assert page.context.cookies() == []
        # In the same page: what signing out took away is there again.
        enter(page, EMAIL)
        expect(tick(page, "Stretch")).to_have_attribute("aria-pressed", "false")
        settled(page)
        server.kill()
        page.reload()
        expect(tick(page, "Stretch")).to_be_visible()


def test_somebody_else_in_another_tab_gets_nothing_of_the_one_before(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    account = set_up(server)
    habit = account.habit("Stretch")
    another_person(server)
    with opened(playwright, tmp_path / "profile", server.url) as page:
        sign_in(page)
        settled(page)
        # Something of Mira's waits: the way to this habit is closed.
        page.context.route(re.compile(f"/habits/{habit}/entries/"), lambda route: route.abort())
        tick(page, "Stretch").click()
        expect(page.get_by_text("1 change waiting")).to_be_visible()

        tab = page.context.new_page()
        tab.goto(f"{server.url}/sign-in")
        enter(tab, JONAS)
        for one in (tab, page):
            expect(one.get_by_text("Or begin with these")).to_be_visible()
            expect(tick(one, "Stretch")).to_have_count(0)
        page.context.unroute_all()
        page.goto(f"{server.url}/unsent")
        expect(page.get_by_text("1 change of somebody else waits on this device.")).to_be_visible()
        assert account.day(account.today)["Stretch"]["state"] == "none"

        tab.close()
        page.goto(f"{server.url}/sign-in")
        enter(page, EMAIL)
        # Signing in loads Today anew.
        expect(tick(page, "Stretch")).to_be_visible()
        nothing_waits(page)
    assert signed_in(server).day(account.today)["Stretch"]["state"] == "done"


def test_what_the_service_worker_sent_shows_at_a_start_without_a_network(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    account = set_up(server)
    account.habit("Stretch")
    with opened(playwright, tmp_path / "profile", server.url) as page:
        sign_in(page)
        settled(page)
        context = page.context
        registered: list[dict[str, str]] = []
        worker = context.new_cdp_session(page)
        worker.on(
            "ServiceWorker.workerRegistrationUpdated", lambda told: registered.extend(told["registrations"])
        )
        worker.send("ServiceWorker.enable")
        page.wait_for_timeout(300)
        server.kill()
        tick(page, "Stretch").click()
        expect(page.get_by_text("1 change waiting")).to_be_visible()

        empty = context.new_page()
        page.close()
        server.start()
        waker = context.new_cdp_session(empty)
        waker.send("ServiceWorker.enable")
        mine = next(one for one in registered if one["scopeURL"].startswith(server.url))
        wake = {"origin": server.url, "registrationId": mine["registrationId"], "tag": "habitus-outbox"}
        waker.send("ServiceWorker.dispatchSyncEvent", {**wake, "lastChance": False})
        for _ in range(50):
            if signed_in(server).day(account.today)["Stretch"]["state"] == "done":
                break
            empty.wait_for_timeout(200)
        empty.wait_for_timeout(300)
        server.kill()
        empty.goto(server.url)
        expect(tick(empty, "Stretch")).to_have_attribute("aria-pressed", "true")
        expect(empty.get_by_text("Offline.")).to_be_visible()
