"""Somebody is invited, joins, is paused, reads why and is let in again; what is theirs in the settings."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.account import EMAIL, PASSWORD, Account, set_up
from tests.e2e.conftest import PATIENCE_MS, SIZES, Server
from tests.e2e.looking import look

pytestmark = pytest.mark.e2e

KOFI = "kofi@home.example.com"
SECRET = "four brown stones up the hill"
REASON = "You asked me to keep your account closed until January."


@pytest.fixture(params=SIZES)
def kofi(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Page]:
    """Kofi's browser, on a phone and on a desktop; it complains about nothing but refusals."""
    complaints: list[str] = []
    context = _context(browser, request.param)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.device = request.param  # type: ignore[attr-defined] # the pictures are named by it
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda told: complaints.append(told.text) if told.type in {"error", "warning"} else None,
    )
    yield page
    context.close()
    expected = r"status of 4(01|03|04|22)|ERR_INTERNET_DISCONNECTED"
    assert [text for text in complaints if not re.search(expected, text)] == []


@pytest.fixture
def admin(browser: Browser, server: Server) -> Iterator[Page]:
    """The browser of Mira, who looks after the server."""
    set_up(server)
    context = _context(browser, "desktop")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{server.url}/sign-in")
    sign_in(page, EMAIL, PASSWORD)
    expect(page.get_by_role("heading", level=1, name=re.compile("Mira"))).to_be_visible()
    yield page
    context.close()


def _context(browser: Browser, device: str) -> BrowserContext:
    width, height = SIZES[device]
    return browser.new_context(
        viewport={"width": width, "height": height},
        locale="en-GB",
        timezone_id="Europe/Berlin",
        has_touch=device == "phone",
    )


def sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def speaking_for_kofi(server: Server) -> Account:
    form = {"grant_type": "password", "username": KOFI, "password": SECRET}
    answer = httpx2.post(f"{server.url}/api/v1/auth/token", data=form)
    answer.raise_for_status()
    return Account(server, answer.json()["access_token"])


def invited(admin: Page, server: Server) -> str:
    """The link of an invitation that the admin makes."""
    admin.goto(f"{server.url}/admin")
    admin.get_by_role("button", name="Invite someone").first.click()
    admin.get_by_role("button", name="Make the link").click()
    link = admin.get_by_label("Invite link").input_value()
    admin.get_by_role("button", name="Done").click()
    return link


def fill_in(page: Page) -> None:
    page.get_by_label("Your name").fill("Kofi")
    page.get_by_label("E-mail").fill(KOFI)
    page.get_by_label("Password", exact=True).fill(SECRET)


def act(admin: Page, server: Server, act: str) -> None:
    """Choose what to do with Kofi's account."""
    admin.goto(f"{server.url}/admin")
    admin.get_by_role("button", name="Kofi, actions").click()
    admin.get_by_role("menuitem", name=act).click()


def paused(admin: Page, server: Server) -> None:
    act(admin, server, "Pause…")
    admin.get_by_label("Reason, shown to Kofi").fill(REASON)
    admin.get_by_role("button", name="Pause account").click()
    expect(admin.get_by_text("Kofi’s account is paused")).to_be_visible()


def resumed(admin: Page, server: Server) -> None:
    act(admin, server, "Resume")
    expect(admin.get_by_text("Kofi is active again")).to_be_visible()


def reads_why(page: Page) -> None:
    expect(page.get_by_role("heading", name="Your account is paused")).to_be_visible()
    expect(page.get_by_text("Mira, who looks after this server, paused it on")).to_be_visible()
    expect(page.get_by_text(f"“{REASON}”")).to_be_visible()
    expect(page.get_by_text("Nothing was deleted. Your streaks are frozen, not lost.")).to_be_visible()


def joins(kofi: Page, link: str, server: Server) -> None:
    """Kofi comes in with a link, and has a habit."""
    kofi.goto(link)
    expect(kofi.get_by_text("Mira invited you")).to_be_visible()
    assert kofi.url == f"{server.url}/invite", "the token leaves the address bar"
    look(kofi, "invite")
    fill_in(kofi)
    kofi.get_by_role("button", name="Make my account").click()
    kofi.wait_for_url("**/welcome*")
    speaking_for_kofi(server).habit("Stretch")
    kofi.get_by_role("button", name="Skip").click()
    expect(kofi.get_by_role("button", name="Done: Stretch")).to_be_visible()


