"""Habits of every kind in a real browser: made, changed, put away, paused, and looked at over a year."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.looking import look
from tests.e2e.test_whole_way import details, go, set_up_without_looking

pytestmark = pytest.mark.e2e


def new_habit(page: Page) -> None:
    go(page, "Today")
    page.get_by_role("link", name="Add a habit").first.click()
    expect(page.get_by_label("Name", exact=True)).to_be_visible()


def choose(page: Page, label: str) -> None:
    page.get_by_text(label, exact=True).click()


def save(page: Page, name: str) -> None:
    page.get_by_role("button", name="Add habit").click()
    expect(details(page, name)).to_be_visible()


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_role("button", name=f"{name}, actions"))


def unfold(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"{name}, actions").click()


def begin_with_suggestions(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Take a walk")).click()
    page.get_by_role("button", name=re.compile("Less coffee")).click()
    look(page, "starters")
    page.get_by_role("button", name="Add 2 habits").click()
    expect(details(page, "Take a walk")).to_be_visible()
    expect(page.get_by_text(re.compile(r"0 of 2\scups"))).to_be_visible()


def quit_something(page: Page) -> None:
    new_habit(page)
    choose(page, "Cutting back or quitting")
    page.get_by_label("Name", exact=True).fill("No cigarettes")
    expect(page.get_by_text(re.compile("Not at all. A day without a lapse counts"))).to_be_visible()
    look(page, "habit-new-quit")
    save(page, "No cigarettes")
    clean = page.get_by_role("button", name="Stayed clean: No cigarettes")
    clean.click()
    expect(clean).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("clean for 1 day")).to_be_visible()
    details(page, "No cigarettes").click()
    page.get_by_role("button", name="I lapsed").click()
    expect(page.get_by_role("button", name="lapsed, take back: No cigarettes")).to_be_visible()


def want_it_weekly(page: Page) -> None:
    new_habit(page)
    page.get_by_label("Name", exact=True).fill("Run")
    choose(page, "Some days a week")
    page.get_by_label("Times a week").fill("2")
    expect(page.get_by_text(re.compile("^2 times a week"))).to_be_visible()
    save(page, "Run")
    page.get_by_role("button", name="Done: Run").click()
    expect(page.get_by_text(re.compile("1 left|1 of 1 this week"))).to_be_visible()


def tick_a_checklist(page: Page) -> None:
    new_habit(page)
    page.get_by_label("Name", exact=True).fill("Morning")
    choose(page, "A checklist")
    page.get_by_role("button", name="Add a step").click()
    expect(page.get_by_label("Step 1", exact=True)).to_be_focused()
    page.keyboard.type("Make the bed")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Step 2", exact=True)).to_be_focused()
    page.keyboard.type("Open the window")
    look(page, "habit-new-steps")
    save(page, "Morning")
    page.get_by_role("button", name="Morning: 0/2, open the checklist").click()
    page.get_by_text("Make the bed").click()
    expect(page.get_by_text("Steps, 1 of 2")).to_be_visible()
    look(page, "habit-sheet-steps")
    page.keyboard.press("Escape")
    expect(page.get_by_text("1 of 2 steps")).to_be_visible()
    look(page, "today-all-kinds")


def ask_for_something_else(page: Page) -> None:
    go(page, "Habits")
    page.get_by_role("link", name=re.compile("^Run")).click()
    expect(page.get_by_role("heading", name=re.compile("Why is my streak"))).to_be_visible()
    look(page, "habit")
    page.get_by_role("link", name="Edit").click()
    choose(page, "Every day")
    expect(
        page.get_by_text(re.compile("Days before today keep what was asked then: 2 times a week"))
    ).to_be_visible()
    choose(page, "From the beginning")
    expect(page.get_by_text(re.compile("All days are judged by the new goal"))).to_be_visible()
    page.get_by_text("More", exact=True).click()
    page.get_by_label("Category").fill("Movement")
    look(page, "habit-edit")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Every day · Movement")).to_be_visible()


def put_away_and_bring_back(page: Page) -> None:
    go(page, "Habits")
    unfold(page, "Run")
    look(page, "habits")
    page.get_by_role("button", name="Archive").click()
    expect(row(page, "Run")).to_have_count(0)
    page.get_by_role("link", name="Archived").click()
    look(page, "habits-archived")
    page.get_by_role("button", name="Bring back from the archive: Run").click()
    expect(page.get_by_text("Nothing is archived.")).to_be_visible()
    page.get_by_role("link", name="In use").click()

    unfold(page, "Morning")
    page.get_by_role("button", name="Delete").click()
    expect(row(page, "Morning")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(row(page, "Morning")).to_have_count(1)
    unfold(page, "Morning")
    page.get_by_role("button", name="Delete").click()
    expect(row(page, "Morning")).to_have_count(0)
    page.get_by_role("link", name="Deleted").click()
    look(page, "habits-deleted")
    page.get_by_role("button", name="Bring back: Morning").click()
    expect(page.get_by_text("Nothing was deleted")).to_be_visible()
    page.get_by_role("link", name="In use").click()


def put_in_order(page: Page) -> None:
    page.get_by_role("button", name="Change order").click()
    page.get_by_role("button", name="Move up: Run").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("^Run is now number"))).to_be_attached()
    look(page, "habits-order")
    page.get_by_role("button", name="Done", exact=True).click()


def pause_everything(page: Page) -> None:
    page.get_by_role("link", name="Pauses").click()
    choose(page, "Until I end it")
    page.get_by_role("button", name="Pause everything").click()
    expect(page.get_by_role("button", name="End pause: Everything")).to_be_visible()
    look(page, "pauses")
    go(page, "Today")
    expect(page.get_by_text("Everything is paused")).to_be_visible()
    look(page, "today-paused")
    page.get_by_role("button", name="End pause").click()
    expect(page.get_by_text("Nothing is due. Your streaks wait for you.")).to_have_count(0)


def look_at_the_year(page: Page) -> None:
    go(page, "Calendar")
    page.get_by_role("link", name="Year", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^20\d\d$"))
    today = page.locator("[role=gridcell][aria-current=date]")
    expect(today).to_have_count(1)
    today.focus()
    expect(today).to_be_focused()
    page.keyboard.press("ArrowLeft")
    a_week_ago = page.locator("[role=gridcell]:focus:not([aria-current])")
    expect(a_week_ago).to_have_count(1)
    told = a_week_ago.get_attribute("aria-label")
    expect(page.get_by_role("status").filter(has_text=told)).to_be_visible()
    look(page, "year")
    page.get_by_label("Show").select_option(label="No cigarettes")
    expect(page).to_have_url(re.compile("habit="))
    look(page, "year-habit")
    page.get_by_role("link", name="Previous year").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^20\d\d$"))


def test_habits_of_every_kind(page: Page, server) -> None:
    set_up_without_looking(page, server)
    begin_with_suggestions(page)
    quit_something(page)
    want_it_weekly(page)
    tick_a_checklist(page)
    ask_for_something_else(page)
    put_away_and_bring_back(page)
    put_in_order(page)
    pause_everything(page)
    look_at_the_year(page)
