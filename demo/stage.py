"""Where the made-up household is looked at: servers of its own, and a browser whose clock stands still."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect, sync_playwright
from tests.e2e import browser as chromium

from demo.house import ADDRESS, Act, proven
from demo.lives import Person
from demo.make import DAYS, PASSWORD, PEOPLE, ZONE, WalkingClock, as_person, make, settle_in
from demo.mira import MIRA
from demo.serve import HOST
from habitus import wiring
from habitus.accounts import inviting
from habitus.accounts import service as accounts
from habitus.accounts.passwords import hash_password
from habitus.kernel.db import Tx
from habitus.kernel.post import service as post
from habitus.kernel.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2026, 11, 20, 9, 41, tzinfo=ZONE)
"""A Friday morning, for servers and browsers alike: pictures taken on other days show the same."""
START_SECONDS = 60
PATIENCE_MS = 10_000

NILS = Person("Nils", "nils@home.example.com", "en", "Europe/Berlin", "member", ())
"""Somebody who has just come, and not taken the first steps."""
NORA = Person("Nora", "nora@home.example.com", "en", "Europe/Berlin", "member", ())
"""Somebody who has no habits yet."""
NEWCOMERS: Mapping[Person, Sequence[Act]] = {NILS: (), NORA: (settle_in,)}
Who = Literal["Mira", "Jonas", "Nils", "Nora"]
WHO = {person.name: person for person in (*PEOPLE, NILS, NORA)}


@dataclass(frozen=True, slots=True)
class Device:
    name: str
    width: int
    height: int
    scale: float
    is_phone: bool


DEVICES = {
    device.name: device
    for device in (
        Device("phone", 390, 844, 2, is_phone=True),
        Device("desktop", 1280, 860, 1.5, is_phone=False),
        Device("narrow", 320, 640, 2, is_phone=True),
    )
}


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of invitations that wait."""

    anybody: str
    guest: str
    """For one address alone."""


@dataclass(frozen=True, slots=True)
class House:
    """A running server; `setup_link` while nobody exists there, `links` where somebody invites."""

    url: str
    setup_link: str | None = None
    links: Links = Links("", "")


@dataclass(frozen=True, slots=True)
class Stage:
    """The household, a house that nobody has set up yet, and a browser to look at them."""

    home: House
    bare: House
    browser: Browser
    _signed_in: dict[tuple[Device, Who], StorageState] = field(default_factory=dict)
    """The cookies of each browser of somebody: it is the same one from picture to picture."""

    @contextmanager
    def context(
        self, device: Device, who: Who | None, *, offline_files: bool = False
    ) -> Iterator[BrowserContext]:
        """A browser of one device, signed in as somebody; with `offline_files` it keeps the app itself."""
        person = None if who is None else WHO[who]
        german = person is not None and person.language == "de"
        context = self.browser.new_context(
            viewport={"width": device.width, "height": device.height},
            device_scale_factor=device.scale,
            is_mobile=device.is_phone,
            has_touch=device.is_phone,
            locale="de-DE" if german else "en-GB",
            timezone_id="Europe/Berlin",
            reduced_motion="reduce",
            service_workers="allow" if offline_files else "block",
            storage_state=None if who is None else self._signed_in.get((device, who)),
        )
        context.set_default_timeout(PATIENCE_MS)
        try:
            context.clock.set_fixed_time(NOW)
            if person is not None and not context.cookies():
                sign_in(context, self.home.url, person.email)
            yield context
        finally:
            if who is not None:
                self._signed_in[device, who] = {"cookies": context.cookies()}  # type: ignore[typeddict-item] # two names of one thing
            context.close()


def sign_in(context: BrowserContext, url: str, email: str) -> None:
    """Give the browser the cookie of a session, without a form to fill in."""
    form: dict[str, str | float | bool] = {
        "grant_type": "password",
        "username": email,
        "password": PASSWORD,
        "client_id": "web",
    }
    answer = context.request.post(f"{url}/api/v1/auth/token", form=form)
    if not answer.ok:
        raise RuntimeError(f"{email} cannot sign in: {answer.status} {answer.text()}")


