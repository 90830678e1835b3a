"""The whole way of a newcomer in a real browser, on a phone and on a desktop."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.looking import look

pytestmark = pytest.mark.e2e

EMAIL = "mira@home.example.com"
PASSWORD = "three grey stones by the lake"


def set_up(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Your name").fill("Mira")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill("aaaaaaaaaaaa")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_text("one of the first that would be guessed")).to_be_visible()
    look(page, "setup")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Start").click()
    first_steps(page)
    expect(page.get_by_text("Set your first stone")).to_be_visible()
    expect(page.get_by_role("link", name="Bring your history")).to_be_visible()
    assert "#" not in page.url, "the link's secret leaves the address bar"
    look(page, "today-empty")


def first_steps(page: Page) -> None:
    """Answer what a newcomer is asked; a reload in between comes back to the same question."""

    def go_on(name: str = "Continue") -> None:
        page.get_by_role("button", name=name, exact=True).click()

    expect(page.get_by_role("heading", name="Good to have you here")).to_be_visible()
    look(page, "welcome-hello")
    go_on()
    expect(page.get_by_role("combobox", name="Time zone")).to_have_value("Berlin")
    page.reload()
    expect(page.get_by_role("combobox", name="Time zone")).to_have_value("Berlin")
    look(page, "welcome-zone")
    for question in ("day", "units"):
        go_on()
        look(page, f"welcome-{question}")
    go_on()
    expect(page.get_by_role("heading", name="Bring your history along")).to_be_visible()
    look(page, "welcome-history")
    page.go_back()
    expect(page.get_by_role("heading", name="Weeks and weights")).to_be_visible()
    go_on()
    go_on("Continue without")
    expect(page.get_by_role("heading", name="What shall it be?")).to_be_visible()
    look(page, "welcome-habits")
    go_on("Continue without")
    expect(page.get_by_role("heading", name="You are all set, Mira")).to_be_visible()
    look(page, "welcome-done")
    go_on("Go to Today")


def set_up_without_looking(page: Page, server) -> None:
    """The same in one request, for a test that is about what comes after."""
    token = server.setup_link.partition("#")[2]
    person = {"token": token, "email": EMAIL, "name": "Mira", "password": PASSWORD, "zone": "Europe/Berlin"}
    assert page.request.post(f"{server.url}/api/v1/auth/setup", data=person).status == 201
    page.goto(server.url)
    sign_in(page, PASSWORD)
    page.get_by_role("button", name="Skip").click()
    expect(page.get_by_text("Set your first stone")).to_be_visible()


def the_used_link_leads_to_sign_in(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_role("heading", name="This server is set up already")).to_be_visible()
    look(page, "setup-used")
    page.get_by_role("link", name="Sign in").click()


def no_field_is_covered(page: Page) -> None:
    """Tab through the page: what has the focus is never behind the bars at the bottom (WCAG 2.4.11)."""
    covered = """() => {
        const at = document.activeElement
        if (at === document.body) return null
        const box = (at.closest('.choice') ?? at).getBoundingClientRect()
        const bars = [...document.querySelectorAll('.tabs, .form-actions')].filter(bar =>
            !bar.contains(at) && ['fixed', 'sticky'].includes(getComputedStyle(bar).position))
        const hidden = bar => box.bottom > bar.top + 1 && box.top < bar.bottom
        return bars.map(bar => bar.getBoundingClientRect()).filter(bar => bar.height).some(hidden)
            ? `${at.tagName} ${at.name}` : null
    }"""
    for _ in range(20):
        page.keyboard.press("Tab")
        assert page.evaluate(covered) is None
    page.evaluate("scrollTo(0, 0)")


def add_habit(page: Page, name: str, *, amount: tuple[str, str] | None = None, weekly: bool = False) -> None:
    page.get_by_role("link", name="Add a habit").first.click()
    page.get_by_label("Name", exact=True).fill(name)
    if amount is not None:
        page.get_by_text("An amount", exact=True).click()
        page.get_by_label("At least").fill(amount[0])
        page.get_by_label("Unit (optional)").fill(amount[1])
    if weekly:
        page.get_by_text("Some days a week", exact=True).click()
    if name == "Read":
        look(page, "habit-new")
        page.get_by_label("Name", exact=True).focus()
        no_field_is_covered(page)
    page.get_by_role("button", name="Add habit").click()
    expect(details(page, name)).to_be_visible()


def details(page: Page, name: str):
    return page.get_by_role("button", name=f"{name}, details")


def tick(page: Page, name: str):
    return page.get_by_role("button", name=f"Done: {name}")


def go(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).and_(page.locator(":visible")).first.click()


def sign_in(page: Page, password: str) -> None:
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(password)
    page.keyboard.press("Enter")


def test_from_the_set_up_link_to_a_day_in_the_past(page: Page, server) -> None:
    set_up(page, server.setup_link)
    add_habit(page, "Read")
    add_habit(page, "Water", amount=("3", "glasses"))
    add_habit(page, "Run", weekly=True)

    # Check off, undo, check off again; a reload shows what the server knows.
    tick(page, "Read").click()
    expect(tick(page, "Read")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("img", name=re.compile(r"1 of \d done"))).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(tick(page, "Read")).to_have_attribute("aria-pressed", "false")
    tick(page, "Read").click()
    plus = page.get_by_role("button", name=re.compile("^Add 1.*Water"))
    for glasses in (1, 2, 3):
        plus.click()
        expect(page.get_by_text(re.compile(rf"{glasses} of 3\sglasses"))).to_be_visible()
    expect(page.get_by_role("img", name=re.compile(r"2 of \d done"))).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.reload()
    expect(tick(page, "Read")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text(re.compile(r"3 of 3\sglasses"))).to_be_visible()
    look(page, "today")

    # Skip with a note, from the habit's sheet.
    details(page, "Run").click()
    page.get_by_label("Note for today").fill("A sore knee")
    page.get_by_role("button", name="Save note").click()
    if not page.get_by_role("button", name="Skip today").is_visible():
        details(page, "Run").click()
    look(page, "habit-sheet")
    page.get_by_role("button", name="Skip today").click()
    page.get_by_role("button", name="ill", exact=True).click()
    expect(page.get_by_text("skipped, ill")).to_be_visible()
    expect(page.get_by_role("img", name="2 of 2 done")).to_be_visible()

    # The month: today is a full day, and a day of the past can be filled in.
    go(page, "Calendar")
    expect(page.get_by_role("gridcell", name=re.compile("(?=.*all 2 done)(?=.*today)"))).to_be_visible()
    look(page, "calendar")
    go(page, "Previous month")
    expect(page).to_have_url(re.compile(r"/calendar/\d{4}-\d{2}$"))
    page.get_by_role("gridcell").nth(9).click()
    page.get_by_role("button", name="Edit this day").click()
    tick(page, "Read").click()
    expect(page.get_by_role("gridcell", name=re.compile(r"all 1 done|1 of \d+ done"))).to_have_count(1)
    look(page, "calendar-edit")

    # Out, a wrong password in plain words, and in again on the way that was meant.
    go(page, "Settings")
    look(page, "settings")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("E-mail")).to_be_visible()
    the_used_link_leads_to_sign_in(page, server.setup_link)
    sign_in(page, "not this one")
    expect(page.get_by_text("E-mail or password is not right")).to_be_visible()
    look(page, "sign-in")
    sign_in(page, PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).some(key => /token/i.test(key))") is False


def test_the_api_page_works_under_the_content_security_policy(page: Page, server) -> None:
    token = server.setup_link.partition("#")[2]
    person = {"token": token, "email": EMAIL, "name": "Mira", "password": PASSWORD}
    assert page.request.post(f"{server.url}/api/v1/auth/setup", data=person).status == 201

    page.goto(f"{server.url}/docs")
    expect(page.get_by_role("heading", name=re.compile("Habitus"))).to_be_visible()
    page.get_by_role("button", name="Authorize").click()
    page.get_by_label("username:").fill(EMAIL)
    page.get_by_label("password:").fill(PASSWORD)
    page.locator(".modal-ux").get_by_role("button", name="Apply given OAuth2 credentials").click()
    expect(page.locator(".modal-ux").get_by_role("button", name="Remove authorization")).to_be_visible()
    page.locator(".modal-ux").get_by_role("button", name="Close").last.click()

    page.locator("#operations-me-getMe").get_by_role("button").first.click()
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".live-responses-table").get_by_text(EMAIL).first).to_be_visible()
