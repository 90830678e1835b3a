"""Every control of Today and of the calendars, used in a browser: what it says is what the server holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from random import getrandbits
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.account import EMAIL, PASSWORD, Account, set_up, signed_in
from tests.e2e.conftest import SIZES, Server

pytestmark = pytest.mark.e2e

DAILY = {"schedule": "daily"}
HABITS: dict[str, dict[str, Any]] = {
    "Stretch": {"section": "morning"},
    "Water": {"measure": "amount", "unit": "glasses", "goal": DAILY | {"target": 8}},
    "Sit": {"measure": "minutes", "goal": DAILY | {"target": 20}},
    "No sweets": {"kind": "quit"},
    "Desk": {"steps": [{"id": "p", "name": "Papers"}, {"id": "c", "name": "Cups"}]},
    "Read": {"section": "evening"},
    "Dishes": {"section": "afternoon"},
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    width, height = SIZES["phone"]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        has_touch=True,
        locale="en-GB",
        timezone_id="Europe/Berlin",
        reduced_motion="reduce",
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield page
    context.close()
    assert not broken


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    """Somebody with a habit of each kind; each test uses another of them, and leaves it undone."""
    folder = tmp_path_factory.mktemp("controls")
    server = Server(folder / "data", folder / "serve.log")
    server.start()
    try:
        account = set_up(server)
        for name, more in HABITS.items():
            account.habit(name, **more)
        yield account
    finally:
        server.stop()


@pytest.fixture
def today(page: Page, account: Account) -> Page:
    sign_in(page, account.server)
    expect(details(page, "Desk")).to_be_visible()
    return page


def sign_in(page: Page, server: Server) -> None:
    page.goto(server.url)
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=re.compile("Mira"))).to_be_visible()


def button(page: Page | Locator, name: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def details(page: Page, name: str) -> Locator:
    return button(page, f"{name}, details")


def sheet(page: Page) -> Locator:
    return page.get_by_role("dialog")


def closed(page: Page) -> None:
    expect(sheet(page)).to_have_count(0)


def stored(page: Page, account: Account, habit: str, day: str | None = None, **wanted: Any) -> None:
    """Soon the server holds this of a day."""
    held: dict[str, Any] = {}
    for _ in range(100):
        item = account.day(day or account.today)[habit]
        held = {key: item[key] for key in wanted}
        if held == wanted:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{habit}: {held} instead of {wanted}")


def test_a_tick_and_its_undo(today: Page, account: Account) -> None:
    tick = button(today, "Done: Stretch")
    tick.click()
    expect(tick).to_have_attribute("aria-pressed", "true")
    stored(today, account, "Stretch", state="done")
    button(today, "Undo").click()
    expect(tick).to_have_attribute("aria-pressed", "false")
    stored(today, account, "Stretch", state="none")
    tick.click()
    stored(today, account, "Stretch", state="done")
    # Two taps within a moment are one by a shaky thumb.
    today.wait_for_timeout(400)
    tick.click()
    stored(today, account, "Stretch", state="none")


def test_an_amount_by_taps_by_a_number_and_by_a_preset(today: Page, account: Account) -> None:
    plus = button(today, "Add 1: Water")
    plus.click()
    plus.click()
    stored(today, account, "Water", state="partial", amount=2)
    hold(today, plus)
    sheet(today).get_by_label("Amount to add").fill("0")
    button(sheet(today), "Add").click()
    expect(today.get_by_text("Enter more than 0.")).to_be_visible()
    sheet(today).get_by_label("Amount to add").fill("2.5")
    button(sheet(today), "Add").click()
    closed(today)
    stored(today, account, "Water", amount=4.5)
    hold(today, plus)
    button(sheet(today), re.compile(r"^Add 3\.5")).click()
    closed(today)
    stored(today, account, "Water", state="done", amount=8)
    button(today, "Undo").click()
    stored(today, account, "Water", state="partial", amount=4.5)


def hold(page: Page, place: Locator) -> None:
    """Press longer than a tap; that it is let go again counts nothing."""
    place.scroll_into_view_if_needed()
    place.hover()
    page.mouse.down()
    expect(sheet(page)).to_be_visible()
    page.mouse.up()


def test_a_timer_that_goes_on_while_the_page_is_closed(page: Page, account: Account) -> None:
    page.context.clock.install(time=datetime.now(UTC))
    sign_in(page, account.server)
    button(page, "Start the timer: Sit").click()
    stop = button(page, "Stop the timer and record it: Sit")
    expect(stop).to_be_visible()
    page.context.clock.fast_forward("04:00")
    page.reload()
    expect(stop).to_be_visible()
    button(page, "Pause the timer: Sit").click()
    page.context.clock.fast_forward("30:00")
    button(page, "Go on with the timer: Sit").click()
    page.context.clock.fast_forward("02:30")
    stop.click()
    expect(stop).to_have_count(0)
    expect(button(page, "Start the timer: Sit")).to_be_visible()
    page.context.clock.run_for(1_000)
    for _ in range(100):
        if account.day(account.today)["Sit"]["state"] == "partial":
            break
        page.wait_for_timeout(100)
    # The clock goes on while the test runs.
    assert account.day(account.today)["Sit"]["amount"] == pytest.approx(6.5, abs=1)


def test_staying_clean_and_a_lapse(today: Page, account: Account) -> None:
    clean = button(today, "Stayed clean: No sweets")
    clean.click()
    expect(clean).to_have_attribute("aria-pressed", "true")
    stored(today, account, "No sweets", state="done")
    details(today, "No sweets").click()
    button(sheet(today), "I lapsed").click()
    closed(today)
    back = button(today, "lapsed, take back: No sweets")
    expect(back).to_be_visible()
    stored(today, account, "No sweets", state="lapsed")
    back.click()
    stored(today, account, "No sweets", state="none")


def test_a_checklist_step_by_step(today: Page, account: Account) -> None:
    button(today, "Desk: 0/2, open the checklist").click()
    sheet(today).get_by_text("Cups").click()
    expect(sheet(today).get_by_text("Steps, 1 of 2")).to_be_visible()
    stored(today, account, "Desk", state="partial", ticked=["c"])
    sheet(today).get_by_text("Papers").click()
    stored(today, account, "Desk", state="done", ticked=["p", "c"])
    sheet(today).get_by_text("Cups").click()
    stored(today, account, "Desk", state="partial", ticked=["p"])
    today.keyboard.press("Escape")
    closed(today)
    expect(button(today, "Desk: 1/2, open the checklist")).to_be_visible()


def test_a_skip_with_its_reason_and_a_note_from_the_row(today: Page, account: Account) -> None:
    details(today, "Read").click()
    button(sheet(today), "Skip today").click()
    button(sheet(today), "travelling").click()
    closed(today)
    expect(today.get_by_text("skipped, travelling")).to_be_visible()
    stored(today, account, "Read", state="skipped", reason="travel")
    details(today, "Read").click()
    button(sheet(today), "Take back skip").click()
    stored(today, account, "Read", state="none")

    hold(today, details(today, "Read"))
    field = sheet(today).get_by_label("Note for today")
    expect(field).to_be_focused()
    field.fill("Two pages in the queue")
    button(sheet(today), "Close").click()
    closed(today)
    stored(today, account, "Read", note="Two pages in the queue", state="none")
    button(today, "Read, note").click()
    expect(field).to_have_value("Two pages in the queue")


def test_what_is_done_hides_and_a_group_folds_on_this_device(today: Page, account: Account) -> None:
    button(today, "Done: Dishes").click()
    stored(today, account, "Dishes", state="done")
    button(today, "Arrange and group this list").click()
    today.get_by_role("menuitemcheckbox", name="Hide what is done").click()
    today.keyboard.press("Escape")
    # Its row stays as long as it can be taken back.
    expect(today.get_by_text(re.compile(r"\d done hidden"))).to_be_visible()
    expect(details(today, "Dishes")).to_have_count(0)
    evening = button(today, "Evening")
    evening.click()
    expect(details(today, "Read")).to_have_count(0)
    today.reload()
    expect(evening).to_have_attribute("aria-expanded", "false")
    expect(today.get_by_text(re.compile(r"\d done hidden"))).to_be_visible()
    expect(details(today, "Read")).to_have_count(0)
    button(today, "Show").click()
    expect(details(today, "Dishes")).to_be_visible()
    evening.click()
    expect(details(today, "Read")).to_be_visible()
    button(today, "Done: Dishes").click()
    stored(today, account, "Dishes", state="none")


def test_arranging_by_keyboard(today: Page, account: Account) -> None:
    def order() -> list[str]:
        return [name for name in by_position(account) if name in {"Water", "Sit", "No sweets", "Desk"}]

    assert order() == ["Water", "Sit", "No sweets", "Desk"]
    button(today, "Arrange and group this list").click()
    today.get_by_role("menuitem", name="Arrange").click()
    up = button(today, "Move up: Desk")
    up.focus()
    today.keyboard.press("Enter")
    expect(today.get_by_text("Desk is now number 3 of 4")).to_be_attached()
    expect(up).to_be_focused()
    until(today, lambda: order() == ["Water", "Sit", "Desk", "No sweets"])

    handle = button(today, "Drag: Water")
    handle.focus()
    today.keyboard.press("Space")
    expect(today.get_by_text("Water is lifted, number 1 of 4")).to_be_attached()
    today.keyboard.press("ArrowDown")
    expect(today.get_by_text("Water is now number 2 of 4")).to_be_attached()
    today.keyboard.press("Space")
    until(today, lambda: order() == ["Sit", "Water", "Desk", "No sweets"])
    button(today, "Undo").click()
    until(today, lambda: order() == ["Water", "Sit", "Desk", "No sweets"])
    button(today, "Done").click()
    expect(details(today, "Desk")).to_be_visible()


def by_position(account: Account) -> list[str]:
    items = account.day(account.today).values()
    return [item["name"] for item in sorted(items, key=lambda item: item["position"])]


def until(page: Page, is_so: Callable[[], bool]) -> None:
    for _ in range(100):
        if is_so():
            return
        page.wait_for_timeout(100)
    assert is_so()


def id_of(made: datetime) -> str:
    """A UUIDv7 that was made then."""
    milliseconds = int(made.timestamp() * 1000)
    return str(UUID(int=milliseconds << 80 | 0x7 << 76 | 0b10 << 62 | getrandbits(62)))


def test_yesterday_is_asked_about_once(page: Page, server: Server) -> None:
    server.stop()
    server.start(days_ago=1)
    account = set_up(server)
    yesterday = account.today
    made = datetime.now(UTC) - timedelta(days=1)
    for name in ("Stretch", "Read"):
        # The server's own ids tell when they were really made.
        account.habit(name, id=id_of(made))
    server.stop()
    server.start()
    account = signed_in(server)
    sign_in(page, server)
    card = page.get_by_role("region", name="Yesterday: 2 open")
    expect(card).to_be_visible()
    button(card, "Done: Stretch").click()
    stored(page, account, "Stretch", yesterday, state="done")
    page.reload()
    card = page.get_by_role("region", name="Yesterday: 1 open")
    button(card, "Done: Read").click()
    expect(page.get_by_text("Yesterday is up to date. Thank you.")).to_be_visible()
    stored(page, account, "Read", yesterday, state="done")
    page.reload()
    expect(details(page, "Stretch")).to_be_visible()
    expect(page.get_by_text(re.compile("^Yesterday"))).to_have_count(0)
    assert {item["state"] for item in account.day(account.today).values()} == {"none"}


def test_the_calendars_show_and_correct_days(page: Page, server: Server) -> None:
    account = set_up(server)
    for name in ("Stretch", "Read"):
        account.habit(name)
    sign_in(page, server)
    for name in ("Stretch", "Read"):
        button(page, f"Done: {name}").click()
        stored(page, account, name, state="done")
    page.get_by_role("link", name="Calendar").and_(page.locator(":visible")).click()
    now = page.locator("[role=gridcell][aria-current=date]")
    expect(now).to_have_text(re.compile("all 2 done"))
    expect(now.locator(".cell-star")).to_be_visible()

    page.get_by_role("link", name="Year", exact=True).click()
    # The month stands until the year's code has come.
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^20\d\d$"))
    cell = page.locator("[role=gridcell][aria-current=date]")
    expect(cell).to_have_accessible_name(re.compile("all 2 done"))
    cell.focus()
    target = date.fromisoformat(account.today)
    for key, days in (("ArrowLeft", 7), ("ArrowUp", 1), ("ArrowUp", 1)):
        page.keyboard.press(key)
        target -= timedelta(days=days)
        expect(page.locator(f'[role=gridcell][data-day="{target}"]')).to_be_focused()
    there = page.locator(f'[role=gridcell][data-day="{target}"]')
    expect(there).to_have_accessible_name(re.compile("nothing due"))
    page.keyboard.press("Enter")
    day = page.get_by_role("region", name=f"{target:%A}, {target.day} {target:%B}")
    button(day, "Done: Stretch").click()
    stored(page, account, "Stretch", str(target), state="done")
    expect(there).to_have_accessible_name(re.compile("done"))
    page.keyboard.press("Escape")
    expect(there).to_be_focused()