def test_a_link_lets_one_person_in(kofi: Page, admin: Page, server: Server) -> None:
    link = invited(admin, server)
    joins(kofi, link, server)
    kofi.goto("about:blank")
    kofi.goto(link)
    expect(kofi.get_by_role("heading", name="You are signed in here already")).to_be_visible()
    look(kofi, "invite-signed-in")
    kofi.context.clear_cookies()
    kofi.evaluate("localStorage.clear()")
    kofi.goto("about:blank")
    kofi.goto(link)
    expect(kofi.get_by_role("heading", name="This invitation has ended")).to_be_visible()
    look(kofi, "invite-ended")


def test_paused_while_looking_and_let_in_again(kofi: Page, admin: Page, server: Server) -> None:
    joins(kofi, invited(admin, server), server)
    paused(admin, server)
    # Nothing has to be touched: the open page notices.
    reads_why(kofi)
    look(kofi, "paused")
    kofi.get_by_role("button", name="Try again").click()
    expect(kofi.get_by_text("It is still paused.")).to_be_visible()
    # Neither a reload nor another page leads past it.
    kofi.goto(f"{server.url}/habits")
    reads_why(kofi)
    expect(kofi.get_by_text("Stretch")).to_have_count(0)

    kofi.get_by_role("button", name="Back to sign-in").click()
    sign_in(kofi, KOFI, "not the password")
    expect(kofi.get_by_role("alert").filter(has_text="E-mail or password is not right.")).to_be_visible()
    sign_in(kofi, KOFI, SECRET)
    reads_why(kofi)
    kofi.get_by_role("button", name="Try again").click()
    expect(kofi.get_by_text("It is still paused.")).to_be_visible()

    resumed(admin, server)
    kofi.get_by_role("button", name="Try again").click()
    expect(kofi.get_by_role("button", name="Done: Stretch")).to_be_visible()


def test_what_waits_on_the_device_outlives_a_pause(kofi: Page, admin: Page, server: Server) -> None:
    joins(kofi, invited(admin, server), server)
    kofi.context.set_offline(True)
    kofi.get_by_role("button", name="Done: Stretch").click()
    expect(kofi.get_by_text("1 change waiting")).to_be_visible()
    paused(admin, server)
    kofi.context.set_offline(False)
    reads_why(kofi)
    resumed(admin, server)
    kofi.get_by_role("button", name="Try again").click()
    # A pause ends every session.
    sign_in(kofi, KOFI, SECRET)
    expect(kofi.get_by_role("button", name="Done: Stretch")).to_have_attribute("aria-pressed", "true")
    kofi.wait_for_timeout(1_000)
    again = speaking_for_kofi(server)
    assert again.day(again.today)["Stretch"]["state"] == "done"


def test_devices_password_and_tokens(kofi: Page, admin: Page, server: Server) -> None:
    joins(kofi, invited(admin, server), server)
    elsewhere = speaking_for_kofi(server)

    kofi.goto(f"{server.url}/settings/devices")
    expect(kofi.get_by_text("This device")).to_be_visible()
    look(kofi, "devices")
    kofi.get_by_role("button", name="Sign out everywhere else").click()
    look(kofi, "devices-ask")
    kofi.get_by_role("dialog").get_by_role("button", name="Sign out", exact=True).click()
    expect(kofi.get_by_text("You are signed in nowhere else.")).to_be_visible()
    with pytest.raises(httpx2.HTTPStatusError, match="401"):
        elsewhere.call("GET", "/me")

    kofi.goto(f"{server.url}/settings/tokens")
    kofi.get_by_label("What is it for?").fill("Shortcut")
    kofi.get_by_label("Read", exact=True).check()
    look(kofi, "tokens")
    kofi.get_by_role("button", name="Make token").click()
    secret = kofi.get_by_label("Token", exact=True).input_value()
    look(kofi, "token-made")
    robot = Account(server, secret)
    assert robot.call("GET", "/me")["name"] == "Kofi"
    kofi.get_by_role("button", name="I have copied it").click()
    kofi.get_by_role("button", name="Revoke: Shortcut").click()
    kofi.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(kofi.get_by_text("You have no tokens.")).to_be_visible()
    with pytest.raises(httpx2.HTTPStatusError, match="401"):
        robot.call("GET", "/me")

    kofi.goto(f"{server.url}/settings/password")
    look(kofi, "password")
    kofi.get_by_label("Current password", exact=True).fill(SECRET)
    kofi.get_by_label("New password", exact=True).fill("five white stones in the sea")
    kofi.get_by_role("button", name="Change password").click()
    expect(kofi.get_by_text("Your password is changed")).to_be_visible()

    kofi.goto(f"{server.url}/settings/log")
    expect(kofi.get_by_text("Your password was changed.")).to_be_visible()
    look(kofi, "security-log")


