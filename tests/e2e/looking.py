"""Looking at a screen: a picture, no accessibility fault in light and dark, no sideways scrolling."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.e2e.conftest import AXE, SCREENS

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def look(page: Page, name: str) -> None:
    """Take the screen's pictures and raise on any axe finding (WCAG 2.2 AA and best practice)."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.wait_for_timeout(50)
        page.evaluate("Promise.allSettled(document.getAnimations().map(one => one.finished))")
        file = SCREENS / f"{name}-{page.device}-{scheme}.png"  # type: ignore[attr-defined] # set by the fixture
        page.screenshot(path=file, full_page=True)
        found = findings(page)
        assert not found, f"{name} in {scheme}: {found}"
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"


def findings(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    result: dict[str, Any] = page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", TAGS)
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
