"""Every screen of the app, in every state: nothing that shuts people out, nothing that scrolls sideways.

The screens are those of which pictures are taken (`demo.screens`), and more that only matter here. Each is
reached once, and then looked at in windows of all sizes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Any

import httpx2
import pytest
from demo.lives import Person
from demo.make import PASSWORD, PEOPLE, make, settle_in
from demo.mira import CIGARETTES, RUN, SIT, STRETCH
from demo.screens import LEAVE_YESTERDAY, MENU, SCREENS, TAPS_OFFLINE, Screen, page_of
from demo.stage import NILS, NORA, NOW, PATIENCE_MS, House, add_newcomers, serving, settle, sign_in
from demo.steps import LOOP_FILE, Step, later, press, see, sheet_of, unanswered, write
from playwright.sync_api import Browser, Page, Route

from habitus.accounts.models import Me
from habitus.habits import lifecycle, pausing
from habitus.habits.schemas.pauses import PauseWrite
from habitus.kernel.db import Tx
from tests.e2e.conftest import SIZES
from tests.e2e.looking import COLOURS, STILL, colour, findings

pytestmark = pytest.mark.e2e

DAYS = 60
DESKTOP, PHONE, NARROW = SIZES["desktop"], SIZES["phone"], (320, 700)
LARGE = (640, 800)
"""A window with letters of twice their size."""

IDA = Person("Ida", "ida@home.example.com", "en", "Europe/Berlin", "member", ())
"""Somebody whose only habit rests until further notice."""
OLAF = Person("Olaf", "olaf@home.example.com", "en", "Europe/Berlin", "member", ())
"""Somebody who has moved in from another app."""
EMAILS = {person.name: person.email for person in (*PEOPLE, NILS, NORA, IDA, OLAF)}


def rest(tx: Tx, me: Me) -> None:
    lifecycle.create(tx, me, replace(STRETCH.new, id=None))
    pausing.add(tx, me, PauseWrite(first=NOW.date()))


NEWCOMERS: dict[Person, tuple[Callable[[Tx, Me], None], ...]] = {
    NILS: (),
    NORA: (settle_in,),
    IDA: (settle_in, rest),
    OLAF: (settle_in,),
}


@cache
def moved_in(house: House) -> str:
    """The address of an import that is done."""
    form = {"grant_type": "password", "username": OLAF.email, "password": PASSWORD}
    with httpx2.Client(base_url=f"{house.url}/api/v1") as client:
        token = client.post("/auth/token", data=form).raise_for_status().json()["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        file = (str(LOOP_FILE["name"]), bytes(LOOP_FILE["buffer"]))  # type: ignore[arg-type] # bytes, by its name
        one = client.post("/imports", files={"file": file}).raise_for_status().json()["id"]
        reach(client, one, "ready")
        client.post(f"/imports/{one}/confirm").raise_for_status()
        reach(client, one, "done")
    return f"/imports/{one}"


def reach(client: Any, one: str, state: str) -> None:
    for _ in range(600):
        if client.get(f"/imports/{one}").json()["state"] == state:
            return
    raise AssertionError(f"the import did not get {state}")


def never(pattern: str) -> Step:
    """Let the answers of these addresses be on their way for ever."""

    def wait(_route: Route) -> None:
        pass

    def step(page: Page) -> None:
        page.route(pattern, wait)

    return step


def unfolded(page: Page) -> None:
    """Open all that is folded away."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


def hide_done(page: Page) -> None:
    page.get_by_role("menuitemcheckbox", name="Hide what is done").click()


def file(name: str, content: str) -> Step:
    chosen = {"name": name, "mimeType": "text/csv", "buffer": content.encode()}

    def step(page: Page) -> None:
        page.locator("input[type=file]").first.set_input_files(chosen)  # type: ignore[arg-type] # a FilePayload

    return step


NOWHERE = "00000000-0000-7000-8000-000000000000"

