"""Looking at a screen: a picture, no accessibility fault in light and dark, no sideways scrolling."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.e2e.conftest import AXE, SCREENS

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"type": "tag", "values": TAGS}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""The rules whose answer depends on the colours."""

# Only what is found leaves the page: all that axe tells takes longer to hand over than to find out.
FINDINGS = """async rules => {
    const { violations } = await axe.run({ runOnly: rules, resultTypes: ['violations'], selectors: false })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}"""


SCHEME_IS_SHOWN = """async scheme => {
    const shown = () => document.documentElement.dataset.mantineColorScheme
    for (let tries = 0; tries < 60 && shown() !== scheme; tries++)
        await new Promise(done => setTimeout(done, 25))
}"""
"""The app has noticed which colours are wanted; only then do they begin to fade over."""

AT_REST = """Promise.race([
    Promise.allSettled(document.getAnimations().map(one => one.finished)),
    new Promise(done => setTimeout(done, 1500)),
])"""
"""Movements are over; one that follows the scrolling never ends."""


def look(page: Page, name: str) -> None:
    """Take the screen's pictures and raise on any axe finding (WCAG 2.2 AA and best practice)."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate(SCHEME_IS_SHOWN, scheme)
        page.wait_for_timeout(50)
        page.evaluate(AT_REST)
        file = SCREENS / f"{name}-{page.device}-{scheme}.png"  # type: ignore[attr-defined] # set by the fixture
        page.screenshot(path=file, full_page=True)
        found = findings(page)
        assert not found, f"{name} in {scheme}: {found}"
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"


def findings(page: Page, rules: dict[str, Any] = EVERYTHING) -> list[str]:
    """What axe finds on the page by some of its rules."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(FINDINGS, rules)
    return found
