"""Steps to the state of a screen: each is a function of the page, or makes one.

Nothing here may change what the server holds, or later pictures would show it: taps are made without a
network, and forms are not sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urljoin

from playwright.sync_api import Locator, Page, Route, expect

from demo.lives import Life
from demo.stage import NOW, PATIENCE_MS, settle

Step = Callable[[Page], None]
ROLES = ("button", "link", "tab", "menuitem", "menuitemradio", "radio", "switch", "checkbox", "option")


def press(name: str | re.Pattern[str], *, nth: int = 0) -> Step:
    """Press whatever can be pressed that has this very name."""

    def step(page: Page) -> None:
        found = pressable(page, name).nth(nth)
        expect(found, f"nothing to press is called {_plain(name)}").to_be_visible()
        found.click()

    return step


def pressable(page: Page, name: str | re.Pattern[str]) -> Locator:
    found = page.get_by_role("button", name=name, exact=True)
    for role in ROLES[1:]:
        found = found.or_(page.get_by_role(role, name=name, exact=True))  # type: ignore[arg-type] # one of ROLES
    return found


def _plain(name: str | re.Pattern[str]) -> str:
    return f'"{name}"' if isinstance(name, str) else f"/{name.pattern}/"


def write(label: str | re.Pattern[str], text: str) -> Step:
    def step(page: Page) -> None:
        page.get_by_label(label).first.fill(text)

    return step


def go_to(path: str) -> Step:
    """Open another address of the server that the page is from."""

    def step(page: Page) -> None:
        page.goto(urljoin(page.url, path))

    return step


def keys(*pressed: str) -> Step:
    def step(page: Page) -> None:
        for key in pressed:
            page.keyboard.press(key)

    return step


def submit(page: Page) -> None:
    page.keyboard.press("Enter")


def see(text: str | re.Pattern[str]) -> Step:
    """Wait until this can be read, also after the app has tried again."""

    def step(page: Page) -> None:
        found = page.get_by_text(text).first
        expect(found, f"nowhere it says {_plain(text)}").to_be_visible(timeout=2 * PATIENCE_MS)

    return step


def sheet_of(life: Life) -> Step:
    """Open what can be done to a habit on Today."""

    def step(page: Page) -> None:
        press(f"{life.new.name}, details")(page)
        expect(page.get_by_role("dialog"), "no sheet opened").to_be_visible()

    return step


def installed(page: Page) -> None:
    """Wait until the app keeps its own files, and start it from them."""
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    page.reload()
    settle(page)


def without_network(page: Page) -> None:
    page.context.set_offline(True)


def later(**more: float) -> Step:
    """Let the browser's clock show a later time, and what counts by it go on."""

    def step(page: Page) -> None:
        page.clock.set_fixed_time(NOW + timedelta(**more))
        page.wait_for_timeout(1_200)

    return step


def unanswered(pattern: str) -> Step:
    """Let requests of the app to these addresses fail, as when the server is away."""

    def step(page: Page) -> None:
        page.route(pattern, lambda route: route.abort())

    return step


def answered(pattern: str, status: int, body: str, *, method: str | None = None) -> Step:
    """Let this be the answer to requests to these addresses, or only to those of one method."""

    def answer(route: Route) -> None:
        if method not in {None, route.request.method}:
            route.fallback()
            return
        kind = "application/json" if status < 400 else "application/problem+json"
        route.fulfill(status=status, content_type=kind, body=body)

    def step(page: Page) -> None:
        page.route(pattern, answer)

    return step


LOOP_FILE = {
    "name": "Loop Checkmarks.csv",
    "mimeType": "text/csv",
    "buffer": "\n".join(
        [
            "Date,Morning pages,Swim,",
            *(
                f"2026-10-{day:02},{2 if day % 3 else 0},{2 if day % 5 == 0 else 0},"
                for day in range(30, 0, -1)
            ),
            "",
        ]
    ).encode(),
}


def choose_file(page: Page) -> None:
    page.locator("input[type=file]").first.set_input_files(LOOP_FILE)  # type: ignore[arg-type] # a FilePayload


def half_way(page: Page) -> None:
    """Let an import be shown as if the server had come half way, which is too quick to be seen."""

    def answer(route: Route) -> None:
        answered = route.fetch()
        route.fulfill(response=answered, json=answered.json() | {"state": "importing", "percent": 46})

    page.route(re.compile(r"/api/v1/imports/[0-9a-f-]{36}$"), answer)


def hold(name: str) -> Step:
    """Press so long that it is more than a tap."""

    def step(page: Page) -> None:
        pressable(page, name).first.dispatch_event("contextmenu")

    return step


def to_the_top(page: Page) -> None:
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(300)
