"""A day with the keyboard alone: the focus is always somewhere, and always seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.account import EMAIL, PASSWORD, Account, set_up
from tests.e2e.conftest import SIZES, Server

pytestmark = pytest.mark.e2e

NOTE = "By the open window"
MOST_TABS = 60

RINGED = """at => {
    const drawn = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
    const box = at.getBoundingClientRect()
    const inWindow = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
    const around = [at, at.parentElement, at.parentElement?.parentElement]
    const ringed = one => drawn(getComputedStyle(one)) || drawn(getComputedStyle(one, '::after'))
    return inWindow && around.some(one => one && ringed(one))
}"""
"""Whether what has the focus is in the window and has a ring around it."""
NOWHERE = "() => document.activeElement === null || document.activeElement === document.body"


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    width, height = SIZES["desktop"]
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="en-GB", timezone_id="Europe/Berlin"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def at(place: Locator) -> None:
    """The focus is here, and is seen."""
    expect(place).to_be_focused()
    assert place.evaluate(RINGED), f"the focus is not seen on {place}"


def in_part(place: Locator) -> None:
    """The focus is on a part of the page as a whole, from where Tab goes on: no ring is needed."""
    expect(place).to_be_focused()
    assert place.get_attribute("tabindex") == "-1"


def tab_to(page: Page, place: Locator, key: str = "Tab") -> None:
    for _ in range(MOST_TABS):
        press(page, key)
        if place.count() == 1 and place.evaluate("at => at === document.activeElement"):
            break
    at(place)


def somewhere(page: Page) -> None:
    """After a step the focus has not fallen back to the whole page."""
    assert not page.evaluate(NOWHERE), "the focus is lost"


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def button(page: Page, name: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def sign_in(page: Page, server: Server) -> None:
    page.goto(server.url)
    expect(page.get_by_label("E-mail")).to_be_visible()
    tab_to(page, page.get_by_label("E-mail"))
    page.keyboard.type(EMAIL)
    tab_to(page, page.get_by_label("Password", exact=True))
    page.keyboard.type(PASSWORD)
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1, name=re.compile("Mira"))).to_be_visible()
    in_part(main(page))


def skip_the_menu(page: Page) -> None:
    skip = page.get_by_role("link", name="Skip to content")
    tab_to(page, skip, "Shift+Tab")
    expect(skip).to_be_in_viewport()
    press(page, "Enter")
    in_part(main(page))


def tick_and_take_back(page: Page) -> None:
    stretch = button(page, "Done: Stretch")
    tab_to(page, stretch)
    press(page, "Space")
    expect(stretch).to_have_attribute("aria-pressed", "true")
    at(stretch)
    undo = button(page, "Undo")
    tab_to(page, undo)
    press(page, "Enter")
    expect(stretch).to_have_attribute("aria-pressed", "false")
    expect(undo).to_have_count(0)
    somewhere(page)
    tab_to(page, stretch)
    press(page, "Enter")
    expect(stretch).to_have_attribute("aria-pressed", "true")
    at(stretch)


def add_an_amount(page: Page) -> None:
    press(page, "j")
    plus = button(page, "Add 1: Water")
    at(plus)
    press(page, "Shift+Enter")
    at(page.get_by_label("Amount to add"))
    page.keyboard.type("3")
    press(page, "Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text(re.compile(r"3 of 8\sglasses"))).to_be_visible()
    at(plus)
    press(page, "Shift+Enter")
    at(page.get_by_label("Amount to add"))
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    at(plus)


def write_a_note(page: Page) -> None:
    plus = button(page, "Add 1: Water")
    press(page, "n")
    at(page.get_by_label("Note for today"))
    page.keyboard.type(NOTE)
    tab_to(page, button(page, "Save note"))
    press(page, "Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    somewhere(page)
    at(plus.or_(button(page, "Water, details")).and_(page.locator(":focus")))


def correct_a_day(page: Page, account: Account) -> None:
    yesterday = date.fromisoformat(account.today) - timedelta(days=1)
    press(page, "g", "c")
    expect(page).to_have_url(re.compile(r"/calendar/\d{4}-\d{2}$"))
    in_part(main(page))
    tab_to(page, page.locator("[role=gridcell][aria-current=date]"))
    press(page, "ArrowLeft")
    cell = page.locator(f'[role=gridcell][data-day="{yesterday}"]')
    at(cell)
    press(page, "ArrowUp", "ArrowDown")
    at(cell)
    press(page, "Enter")
    day = page.get_by_role("region", name=f"{yesterday:%A}, {yesterday.day} {yesterday:%B}")
    in_part(day)
    stretch = day.get_by_role("button", name="Done: Stretch")
    tab_to(page, stretch)
    press(page, "Space")
    expect(stretch).to_have_attribute("aria-pressed", "true")
    at(stretch)
    press(page, "Escape")
    at(cell)
    expect(stretch).to_have_count(0)


def go_by_the_palette(page: Page) -> None:
    where = page.url
    press(page, "Control+k")
    expect(page.get_by_role("dialog").get_by_role("combobox")).to_be_focused()
    page.keyboard.type("open stretch")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1, name="Stretch")).to_be_visible()
    in_part(main(page))
    tab_to(page, page.get_by_role("link", name="Edit"))
    page.go_back()
    expect(page).to_have_url(where)
    expect(page.get_by_role("grid")).to_be_visible()
    in_part(main(page))
    press(page, "Control+k")
    expect(page.get_by_role("dialog").get_by_role("combobox")).to_be_focused()
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    in_part(main(page))


def test_a_day_with_the_keyboard_alone(page: Page, server: Server) -> None:
    account = set_up(server)
    account.habit("Stretch")
    account.habit("Water", measure="amount", unit="glasses", goal={"schedule": "daily", "target": 8})
    sign_in(page, server)
    skip_the_menu(page)
    tick_and_take_back(page)
    add_an_amount(page)
    write_a_note(page)
    correct_a_day(page, account)
    go_by_the_palette(page)

    today = account.today
    yesterday = (date.fromisoformat(today) - timedelta(days=1)).isoformat()
    stored = account.day(today)
    assert (stored["Stretch"]["state"], account.day(yesterday)["Stretch"]["state"]) == ("done", "done")
    assert (stored["Water"]["amount"], stored["Water"]["note"]) == (3, NOTE)