MORE: tuple[Screen, ...] = (
    Screen("set-up-used", "/setup", (see("set up already"),), who=None),
    Screen("set-up-without-link", "/setup", (see("whole set-up link"),), who=None, bare=True),
    Screen("sign-in-nobody", "/sign-in", (see("has nobody yet"),), who=None, bare=True),
    Screen("today-paused", "/", (see("Everything is paused"),), who="Ida"),  # type: ignore[arg-type] # one of NEWCOMERS
    Screen("today-loading", "/", before=never("**/api/v1/today"), with_data=False),
    Screen(
        "today-unreachable", "/", (see("does not answer"),), unanswered("**/api/v1/today"), with_data=False
    ),
    Screen("today-folded", "/", (LEAVE_YESTERDAY, press("Morning"))),
    Screen("today-done-hidden", "/", (LEAVE_YESTERDAY, MENU, hide_done, see("done hidden"))),
    Screen("today-sheet-skip", "/", (sheet_of(RUN), press("Skip today"), see("A word is enough"))),
    Screen("today-sheet-quit", "/", (sheet_of(CIGARETTES),)),
    Screen("today-sheet-minutes", "/", (sheet_of(SIT),)),
    Screen(
        "today-timer-forgotten",
        "/",
        (LEAVE_YESTERDAY, press(f"Start the timer: {SIT.new.name}"), later(hours=5), see("still counting?")),
    ),
    Screen(
        "unsent-sign-out",
        "/",
        (*TAPS_OFFLINE, press("Settings"), press("Sign out"), see("not sent yet")),
        offline_files=True,
    ),
    Screen("unsent-none", "/unsent", (see("Everything is with the server"),)),
    Screen("year-none", "/calendar/year/2026", who="Nora"),
    Screen("year-before", "/calendar/year/2024"),
    Screen("habit-unfolded", page_of(SIT), (unfolded,)),
    Screen("habit-not-found", f"/habits/{NOWHERE}"),
    Screen("habit-new-wrong", "/habits/new", (press("Add habit"),)),
    Screen("habit-edit-unfolded", page_of(SIT, "/edit"), (unfolded,)),
    Screen("habits-actions", "/habits", (press(f"{RUN.new.name}, actions"),)),
    Screen("habits-nothing-found", "/habits", (write("Search habits", "zzz"),)),
    Screen("pauses-open", "/pauses", who="Ida"),  # type: ignore[arg-type] # one of NEWCOMERS
    Screen("imports-help", "/imports", (unfolded,), who="Nora"),
    Screen(
        "imports-wrong",
        "/imports",
        (file("notes.csv", "a,b\n1,2\n"), see("not an export we know")),
        who="Nora",
    ),
    Screen("imports-empty", "/imports", (file("empty.csv", ""), see("This file is empty")), who="Nora"),
    Screen(
        "imports-dates",
        "/imports",
        (
            file("Checkmarks.csv", "Date,Value,Notes\n01-02-2026,YES_MANUAL,\n03-04-2026,YES_MANUAL,\n"),
            see("Which number is the day?"),
        ),
        who="Nora",
    ),
    Screen("imports-done", moved_in, (unfolded,), who="Olaf"),  # type: ignore[arg-type] # one of NEWCOMERS
    Screen("imports-not-found", f"/imports/{NOWHERE}"),
    Screen(
        "palette-nothing", "/", (press("Search or jump to"), write("Page, habit, date or action", "qqqq"))
    ),
)
MAIN = {
    "sign-in", "set-up", "welcome-zone", "today", "today-yesterday", "today-sheet", "today-number",
    "calendar-month", "calendar-day-edit", "year", "habit", "habit-new", "habit-edit", "habits", "pauses",
    "settings", "imports", "imports-report", "palette", "not-found",
}  # fmt: skip
"""Looked at with large letters too."""


