"""A real server on its own data folder, and a real browser that complains about nothing."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.e2e import browser as chromium

ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "build" / "screens"
AXE = ROOT / "ui" / "node_modules" / "axe-core" / "axe.min.js"

PATIENCE_MS = 10_000
"""How long something may take on a busy machine."""

SIZES = {"phone": (390, 844), "desktop": (1280, 860)}


class Server:
    """A Habitus on a data folder and a port of its own, which can be killed and started again."""

    def __init__(self, data: Path, log: Path) -> None:
        self.data = data
        self.port = _free_port()
        self.url = f"http://localhost:{self.port}"
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *, days_ago: int = 0) -> None:
        """Serve, by the clock of today or of some days ago."""
        environment = os.environ | {"HABITUS_DATA_DIR": str(self.data), "HABITUS_PORT": str(self.port)}
        habitus = [str(Path(sys.executable).parent / "habitus"), "serve"]
        earlier = [sys.executable, "-m", "tests.e2e.past_server", str(days_ago)]
        command = earlier if days_ago else habitus
        with self._log.open("a") as log:
            self._process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
        _wait(self.url, self._process)

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(15)

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(15)

    @property
    def setup_link(self) -> str:
        """The link that the last start printed."""
        found = re.findall(r"http\S+/setup#\S+", self._log.read_text())
        assert found, "a start prints the set-up link while nobody exists"
        return str(found[-1])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A running Habitus that nobody has set up yet."""
    stopped = Server(tmp_path / "data", tmp_path / "serve.log")
    stopped.start()
    try:
        yield stopped
    finally:
        stopped.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert process.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not get ready")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    launched = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
    expect.set_options(timeout=PATIENCE_MS)
    yield launched
    launched.close()


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Page]:
    """A page on a phone and on a desktop; anything in its console fails the test."""
    width, height = SIZES[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="en-GB",
        timezone_id="Europe/Berlin",
        has_touch=request.param == "phone",
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None,
    )
    page.device = request.param  # type: ignore[attr-defined] # the tests name their pictures by it
    yield page
    context.close()
    # Refusals are part of the way; browsers log every 4xx answer as an error.
    # And a page that is left while its socket opens is told of by the browser, not by the app.
    expected = r"status of 4(01|22)|WebSocket is closed before the connection is established"
    unexpected = [text for text in complaints if not re.search(expected, text)]
    assert not unexpected, unexpected
