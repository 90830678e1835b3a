"""Moving in through the app: a file is chosen or shared, read, looked at, and brought in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.account import EMAIL, PASSWORD, Account, set_up
from tests.e2e.conftest import Server
from tests.e2e.looking import look
from tests.factories.exports import zipped
from tests.factories.imports import LOOP

pytestmark = pytest.mark.e2e


@pytest.fixture
def loop(tmp_path: Path) -> Path:
    """A small export of Loop: two habits, a note, a skip, and rows that cannot be read."""
    return zipped(tmp_path / "Loop Habits CSV.zip", LOOP)


@pytest.fixture
def account(page: Page, server: Server) -> Account:
    account = set_up(server)
    page.goto(f"{server.url}/imports")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Bring your history")).to_be_visible()
    return account


def choose(page: Page, file: Path) -> None:
    page.get_by_label("Choose a file").set_input_files(file)


def confirm(page: Page) -> None:
    """Look at the report of the small export and say yes; nothing is stored before."""
    expect(page.get_by_role("heading", name="This is in your file")).to_be_visible()
    sums = page.locator("dl").first
    for line in (r"New habits\s*2", r"Days added\s*2\d", r"with a note\s*1", r"skipped\s*1"):
        expect(sums).to_have_text(re.compile(line))
    expect(page.get_by_role("heading", name="Rows that cannot be read")).to_be_visible()


def test_an_export_comes_in(page: Page, account: Account, loop: Path) -> None:
    choose(page, loop)
    confirm(page)
    assert account.call("GET", "/habits")["items"] == []
    look(page, "import-report")
    page.get_by_role("button", name=re.compile(r"^Import 2\d days$")).click()
    expect(page.get_by_role("status").get_by_text(re.compile(r"^2\d days are in$"))).to_be_visible()
    look(page, "import-done")
    page.get_by_role("link", name="Go to Today").click()
    for name in ("Read", "Water"):
        expect(page.get_by_role("button", name=f"{name}, details")).to_be_visible()
    october = {item["name"]: item["state"] for item in account.call("GET", "/days/2026-10-07")["habits"]}
    assert october["Read"] == "skipped"
    assert account.day("2026-10-03")["Read"]["note"] == "late"

    page.goto(f"{account.server.url}/imports")
    choose(page, loop)
    expect(page.get_by_role("heading", name="Everything in it is here already")).to_be_visible()
    page.get_by_role("button", name="Put away").click()
    expect(page.get_by_text("This import was given up")).to_be_visible()


def test_a_wrong_file_is_refused_in_plain_words(page: Page, account: Account, tmp_path: Path) -> None:
    wrong, empty = tmp_path / "shopping.csv", tmp_path / "empty.csv"
    wrong.write_text("thing,how many\nmilk,2\n")
    empty.touch()
    choose(page, empty)
    expect(page.get_by_role("alert").get_by_text("This file is empty.")).to_be_visible()
    choose(page, wrong)
    expect(page.get_by_role("heading", name="This is not an export we know")).to_be_visible()
    look(page, "import-refused")
    page.get_by_role("link", name="Choose another file").click()
    expect(page.get_by_role("link", name=re.compile("shopping.csv"))).to_be_visible()
    assert account.call("GET", "/habits")["items"] == []


KEPT = """async () => {
    const worker = navigator.serviceWorker
    await worker.ready
    if (worker.controller) return
    await new Promise(done => worker.addEventListener('controllerchange', done, { once: true }))
}"""
"""Wait until the app's own worker answers for the page."""
SHARE = """([name, bytes]) => {
    const form = document.createElement('form')
    Object.assign(form, { method: 'post', enctype: 'multipart/form-data', action: '/share' })
    const field = Object.assign(document.createElement('input'), { type: 'file', name: 'file' })
    const files = new DataTransfer()
    files.items.add(new File([new Uint8Array(bytes)], name))
    field.files = files.files
    form.append(field)
    document.body.append(form)
    form.submit()
}"""
"""What a browser does when another app shares a file with an installed one."""


def test_a_file_that_another_app_shares_is_offered(page: Page, account: Account, loop: Path) -> None:
    manifest = page.request.get(f"{account.server.url}/manifest.webmanifest").json()
    target = manifest["share_target"]
    assert (target["action"], target["method"], target["enctype"]) == (
        "/share",
        "POST",
        "multipart/form-data",
    )
    assert [part["name"] for part in target["params"]["files"]] == ["file"]
    page.evaluate(KEPT)

    with page.expect_navigation(url=re.compile(r"/imports\?shared=1$")):
        page.evaluate(SHARE, [loop.name, list(loop.read_bytes())])
    offer = page.get_by_role("region", name="A file for Habitus")
    expect(offer.get_by_text(loop.name)).to_be_visible()
    expect(page).to_have_url(re.compile("/imports$"))
    look(page, "import-shared")
    assert account.call("GET", "/imports")["items"] == []
    offer.get_by_role("button", name="Read this file").click()
    confirm(page)

    # It is offered once.
    page.goto(f"{account.server.url}/imports?shared=1")
    expect(page.get_by_role("heading", level=1, name="Bring your history")).to_be_visible()
    expect(page).to_have_url(re.compile("/imports$"))
    expect(offer).to_have_count(0)
