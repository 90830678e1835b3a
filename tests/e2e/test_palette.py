"""Search or jump to: everything by typing, on a phone and a desktop, with and without a keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.account import EMAIL, PASSWORD, set_up
from tests.e2e.conftest import Server
from tests.e2e.looking import look

pytestmark = pytest.mark.e2e


def sign_in(page: Page, server: Server) -> None:
    page.goto(server.url)
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=re.compile("Mira"))).to_be_visible()


def palette(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Search")


def search(page: Page, typed: str) -> None:
    """Call the search and type at once, as people do: no letter may be lost."""
    page.keyboard.press("Control+k")
    page.keyboard.type(typed)
    expect(palette(page).get_by_role("combobox")).to_have_value(typed)


def choose(page: Page) -> None:
    page.keyboard.press("Enter")
    expect(palette(page)).to_have_count(0)


def test_everything_is_found_by_typing(page: Page, server: Server) -> None:
    account = set_up(server)
    for name in ("Drink tea", "Stretch", "Read"):
        account.habit(name)
    sign_in(page, server)

    search(page, "stre")
    look(page, "palette")
    choose(page)
    expect(page.get_by_text("Stretch: done")).to_be_visible()
    expect(page.get_by_role("button", name="Done: Stretch")).to_have_attribute("aria-pressed", "true")
    assert account.day(account.today)["Stretch"]["state"] == "done"

    search(page, "tea edit")
    choose(page)
    expect(page.get_by_label("Name", exact=True)).to_have_value("Drink tea")
    search(page, "12. maerz 2024")
    choose(page)
    expect(page).to_have_url(re.compile(r"/calendar/2024-03\?day=2024-03-12"))
    expect(page.get_by_role("main")).to_be_focused()
    search(page, "deutsch")
    choose(page)
    expect(page.locator("html")).to_have_attribute("lang", "de")


def test_a_button_opens_it_and_has_the_focus_again(page: Page, server: Server) -> None:
    set_up(server).habit("Stretch")
    sign_in(page, server)
    button = page.get_by_role("button", name="Search or jump to")
    button.click()
    expect(palette(page).get_by_role("combobox")).to_be_focused()
    look(page, "palette-empty")
    page.keyboard.press("Escape")
    expect(palette(page)).to_have_count(0)
    expect(button).to_be_focused()


def test_keys_lead_everywhere_and_are_listed(page: Page, server: Server) -> None:
    set_up(server).habit("Stretch")
    sign_in(page, server)
    page.keyboard.press("g")
    page.keyboard.press("h")
    expect(page).to_have_url(re.compile("/habits$"))
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(keys.get_by_text("Go to the calendar")).to_be_visible()
    look(page, "shortcuts")
    keys.get_by_label("Use shortcuts of single keys").uncheck()
    page.keyboard.press("Escape")
    expect(keys).to_have_count(0)
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page).to_have_url(re.compile("/habits$"))
