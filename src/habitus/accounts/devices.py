"""What a signed-in device is called: a few words made of its User-Agent header. Pure.

The header is only a hint, often copied and sometimes made up: it names a device in a list and decides
nothing.
"""

from __future__ import annotations

import re

_BROWSERS = (
    ("Edge", ("Edg/", "EdgA/", "EdgiOS/", "Edge/")),
    ("Opera", ("OPR/", "OPT/", "OPX/", "Opera")),
    ("Samsung Internet", ("SamsungBrowser/",)),
    ("Vivaldi", ("Vivaldi/",)),
    ("DuckDuckGo", ("DuckDuckGo/", "Ddg/")),
    ("Yandex", ("YaBrowser/",)),
    ("Firefox", ("Firefox/", "FxiOS/", "Focus/")),
    ("Chrome", ("Chrome/", "CriOS/", "Chromium/", "HeadlessChrome/")),
    ("Safari", ("Version/", "Safari/")),
)
"""The first whose mark is found: most browsers also name those that they are made of."""

_SYSTEMS = (
    ("iPhone", ("iPhone", "iPod")),
    ("iPad", ("iPad",)),
    ("Android", ("Android",)),
    ("ChromeOS", ("CrOS",)),
    ("Windows", ("Windows",)),
    ("Mac", ("Macintosh", "Mac OS X")),
    ("Linux", ("Linux", "X11", "BSD")),
)

_PROGRAM = re.compile(r"[A-Za-z][A-Za-z0-9 ._-]{0,29}")
_LIBRARIES = (
    "python-",
    "okhttp",
    "axios",
    "node",
    "go-http",
    "java",
    "dart",
    "undici",
    "aiohttp",
    "testclient",
)
PROGRAM = "A program"
BROWSER = "A browser"


def device_name(client: str, agent: str) -> str:
    """Such as `Firefox on Android`; a client that is no browser is called by the name it gives itself."""
    is_browser = agent.startswith(("Mozilla/", "Opera/"))
    if not is_browser:
        return BROWSER if client == "web" else _program(agent)
    browser, system = _first(_BROWSERS, agent), _first(_SYSTEMS, agent)
    if browser is None:
        return BROWSER if system is None else f"{BROWSER} on {system}"
    return browser if system is None else f"{browser} on {system}"


def _first(names: tuple[tuple[str, tuple[str, ...]], ...], agent: str) -> str | None:
    return next((name for name, marks in names if any(mark in agent for mark in marks)), None)


def _program(agent: str) -> str:
    """The product before the first slash (RFC 9110 §10.1.5); a library's says nothing about the program."""
    product = agent.partition("/")[0].strip()
    if not _PROGRAM.fullmatch(product) or product.lower().startswith(_LIBRARIES):
        return PROGRAM
    return product
