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
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e import browser as chromium

ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "build" / "screens"
AXE = ROOT / "ui" / "node_modules" / "axe-core" / "axe.min.js"

SIZES = {"phone": (390, 844), "desktop": (1280, 860)}


@dataclass(frozen=True)
class Server:
    """A running Habitus that nobody has set up yet."""

    url: str
    setup_link: str
    data: Path


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    port = _free_port()
    data = tmp_path / "data"
    environment = os.environ | {"HABITUS_DATA_DIR": str(data), "HABITUS_PORT": str(port)}
    log = (tmp_path / "serve.log").open("w+")
    command = [str(Path(sys.executable).parent / "habitus"), "serve"]
    process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        url = f"http://localhost:{port}"
        _wait(url, process)
        found = re.search(r"http\S+/setup#\S+", (tmp_path / "serve.log").read_text())
        assert found, "the first start prints the set-up link"
        yield Server(url, found[0], data)
    finally:
        process.terminate()
        process.wait(15)
        log.close()


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
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
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
    page.set_default_timeout(10_000)
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
    unexpected = [text for text in complaints if not re.search(r"status of 4(01|22)", text)]
    assert not unexpected, unexpected