def test_joining_where_everybody_may_and_where_nobody_may(kofi: Page, admin: Page, server: Server) -> None:
    link = invited(admin, server)
    joining(admin, server, "Open")
    kofi.goto(f"{server.url}/sign-in")
    kofi.get_by_role("link", name="Make an account").click()
    expect(kofi.get_by_role("button", name="Make my account")).to_be_visible()
    look(kofi, "sign-up")
    fill_in(kofi)
    kofi.get_by_role("button", name="Make my account").click()
    kofi.wait_for_url("**/welcome*")
    assert speaking_for_kofi(server).call("GET", "/me")["role"] == "member"

    joining(admin, server, "Closed")
    kofi.context.clear_cookies()
    kofi.evaluate("localStorage.clear()")
    for page in ("/sign-in", "/sign-up"):
        kofi.goto(f"{server.url}{page}")
        expect(kofi.get_by_text("Nobody new can join this server at the moment.")).to_be_visible()
    look(kofi, "sign-up-closed")
    kofi.goto(link)
    expect(kofi.get_by_text("Nobody new can join this server at the moment.")).to_be_visible()


def joining(admin: Page, server: Server, mode: str) -> None:
    """Choose who may make an account."""
    admin.goto(f"{server.url}/admin/settings")
    with admin.expect_response("**/api/v1/admin/instance") as answered:
        admin.get_by_role("radio", name=re.compile(f"^{mode}")).click()
    assert answered.value.ok


def test_what_matters_is_confirmed_by_the_password(kofi: Page, admin: Page, server: Server) -> None:
    joins(kofi, invited(admin, server), server)
    time_passes(server, timedelta(minutes=6))
    kofi.goto(f"{server.url}/settings/tokens")
    kofi.get_by_label("What is it for?").fill("Shortcut")
    kofi.get_by_role("button", name="Make token").click()
    asks = kofi.get_by_role("dialog", name="Confirm that it is you")
    expect(asks.get_by_label("Password", exact=True)).to_be_focused()
    look(kofi, "step-up")
    asks.get_by_role("button", name="Not now").click()
    expect(kofi.get_by_label("What is it for?")).to_have_value("Shortcut")
    expect(kofi.get_by_role("alert").filter(has_text="password")).to_have_count(0)

    kofi.get_by_role("button", name="Make token").click()
    asks.get_by_label("Password", exact=True).fill("not the password")
    asks.get_by_role("button", name="Confirm").click()
    expect(asks.get_by_text("This is not your password.")).to_be_visible()
    asks.get_by_label("Password", exact=True).fill(SECRET)
    asks.get_by_role("button", name="Confirm").click()
    expect(kofi.get_by_role("heading", name="Your token is ready")).to_be_visible()
    assert len(speaking_for_kofi(server).call("GET", "/me/tokens")["items"]) == 1


def time_passes(server: Server, since: timedelta) -> None:
    """Let every password have been given some time ago."""
    then = (datetime.now(UTC) - since).strftime("%Y-%m-%d %H:%M:%S.%f")
    with closing(sqlite3.connect(server.data / "habitus.db")) as database, database:
        database.execute("UPDATE session SET proved_at = ?", (then,))


def test_what_leaves_this_server(kofi: Page, admin: Page, server: Server) -> None:
    joins(kofi, invited(admin, server), server)
    kofi.goto(f"{server.url}/settings/privacy")
    expect(kofi.get_by_text("Nothing on this server asks for this.").first).to_be_visible()
    look(kofi, "privacy")
    kofi.goto(f"{server.url}/settings/outbound")
    expect(kofi.get_by_role("heading", name="Nothing leaves this server.")).to_be_visible()
    look(kofi, "outbound")
