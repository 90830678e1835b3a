"""A Chromium profile in which somebody is signed in, and a Chromium on it that Lighthouse can talk to."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from demo.make import PEOPLE
from demo.stage import settle, sign_in
from playwright.sync_api import sync_playwright
from tests.e2e import browser as chromium

START_SECONDS = 60
# As Playwright starts it: the cookies of a profile can only be read with the key they were written with.
KEPT = ["--password-store=basic", "--use-mock-keychain"]
VISITS_MS = 3_000
"""Time for the app to put away what it needs for its next start."""


def signed_in(folder: Path, url: str) -> str:
    """Make a profile that knows somebody and has been on Today once; gives the path of its Chromium."""
    with sync_playwright() as playwright:
        chrome = chromium.find() or playwright.chromium.executable_path
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=chrome, args=chromium.ARGUMENTS
        )
        sign_in(context, url, PEOPLE[0].email)
        page = context.new_page()
        page.goto(url)
        settle(page)
        page.wait_for_timeout(VISITS_MS)
        context.close()
    return chrome


@contextmanager
def listening(chrome: str, folder: Path) -> Iterator[int]:
    """Start Chromium on a profile until the block ends; gives the port it can be talked to (127.0.0.1)."""
    noted = folder / "DevToolsActivePort"
    noted.unlink(missing_ok=True)
    command = [chrome, "--headless=new", *chromium.ARGUMENTS, *KEPT]
    command += ["--remote-debugging-port=0", f"--user-data-dir={folder}", "about:blank"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield _port(noted, process)
    finally:
        process.terminate()
        process.wait(15)


def _port(noted: Path, process: subprocess.Popen[bytes]) -> int:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        lines = noted.read_text().splitlines() if noted.exists() else []
        if lines:
            return int(lines[0])
        time.sleep(0.05)
    raise RuntimeError("Chromium did not start.")