@contextmanager
def stage(folder: Path, static: Path | None = None, *, days: int = DAYS) -> Iterator[Stage]:
    """Make the household of NOW afresh in a folder and serve it, and beside it a house without people."""
    home, bare = folder / "home", folder / "bare"
    for old in (home, bare):
        shutil.rmtree(old, ignore_errors=True)
        old.mkdir(parents=True)
    make(home, days=days, now=NOW)
    links = add_newcomers(home)
    with ExitStack() as stack:
        served = replace(stack.enter_context(serving(home, at=NOW, static=static)), links=links)
        empty = stack.enter_context(serving(bare, at=NOW, static=static))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        stack.callback(browser.close)
        yield Stage(served, empty, browser)


@contextmanager
def living(folder: Path, static: Path | None = None) -> Iterator[House]:
    """Make the household afresh in a folder and serve it by the machine's own clock, to measure it."""
    make(folder, fresh=True)
    with serving(folder, static=static) as house:
        yield house


def add_newcomers(folder: Path, newcomers: Mapping[Person, Sequence[Act]] = NEWCOMERS) -> Links:
    """Make people who are not in the demo, each with what they did; gives whom else Mira would let in."""
    database = wiring.open_database(Settings(data_dir=folder, database_url=None), WalkingClock(NOW))
    hashed = hash_password(PASSWORD)
    try:
        for person, acts in newcomers.items():
            new = accounts.NewPerson(person.email, person.name, hashed, zone=person.zone)
            database.run_write(accounts.create_person, new)
            for act in acts:
                database.run_write(as_person, person.email, act)
        return database.run_write(_links)
    finally:
        database.close()


def _links(tx: Tx) -> Links:
    """The newest message is the guest's; a link for anybody is told to who makes it alone."""
    mira = proven(tx, accounts.person_by_email(tx, MIRA.email))
    anybody = inviting.invite(tx, mira, inviting.NewInvite(days=7), ADDRESS, None).link
    (letter,) = post.kept(tx, None, 1)
    (guest,) = re.findall(rf"{ADDRESS}(/invite#\S+)", letter.text)
    return Links(anybody.removeprefix(ADDRESS), guest)


@contextmanager
def serving(data: Path, *, at: datetime | None = None, static: Path | None = None) -> Iterator[House]:
    """`demo.serve` on a folder until the block ends; ended by its process."""
    command = [sys.executable, "-m", "demo.serve", "--data", str(data)]
    command += [] if at is None else ["--at", at.isoformat()]
    command += [] if static is None else ["--static", str(static)]
    log = data / "serve.log"
    with log.open("wb") as sink:
        process = subprocess.Popen(command, cwd=ROOT, stdout=sink, stderr=sink)
    try:
        yield _house(process, log)
    finally:
        process.terminate()
        process.wait(15)


def _house(process: subprocess.Popen[bytes], log: Path) -> House:
    """What the server tells of itself, once it answers."""
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        told = log.read_text()
        found = re.search(rf"http://(?:localhost|{HOST}):\d+", told)
        if found and _answers(found[0]):
            link = re.search(r"http\S+/setup#\S+", told)
            return House(found[0], link and link[0])
        time.sleep(0.05)
    raise RuntimeError(f"The demo's server did not get ready:\n{log.read_text()[-2_000:]}")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=2):
            return True
    except OSError:
        return False


STILL = """async () => {
  await document.fonts.ready
  const ends = (one) => one.effect?.getComputedTiming().iterations !== Infinity
  const movements = document.getAnimations().filter(ends).map((one) => one.finished)
  await Promise.race([Promise.allSettled(movements), new Promise((done) => setTimeout(done, 1500))])
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
}"""
WAITING = ".skel, [aria-busy=true]"


FRAMES_MS = 150


def settle(page: Page, *, with_data: bool = True) -> None:
    """Wait until there is nothing more to come: code, data, fonts and movements.

    Never for a quiet network: an app that listens for news is never quiet.
    """
    page.wait_for_load_state("load")
    expect(page.locator("h1").first).to_be_attached(timeout=PATIENCE_MS)
    if with_data:
        expect(page.locator(WAITING)).to_have_count(0, timeout=PATIENCE_MS)
    # Another theme begins to fade in with the next frame, and a chart is drawn after its code has come.
    page.wait_for_timeout(FRAMES_MS)
    page.evaluate(STILL)
