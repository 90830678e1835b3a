"""The table of all screens: name, address, and the steps to the state that is photographed.

To add one, add a row; its number is its place here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from playwright.sync_api import Page

from demo.house import BEN
from demo.lives import Life
from demo.make import PASSWORD
from demo.mira import CIGARETTES, KITCHEN, MIRA, RUN, SIT, STRETCH, WATER
from demo.stage import NOW, House, Who
from demo.standins import (
    CONSENTS,
    OUTBOUND,
    PAUSED,
    PREVIEW,
    STEP_UP_NEEDED,
    TOKEN_MADE,
    UNEXPECTED,
    registration,
)
from demo.steps import (
    Step,
    answered,
    choose_file,
    go_to,
    half_way,
    hold,
    installed,
    keys,
    later,
    press,
    see,
    sheet_of,
    submit,
    to_the_top,
    unanswered,
    without_network,
    write,
)

BOTH = ("phone", "desktop")
DESKTOP = ("desktop",)


@dataclass(frozen=True, slots=True)
class Screen:
    """`path` is an address of the household's server, or of the bare one's where `bare`."""

    name: str
    path: str | Callable[[House], str]
    steps: tuple[Step, ...] = ()
    before: Step | None = None
    """Done before the page is opened."""
    who: Who | None = "Mira"
    devices: tuple[str, ...] = BOTH
    full: bool = False
    """Whether the whole page is taken too, where it is longer than the window."""
    bare: bool = False
    with_data: bool = True
    """False where the data is meant not to come."""
    breaks: bool = False
    """Whether the page is meant to fail."""
    offline_files: bool = False
    beside: str = ""
    """The name of the design picture it goes beside."""


def page_of(life: Life, rest: str = "") -> str:
    return f"/habits/{MIRA.habit_id(life)}{rest}"


MONTH, YEAR = f"{NOW:%Y-%m}", f"{NOW:%Y}"
A_DAY = f"{NOW - timedelta(days=6):%Y-%m-%d}"

LEAVE_YESTERDAY = press("Leave it")
MENU = press("Arrange and group this list")
JONAS_ROW = re.compile(r"^Jonas(, actions| Member)")
"""Three dots on the desktop, the row itself on the phone."""
TAPS_OFFLINE = (
    installed,
    LEAVE_YESTERDAY,
    without_network,
    press("Done: Phone sleeps in the hall"),
    press(f"Add 1: {WATER.new.name}"),
    see("2 changes waiting"),
)
BEN_ROW = re.compile(r"^Ben(, actions| Member)")
SAY_WHO = "**/api/v1/auth/refresh"
MAKING_TOKENS = (
    write("What is it for?", "Shortcut"),
    press("Make token"),
)


def signing_in(email: str, password: str) -> tuple[Step, ...]:
    return write("E-mail", email), write("Password", password), submit


def joining(house: House) -> str:
    return house.links.anybody


def joining_alone(house: House) -> str:
    return house.links.guest


def consents_with_preview(page: Page) -> None:
    answered("**/api/v1/me/consents", 200, CONSENTS)(page)
    answered("**/api/v1/me/consents/notes/preview", 200, PREVIEW)(page)


SCREENS: tuple[Screen, ...] = (
    Screen("sign-in", "/sign-in", who=None, beside="12-signin"),
    Screen(
        "sign-in-refused",
        "/sign-in",
        (*signing_in("nobody@home.example.com", "not this one"), see("not right")),
        who=None,
    ),
    Screen(
        "sign-in-paused",
        "/sign-in",
        (*signing_in(BEN.email, PASSWORD), see("Your account is paused")),
        who=None,
        beside="12-disabled",
    ),
    Screen("paused", "/", (see("Your account is paused"),), answered(SAY_WHO, 403, PAUSED), who=None),
    Screen("invite", joining, (see("Mira invited you"),), who=None, full=True, beside="12-invite"),
    Screen("invite-bound", joining_alone, (see("for this address"),), who=None, full=True),
    Screen("invite-ended", "/invite#over", (see("has ended"),), who=None),
    Screen("invite-signed-in", "/", (go_to("/invite#any"), see("signed in here already"))),
    Screen(
        "sign-up",
        "/sign-up",
        (see("Your name"),),
        answered("**/api/v1/instance", 200, registration("open")),
        who=None,
        full=True,
    ),
    Screen("sign-up-invite", "/sign-up", (see("You need an invitation"),), who=None),
    Screen("set-up", lambda house: house.setup_link or "", who=None, bare=True, full=True),
    Screen("welcome-hello", "/", (see("Good to have you here"),), who="Nils"),
    *(
        Screen(f"welcome-{step}", f"/welcome?step={step}", who="Nils", full=True)
        for step in ("zone", "day", "units", "history", "habits", "done")
    ),
    Screen("today", "/", (LEAVE_YESTERDAY, to_the_top), full=True, beside="01-today-calm"),
    Screen("today-yesterday", "/", (see("Yesterday: "),), full=True),
    Screen("today-narrow", "/", devices=("narrow",), full=True),
    Screen("today-german", "/", who="Jonas", full=True),
    Screen("today-menu", "/", (LEAVE_YESTERDAY, MENU, see("Group by"), to_the_top)),
    Screen(
        "today-categories",
        "/",
        (
            LEAVE_YESTERDAY,
            press("Arrange and group this list"),
            press("Category"),
            keys("Escape"),
            to_the_top,
        ),
        full=True,
    ),
    Screen("today-arrange", "/", (LEAVE_YESTERDAY, MENU, press("Arrange"), see("Drag a habit"))),
    Screen("today-sheet", "/", (sheet_of(STRETCH),)),
    Screen("today-sheet-steps", "/", (sheet_of(KITCHEN),)),
    Screen("today-sheet-amount", "/", (sheet_of(WATER), see("Amount today"))),
    Screen("today-number", "/", (LEAVE_YESTERDAY, hold(f"Add 1: {WATER.new.name}"), see("Add to"))),
    Screen(
        "today-timer",
        "/",
        (
            LEAVE_YESTERDAY,
            press(f"Start the timer: {SIT.new.name}"),
            later(minutes=6, seconds=34),
            to_the_top,
        ),
    ),
    Screen("today-offline", "/", (*TAPS_OFFLINE, to_the_top), offline_files=True, beside="01-today"),
    Screen(
        "unsent",
        "/",
        (*TAPS_OFFLINE, press("Have a look"), see("in the order of your taps")),
        offline_files=True,
    ),
    Screen("calendar-month", f"/calendar/{MONTH}", full=True, beside="02-calendar"),
    Screen("calendar-day", f"/calendar/{MONTH}?day={A_DAY}", full=True),
    Screen("calendar-day-edit", f"/calendar/{MONTH}?day={A_DAY}", (press("Edit this day"),), full=True),
    Screen("year", f"/calendar/year/{YEAR}", full=True, beside="02-calendar-year"),
    Screen("year-habit", f"/calendar/year/{YEAR}?habit={MIRA.habit_id(STRETCH)}", full=True),
    Screen("habit", page_of(STRETCH), full=True, beside="03-habit"),
    Screen("habit-amount", page_of(WATER), full=True),
    Screen("habit-quit", page_of(CIGARETTES), full=True),
    Screen("habit-weekly", page_of(RUN), full=True),
    Screen("habit-new", "/habits/new", full=True),
    Screen("habit-edit", page_of(STRETCH, "/edit"), full=True),
    Screen("habits", "/habits", full=True),
    Screen("habits-search", "/habits", (write("Search habits", "sleep"),)),
    Screen("habits-order", "/habits", (press("Change order"),)),
    Screen("habits-archived", "/habits?show=archived"),
    Screen("habits-deleted", "/habits?show=deleted"),
    Screen("habits-none", "/habits", who="Nora"),
    Screen("today-none", "/", who="Nora", full=True, beside="14-states"),
    Screen("calendar-none", f"/calendar/{MONTH}", who="Nora"),
    Screen("pauses", "/pauses", full=True),
    Screen("settings", "/settings", full=True),
    Screen("settings-german", "/settings", who="Jonas", full=True),
    Screen("settings-devices", "/settings/devices", (see("This device"),), full=True),
    Screen("settings-password", "/settings/password", full=True),
    Screen("settings-tokens", "/settings/tokens", (see("Revoke"),), full=True),
    Screen(
        "settings-token-made",
        "/settings/tokens",
        (*MAKING_TOKENS, see("Copy it now")),
        answered("**/api/v1/me/tokens", 201, TOKEN_MADE, method="POST"),
        full=True,
    ),
    Screen(
        "step-up",
        "/settings/tokens",
        (*MAKING_TOKENS, see("Confirm that it is you")),
        answered("**/api/v1/me/tokens", 403, STEP_UP_NEEDED, method="POST"),
    ),
    Screen("settings-privacy", "/settings/privacy", full=True),
    Screen(
        "settings-privacy-asked",
        "/settings/privacy",
        (see("Display reader"),),
        answered("**/api/v1/me/consents", 200, CONSENTS),
        full=True,
    ),
    Screen(
        "settings-privacy-preview",
        "/settings/privacy",
        (press("See exactly what would be sent", nth=1), see("2026-W47")),
        before=consents_with_preview,
    ),
    Screen("settings-outbound", "/settings/outbound"),
    Screen(
        "settings-outbound-calls",
        "/settings/outbound",
        (see("Display reader"),),
        answered("**/api/v1/outbound", 200, OUTBOUND),
        full=True,
    ),
    Screen("settings-log", "/settings/log", full=True),
    Screen("admin", "/admin", (see("on this server"),), full=True, beside="13-admin"),
    Screen(
        "admin-pause",
        "/admin",
        (press(JONAS_ROW), press("Pause…"), see("Reason, shown to")),
        beside="13-admin-dialog",
    ),
    Screen("admin-resume", "/admin", (press(BEN_ROW), see("Resume"))),
    Screen("admin-invite", "/admin", (press("Invite someone"), see("They become"))),
    Screen("admin-jobs", "/admin/jobs"),
    Screen("admin-errors", "/admin/errors"),
    Screen("admin-log", "/admin/audit", full=True),
    Screen("admin-messages", "/admin/messages"),
    Screen("admin-outbound", "/admin/outbound", full=True),
    Screen("admin-settings", "/admin/settings", full=True),
    Screen("admin-members", "/admin", (see("Admins"),), who="Jonas"),
    Screen("imports", "/imports", who="Nora", full=True),
    Screen("imports-report", "/imports", (choose_file, see("This is in your file")), who="Nora", full=True),
    Screen(
        "imports-progress", "/imports", (choose_file, see("and use Habitus")), before=half_way, who="Nora"
    ),
    Screen("palette", "/", (keys("Control+k"), see("Still open today"))),
    Screen("palette-search", "/", (keys("Control+k"), write("Page, habit, date or action", "stret"))),
    Screen("shortcuts", "/", (keys("?"), see("Keyboard shortcuts")), devices=DESKTOP),
    Screen("not-found", "/nowhere"),
    Screen(
        "unreachable",
        f"/calendar/{MONTH}",
        (see("does not answer"),),
        before=unanswered("**/api/v1/calendar/**"),
        with_data=False,
    ),
    Screen(
        "error",
        f"/calendar/{MONTH}",
        (see("This did not work"),),
        before=answered("**/api/v1/calendar/**", 500, UNEXPECTED),
        with_data=False,
        beside="14-states",
    ),
    Screen(
        "crash",
        f"/calendar/{MONTH}",
        (see("Something broke"),),
        before=answered("**/api/v1/calendar/**", 200, "{}"),
        with_data=False,
        breaks=True,
    ),
)
