"""Looking after the server: who is in, who is paused, who is invited, and what failed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx2
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.account import EMAIL, set_up
from tests.e2e.conftest import Server
from tests.e2e.looking import look
from tests.e2e.test_persons import JONAS, another_person, enter

pytestmark = pytest.mark.e2e

REASON = "You asked me to, until you are back in January."


@pytest.fixture
def admin(page: Page, server: Server) -> Page:
    """Mira at the admin page, with Jonas in the house."""
    set_up(server)
    another_person(server)
    page.goto(f"{server.url}/admin")
    enter(page, EMAIL)
    expect(page.get_by_role("heading", name="Admin")).to_be_visible()
    return page


@contextmanager
def another_browser(page: Page) -> Iterator[Page]:
    browser = page.context.browser
    assert browser is not None
    with closing(browser.new_context(locale="en-GB", timezone_id="Europe/Berlin")) as context:
        yield context.new_page()


def act(page: Page, name: str, what: str) -> None:
    """Choose something from the menu of a person: a sheet on the phone."""
    if page.device == "phone":  # type: ignore[attr-defined] # set by the fixture
        page.get_by_role("button", name=name).click()
        page.get_by_role("dialog").get_by_role("button", name=what).click()
    else:
        page.get_by_role("button", name=f"{name}, actions").click()
        page.get_by_role("menuitem", name=what).click()


def test_somebody_is_paused_while_they_look_and_let_in_again(admin: Page, server: Server) -> None:
    with another_browser(admin) as other:
        other.goto(server.url)
        enter(other, JONAS)
        expect(other.get_by_role("heading", name="Set your first stone")).to_be_visible()
        act(admin, "Jonas", "Pause…")
        expect(admin.get_by_label("Reason, shown to Jonas")).to_be_focused()
        admin.get_by_label("Reason, shown to Jonas").fill(REASON)
        look(admin, "admin-pause")
        admin.get_by_role("button", name="Pause account").click()
        expect(admin.get_by_text("Jonas’s account is paused")).to_be_visible()
        expect(admin.get_by_text("Paused", exact=True)).to_be_visible()
        # Without a touch: the open page is told.
        expect(other.get_by_role("heading", name="Your account is paused")).to_be_visible()
        expect(other.get_by_text(REASON)).to_be_visible()
        act(admin, "Jonas", "Resume")
        expect(admin.get_by_text("Jonas is active again")).to_be_visible()
        other.goto(f"{server.url}/sign-in")
        enter(other, JONAS)
        expect(other.get_by_role("heading", name="Set your first stone")).to_be_visible()


def test_the_focus_comes_back_to_the_row(admin: Page) -> None:
    act(admin, "Jonas", "Make admin")
    look(admin, "admin-role")
    admin.get_by_role("button", name="Cancel").click()
    expect(admin.locator("[id^=person-]:focus, [id^=person-] :focus")).to_have_count(1)
    act(admin, "Jonas", "Make admin")
    admin.get_by_role("dialog").get_by_role("button", name="Make admin").click()
    expect(admin.get_by_text("Jonas is an admin now")).to_be_visible()


def test_an_invite_is_made_handed_over_and_taken_back(admin: Page, server: Server) -> None:
    admin.get_by_role("button", name="Invite someone").click()
    admin.get_by_label("E-mail, if only one address may use it").fill("kofi@home.example.com")
    look(admin, "admin-invite")
    admin.get_by_role("button", name="Make the link").click()
    link = admin.get_by_label("Invite link")
    expect(link).to_be_focused()
    address = link.input_value()
    look(admin, "admin-invite-link")
    assert _is_good(server, address)
    admin.get_by_role("dialog").get_by_role("link", name="Messages").click()
    admin.get_by_text("Read the message").click()
    expect(admin.get_by_text(address)).to_be_visible()
    look(admin, "admin-messages-open")
    admin.go_back()
    expect(admin.get_by_text("Invited", exact=True)).to_be_visible()
    admin.get_by_role("button", name="Take back the invite: kofi@home.example.com").click()
    admin.get_by_role("dialog").get_by_role("button", name="Take back").click()
    expect(admin.get_by_text("Nobody is on their way here.")).to_be_visible()
    assert not _is_good(server, address)


def _is_good(server: Server, link: str) -> bool:
    """Whether an account can be made with a link."""
    body = {"token": link.partition("#")[2]}
    return httpx2.post(f"{server.url}/api/v1/auth/invites/look", json=body).is_success


def test_a_job_that_was_given_up_is_tried_again(admin: Page, server: Server) -> None:
    _give_up(server, "backup.nightly")
    admin.goto(f"{server.url}/admin/jobs")
    expect(admin.get_by_text("No space left on device")).to_be_visible()
    look(admin, "admin-jobs-failed")
    admin.get_by_role("button", name="Try again: Nightly backup").click()
    expect(admin.get_by_role("heading", name="Nothing has failed")).to_be_visible()
    _give_up(server, "somebody.elses")
    admin.reload()
    admin.get_by_role("button", name="Drop: somebody.elses").click()
    admin.get_by_role("dialog").get_by_role("button", name="Drop").click()
    expect(admin.get_by_role("heading", name="Nothing has failed")).to_be_visible()


def _give_up(server: Server, kind: str) -> None:
    due = (datetime.now(UTC) - timedelta(hours=1)).strftime("%Y-%m-%d %H:%M:%S.%f")
    row = (uuid4().hex, kind, due, "OSError: [Errno 28] No space left on device")
    with closing(sqlite3.connect(server.data / "habitus.db", timeout=10)) as database, database:
        database.execute(
            "INSERT INTO outbox (id, kind, payload, due, attempts, error, dead, fence)"
            " VALUES (?, ?, '{}', ?, 8, ?, 1, 0)",
            row,
        )


def test_the_name_of_the_server_and_who_may_join(admin: Page, server: Server) -> None:
    admin.goto(f"{server.url}/admin/settings")
    admin.get_by_label("Name of this server").fill("home.habitus")
    admin.get_by_role("button", name="Save").click()
    expect(admin.get_by_text("Saved")).to_be_visible()
    admin.get_by_role("radio", name="Closed").click()
    expect(admin.get_by_role("radio", name="Closed")).to_be_checked()
    told = httpx2.get(f"{server.url}/api/v1/instance").json()
    assert told["name"] == "home.habitus"
    if admin.device == "desktop":  # type: ignore[attr-defined] # set by the fixture
        expect(admin.get_by_text("at home.habitus")).to_be_visible()


def test_who_is_no_admin_reads_a_calm_word(page: Page, server: Server) -> None:
    set_up(server)
    another_person(server)
    page.goto(f"{server.url}/admin/audit")
    enter(page, JONAS)
    expect(page.get_by_role("heading", name="This page is for admins")).to_be_visible()
    expect(page.get_by_role("link", name="Admin")).to_have_count(0)