class Household:
    """The demo's people and houses, and a window for each person that goes from screen to screen."""

    def __init__(self, browser: Browser, home: House, bare: House) -> None:
        self._browser, self._home, self._bare = browser, home, bare
        self._windows: dict[str | None, Page] = {}

    @contextmanager
    def showing(self, screen: Screen) -> Iterator[Page]:
        """A page that shows a screen on the desktop."""
        with self._page(screen) as page:
            page.context.clock.set_fixed_time(NOW)
            if screen.before is not None:
                screen.before(page)
            house = self._bare if screen.bare else self._home
            path = screen.path if isinstance(screen.path, str) else screen.path(house)
            page.goto(path if path.startswith("http") else house.url + path)
            settle(page, with_data=screen.with_data)
            for step in screen.steps:
                step(page)
            yield page

    @contextmanager
    def _page(self, screen: Screen) -> Iterator[Page]:
        if screen.offline_files:
            page = self._window(screen.who, service_workers="allow")
            yield page
            page.context.close()
            return
        if screen.who not in self._windows:
            self._windows[screen.who] = self._window(screen.who, service_workers="block")
        page = self._windows[screen.who]
        try:
            yield page
        finally:
            page.unroute_all()
            page.goto("about:blank")
            resize(page, DESKTOP)
            page.emulate_media(color_scheme="light")
            # All that the app keeps, but for the session.
            kept = {"origin": self._home.url, "storageTypes": "local_storage,indexeddb"}
            page.context.new_cdp_session(page).send("Storage.clearDataForOrigin", kept)

    def _window(self, who: str | None, **more: Any) -> Page:
        context = self._browser.new_context(
            viewport={"width": DESKTOP[0], "height": DESKTOP[1]},
            color_scheme="light",
            locale="de-DE" if who == "Jonas" else "en-GB",
            timezone_id="Europe/Berlin",
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(PATIENCE_MS)
        if who is not None:
            sign_in(context, self._home.url, EMAILS[who])
        return context.new_page()


@pytest.fixture(scope="module")
def household(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Household]:
    home, bare = (tmp_path_factory.mktemp(name) for name in ("home", "bare"))
    make(home, days=DAYS, now=NOW)
    links = add_newcomers(home, NEWCOMERS)
    with serving(home, at=NOW) as full, serving(bare, at=NOW) as empty:
        yield Household(browser, replace(full, links=links), empty)


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate(STILL)


SIDEWAYS = """width => {
    const isScroller = box => /auto|scroll/.test(getComputedStyle(box).overflowX)
    const scrolls = box => box.scrollWidth > box.clientWidth + 1 && isScroller(box)
    const beyond = box => box.getBoundingClientRect().right > width + 1
    const found = (boxes, why) => boxes.map(box => `${why}: ${box.outerHTML.slice(0, 160)}`)
    const inDialogs = [...document.querySelectorAll('[role=dialog], [role=dialog] *')].filter(scrolls)
    const all = document.documentElement.scrollWidth > width ? [...document.body.querySelectorAll('*')] : []
    return [...found(all.filter(beyond).slice(-3), 'too wide'), ...found(inDialogs, 'scrolls')]
}"""
"""What is wider than the window: something on the page, or in a dialog."""


def sideways(page: Page) -> list[str]:
    size = page.viewport_size
    assert size is not None
    found: list[str] = page.evaluate(SIDEWAYS, size["width"])
    return [f"{size['width']} px, {one}" for one in found]


def faults(page: Page, *, large: bool) -> Iterator[str]:
    """All that is wrong with a page that is shown on the desktop in light."""
    yield from (f"desktop, light: {one}" for one in findings(page))
    yield from sideways(page)
    colour(page, "dark")
    # It is the same page, in other colours.
    yield from (f"desktop, dark: {one}" for one in findings(page, COLOURS))
    resize(page, PHONE)
    yield from (f"phone, dark: {one}" for one in findings(page, COLOURS))
    colour(page, "light")
    yield from (f"phone, light: {one}" for one in findings(page))
    yield from sideways(page)
    resize(page, NARROW)
    yield from sideways(page)
    if large:
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        resize(page, LARGE)
        yield from sideways(page)


@pytest.mark.parametrize("screen", [pytest.param(screen, id=screen.name) for screen in (*SCREENS, *MORE)])
def test_a_screen_shuts_nobody_out(household: Household, screen: Screen) -> None:
    with household.showing(screen) as page:
        found = list(faults(page, large=screen.name in MAIN))
    assert not found, "\n".join(found)
