"""Without a network: nothing that was tapped is lost, and every device ends with the same day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.e2e import browser as chromium
from tests.e2e.account import EMAIL, PASSWORD, set_up, signed_in
from tests.e2e.conftest import SIZES, Server

pytestmark = pytest.mark.e2e

PHONE = {"width": SIZES["phone"][0], "height": SIZES["phone"][1]}
HABITS = ("Stretch", "Read", "Walk")


@contextmanager
def opened(playwright: Playwright, profile: Path, url: str) -> Iterator[Page]:
    """The app in a browser with a profile of its own, closed again at the end."""
    context = playwright.chromium.launch_persistent_context(
        profile,
        executable_path=chromium.find(),
        args=chromium.ARGUMENTS,
        viewport=PHONE,
        locale="en-GB",
        timezone_id="Europe/Berlin",
    )
    page = context.pages[0]
    page.set_default_timeout(15_000)
    page.goto(url)
    try:
        yield page
    finally:
        context.close()


def sign_in(page: Page) -> None:
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=re.compile("Mira"))).to_be_visible()


# Not page.wait_for_function: unless it is true at once, it evaluates a string, which our CSP forbids.
CONTROLLED = """async () => {
    await navigator.serviceWorker.ready
    while (navigator.serviceWorker.controller === null) await new Promise(done => setTimeout(done, 50))
}"""


def settled(page: Page) -> None:
    """The service worker has everything, and what Today shows is kept on the device."""
    page.evaluate(CONTROLLED)
    page.wait_for_timeout(800)


COUNT = """async store => {
    const answer = request => new Promise(done => { request.onsuccess = () => done(request.result) })
    const db = await answer(indexedDB.open('habitus'))
    const stores = [...db.objectStoreNames].filter(name => store === null || name === store)
    const count = name => answer(db.transaction(name).objectStore(name).count())
    const counts = await Promise.all(stores.map(count))
    db.close()
    return counts.reduce((sum, count) => sum + count, 0)
}"""
"""How much the browser keeps in one of its stores, or in all."""


def nothing_waits(page: Page, seconds: int = 15) -> None:
    """The device has sent everything, and says so."""
    for _ in range(seconds * 5):
        if page.evaluate(COUNT, "outbox") == 0:
            break
        page.wait_for_timeout(200)
    assert page.evaluate(COUNT, "outbox") == 0
    expect(page.get_by_text(re.compile("changes? waiting|Sending"))).to_have_count(0)


def tick(page: Page, name: str):
    return page.get_by_role("button", name=f"Done: {name}")


def plus(page: Page, name: str):
    return page.get_by_role("button", name=re.compile(rf"^Add .*{name}"))


def test_taps_in_a_closed_browser_on_a_dead_server_arrive_with_their_own_instants(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    account = set_up(server)
    for name in HABITS:
        account.habit(name)
    today, profile = account.today, tmp_path / "profile"
    with opened(playwright, profile, server.url) as page:
        sign_in(page)
        expect(tick(page, "Walk")).to_be_visible()
        settled(page)
    server.kill()

    tapped: dict[str, datetime] = {}
    with opened(playwright, profile, server.url) as page:
        expect(page.get_by_text("Offline.")).to_be_visible()
        for name in HABITS:
            tapped[name] = datetime.now(UTC)
            tick(page, name).click()
            expect(tick(page, name)).to_have_attribute("aria-pressed", "true")
            page.wait_for_timeout(1_200)
        expect(page.get_by_text("3 changes waiting")).to_be_visible()

    server.start()
    with opened(playwright, profile, server.url) as page:
        expect(tick(page, "Walk")).to_have_attribute("aria-pressed", "true")
        nothing_waits(page)
        expect(page.get_by_text("Offline.")).to_have_count(0)
        stored = signed_in(server).day(today)
    for name in HABITS:
        assert stored[name]["state"] == "done"
        late = datetime.fromisoformat(stored[name]["tapped_at"]) - tapped[name]
        assert abs(late) <= timedelta(seconds=1), f"{name} was tapped {late} off"


def test_a_reload_without_a_server_keeps_what_waits_and_sends_it_once(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    account = set_up(server)
    account.habit("Stretch")
    account.habit("Water", measure="amount", unit="glasses", goal={"schedule": "daily", "target": 8})
    with opened(playwright, tmp_path / "profile", server.url) as page:
        sign_in(page)
        plus(page, "Water").click()
        expect(page.get_by_text(re.compile(r"1 of 8\sglasses"))).to_be_visible()
        settled(page)
        server.kill()
        for _ in range(4):
            plus(page, "Water").click()
        tick(page, "Stretch").click()
        expect(page.get_by_text("5 changes waiting")).to_be_visible()
        page.reload()
        expect(page.get_by_text("5 changes waiting")).to_be_visible()
        expect(page.get_by_text(re.compile(r"5 of 8\sglasses"))).to_be_visible()
        page.get_by_role("link", name="Have a look").click()
        expect(page.get_by_text("Water: +1")).to_have_count(4)
        page.go_back()
        server.start()
        page.evaluate("dispatchEvent(new Event('online'))")
        # In the middle of sending, perhaps.
        page.reload()
        nothing_waits(page)
        expect(page.get_by_text(re.compile(r"5 of 8\sglasses"))).to_be_visible()
    stored = signed_in(server).day(account.today)
    assert (stored["Water"]["amount"], stored["Stretch"]["state"]) == (5, "done")


def test_what_the_server_refuses_is_kept_and_shown(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    account = set_up(server)
    habit = account.habit("Stretch")
    account.habit("Read")
    with opened(playwright, tmp_path / "profile", server.url) as page:
        sign_in(page)
        settled(page)
        page.context.set_offline(True)
        tick(page, "Stretch").click()
        tick(page, "Read").click()
        expect(page.get_by_text("2 changes waiting")).to_be_visible()
        account.call("DELETE", f"/habits/{habit}")
        page.context.set_offline(False)
        expect(page.get_by_text("1 change was not accepted.")).to_be_visible()
        assert account.day(account.today)["Read"]["state"] == "done"
        page.get_by_role("link", name="Have a look").first.click()
        expect(page.get_by_role("main").get_by_text("This habit is gone")).to_be_visible()
        account.call("POST", f"/habits/{habit}/undelete")
        page.get_by_role("button", name="Try again").click()
        expect(page.get_by_text("Everything is with the server")).to_be_visible()
    assert account.day(account.today)["Stretch"]["state"] == "done"


def test_signing_out_with_unsent_changes_asks(playwright: Playwright, server: Server, tmp_path: Path) -> None:
    account = set_up(server)
    account.habit("Stretch")
    with opened(playwright, tmp_path / "profile", server.url) as page:
        sign_in(page)
        settled(page)
        page.context.set_offline(True)
        tick(page, "Stretch").click()
        page.goto(f"{server.url}/settings")
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_text("1 change waits on this device.")).to_be_visible()
        page.context.set_offline(False)
        expect(page.get_by_text("Everything has been sent.")).to_be_visible()
        page.get_by_role("dialog").get_by_role("button", name="Sign out", exact=True).click()
        expect(page.get_by_label("E-mail")).to_be_visible()
        assert page.evaluate(COUNT, None) <= 1, "nothing of the person stays in the browser"
    assert account.day(account.today)["Stretch"]["state"] == "done"


DAYS_AWAY = 7
TAPS_A_DAY = 72
TAP = """([name, times]) => {
    const labels = [...document.querySelectorAll('button[aria-label^="Add"]')]
    const button = labels.find(one => one.getAttribute('aria-label').endsWith(name))
    for (let count = 0; count < times; count += 1) button.click()
}"""


def device(browser: Browser, server: Server, at: datetime | None = None) -> tuple[BrowserContext, Page]:
    """Another device of the same person, on whose clock it is `at`."""
    context = browser.new_context(viewport=PHONE, locale="en-GB", timezone_id="Europe/Berlin")
    if at is not None:
        context.clock.install(time=at)
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(server.url)
    sign_in(page)
    expect(plus(page, "Water")).to_be_visible()
    return context, page


def test_two_devices_and_a_phone_seven_days_away_end_with_the_same_days(
    browser: Browser, server: Server
) -> None:
    start = datetime.now(UTC) - timedelta(days=DAYS_AWAY)
    server.stop()
    server.start(days_ago=DAYS_AWAY)
    account = set_up(server)
    account.habit("Water", measure="amount", unit="glasses", goal={"schedule": "daily", "target": 500})
    account.habit("Stretch")
    away, phone = device(browser, server, start)
    settled(phone)
    server.stop()
    for day in range(DAYS_AWAY):
        away.clock.set_system_time(start + timedelta(days=day))
        phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        away.clock.run_for(1_000)
        expect(phone.get_by_text((start + timedelta(days=day)).strftime("%A, %-d %B"))).to_be_visible()
        phone.evaluate(TAP, ["Water", TAPS_A_DAY])
        tick(phone, "Stretch").click()
    waiting = DAYS_AWAY * (TAPS_A_DAY + 1)
    assert waiting >= 500
    expect(phone.get_by_text(f"{waiting} changes waiting")).to_be_visible()

    away.set_offline(True)
    server.start()
    (home, laptop), (work, desk) = device(browser, server), device(browser, server)
    for page, times in ((laptop, 3), (desk, 4)):
        page.evaluate(TAP, ["Water", times])
    tick(laptop, "Stretch").click()
    expect(tick(laptop, "Stretch")).to_have_attribute("aria-pressed", "true")

    away.clock.set_system_time(datetime.now(UTC))
    away.set_offline(False)
    phone.evaluate("dispatchEvent(new Event('online'))")
    nothing_waits(phone, seconds=60)

    account = signed_in(server)
    for day in range(DAYS_AWAY):
        stored = account.day((start + timedelta(days=day)).astimezone().date().isoformat())
        assert (stored["Water"]["amount"], stored["Stretch"]["state"]) == (
            pytest.approx(TAPS_A_DAY * STEP),
            "done",
        )
    today = account.day(account.today)
    assert (today["Water"]["amount"], today["Stretch"]["state"]) == (pytest.approx(7 * STEP), "done")
    for page in (laptop, desk, phone):
        page.reload()
        expect(page.get_by_text(re.compile(rf"{7 * STEP} of 500\sglasses"))).to_be_visible()
        expect(tick(page, "Stretch")).to_have_attribute("aria-pressed", "true")
    for context in (away, home, work):
        context.close()


STEP = 50
"""What one tap adds to a target of 500."""


def test_on_plain_http_it_works_online_and_says_so(playwright: Playwright, server: Server) -> None:
    account = set_up(server)
    account.habit("Stretch")
    rules = "--host-resolver-rules=MAP habits.test 127.0.0.1"
    browser = playwright.chromium.launch(executable_path=chromium.find(), args=[*chromium.ARGUMENTS, rules])
    page = browser.new_page(viewport=PHONE, locale="en-GB", timezone_id="Europe/Berlin")
    page.set_default_timeout(15_000)
    page.goto(f"http://habits.test:{server.port}/")
    assert page.evaluate("isSecureContext") is False
    assert page.evaluate(
        "[typeof navigator.locks, typeof crypto.randomUUID, 'serviceWorker' in navigator]"
    ) == [
        "undefined",
        "undefined",
        False,
    ]
    sign_in(page)
    expect(page.get_by_text("This address has no encryption (http).")).to_be_visible()
    tick(page, "Stretch").click()
    expect(tick(page, "Stretch")).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(500)
    page.reload()
    expect(tick(page, "Stretch")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Hide this note").click()
    expect(page.get_by_text("This address has no encryption (http).")).to_have_count(0)
    assert account.day(account.today)["Stretch"]["state"] == "done"
    browser.close()
