"""Looking at a screen: a picture, no accessibility fault in light and dark, no sideways scrolling."""

from __future__ import annotations

from typing import Any, Literal

from playwright.sync_api import Page

from tests.e2e.conftest import AXE, SCREENS

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"type": "tag", "values": TAGS}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""The rules whose answer depends on the colours."""

# Only what is found leaves the page: all that axe tells takes longer to hand over than to find out.
FINDINGS = """async rules => {
    const { violations } = await axe.run({ runOnly: rules, resultTypes: ['violations'], selectors: false })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}"""


STILL = """async () => {
    const isEndless = one => one.effect?.getComputedTiming().iterations === Infinity
    const ends = one => one.timeline === document.timeline && !isEndless(one)
    const ended = document.getAnimations().filter(ends).map(one => one.finished)
    await Promise.race([Promise.allSettled(ended), new Promise(done => setTimeout(done, 1000))])
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
}"""
"""Movements are over, but for those without an end, or that follow the scrolling."""

COLOURED = """async scheme => {
    const until = performance.now() + 5000
    while (document.documentElement.dataset.mantineColorScheme !== scheme) {
        if (performance.now() > until) throw new Error(`the page did not turn ${scheme}`)
        await new Promise(done => requestAnimationFrame(done))
    }
}"""


def colour(page: Page, scheme: Scheme) -> None:
    """Have the page in these colours, and no longer on its way to them."""
    page.emulate_media(color_scheme=scheme)
    page.evaluate(COLOURED, scheme)
    page.evaluate(STILL)


def look(page: Page, name: str) -> None:
    """Take the screen's pictures and raise on any axe finding (WCAG 2.2 AA and best practice)."""
    page.emulate_media(reduced_motion="reduce")
    for scheme in SCHEMES:
        colour(page, scheme)
        file = SCREENS / f"{name}-{page.device}-{scheme}.png"  # type: ignore[attr-defined] # set by the fixture
        page.screenshot(path=file, full_page=True)
        found = findings(page)
        assert not found, f"{name} in {scheme}: {found}"
    colour(page, "light")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"


def findings(page: Page, rules: dict[str, Any] = EVERYTHING) -> list[str]:
    """What axe finds on the page by some of its rules."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(FINDINGS, rules)
    return found
