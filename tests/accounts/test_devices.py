"""Devices are called what their people would call them."""

from __future__ import annotations

import pytest

from habitus.accounts.devices import device_name

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)"
WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
BLINK = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0"
BROWSERS = {
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {BLINK} Safari/537.36": "Chrome on Windows",
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {BLINK} Safari/537.36": "Chrome on Mac",
    f"Mozilla/5.0 (X11; Linux x86_64) {BLINK} Safari/537.36": "Chrome on Linux",
    f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {BLINK} Safari/537.36": "Chrome on ChromeOS",
    f"Mozilla/5.0 (Linux; Android 10; K) {BLINK} Mobile Safari/537.36": "Chrome on Android",
    f"{IPHONE} {WEBKIT} CriOS/148.0 Mobile/15E148 Safari/604.1": ("Chrome on iPhone"),
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {BLINK} Safari/537.36 Edg/148.0.0.0": "Edge on Windows",
    f"Mozilla/5.0 (Linux; Android 10; HD1913) {BLINK} Mobile Safari/537.36 EdgA/148.0": "Edge on Android",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {BLINK} Safari/537.36 OPR/120.0.0.0": "Opera on Windows",
    f"Mozilla/5.0 (X11; Linux x86_64) {BLINK} Safari/537.36 Vivaldi/7.5": "Vivaldi on Linux",
    "Mozilla/5.0 (Linux; Android 15; SAMSUNG SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko)"
    " SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36": "Samsung Internet on Android",
    "Mozilla/5.0 (Android 15; Mobile; rv:150.0) Gecko/150.0 Firefox/150.0": "Firefox on Android",
    "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0": "Firefox on Linux",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:150.0) Gecko/20100101 Firefox/150.0": "Firefox on Mac",
    f"Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) {WEBKIT} FxiOS/150.0 Mobile/15E148 Safari/605.1.15": (
        "Firefox on iPad"
    ),
    f"{IPHONE} {WEBKIT} Version/18.5 Mobile/15E148 Safari/604.1": ("Safari on iPhone"),
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {WEBKIT} Version/18.5 Safari/605.1.15": "Safari on Mac",
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {WEBKIT} Version/18.5 Safari/605.1.15 Ddg/18.5": (
        "DuckDuckGo on Mac"
    ),
    f"Mozilla/5.0 (X11; Linux x86_64) {BLINK.replace('Chrome', 'HeadlessChrome')} Safari/537.36": (
        "Chrome on Linux"
    ),
    "Opera/9.80 (Windows NT 6.1; U; en) Presto/2.10 Version/12.16": "Opera on Windows",
    "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko": "A browser on Windows",
    "Mozilla/5.0": "A browser",
}
PROGRAMS = {
    "HomeAssistant/2026.11 aiohttp/3.13": "HomeAssistant",
    "Habitus Widget/1.2 (Android 15)": "Habitus Widget",
    "curl/8.16.0": "curl",
    "python-httpx/0.28.1": "A program",
    "python-requests/2.32.4": "A program",
    "okhttp/5.1.0": "A program",
    "Go-http-client/1.1": "A program",
    "node": "A program",
    "": "A program",
    "<script>alert(1)</script>": "A program",
    "\u202eevil/1": "A program",
    "x" * 300: "A program",
}


@pytest.mark.parametrize("agent", BROWSERS)
@pytest.mark.parametrize("client", ["web", "api"])
def test_a_browser_is_named_with_what_it_runs_on(agent, client):
    assert device_name(client, agent) == BROWSERS[agent]


@pytest.mark.parametrize("agent", PROGRAMS)
def test_a_program_is_called_what_it_calls_itself(agent):
    assert device_name("api", agent) == PROGRAMS[agent]


def test_what_keeps_a_cookie_is_a_browser():
    assert device_name("web", "") == "A browser"
    assert device_name("web", "curl/8") == "A browser"
