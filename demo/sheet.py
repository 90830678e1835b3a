"""Lay pictures side by side on contact sheets: `python -m demo.sheet [--beside DIR] [--only NAME …]`.

For each device and theme one sheet of the pictures in `build/screens`, as a page to scroll through and as a
picture. With `--beside` each of ours stands beside the picture of the design that its row in the table of
screens names, as far as that folder holds it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tests.e2e import browser as chromium

from demo.screens import Screen
from demo.shots import OUT, THEMES, chosen
from demo.stage import DEVICES, Device

WIDTHS = {"phone": 300, "narrow": 300, "desktop": 620}
PAGE = """<!doctype html><meta charset=utf-8><title>{title}</title><style>
body {{ margin: 24px; background: {background}; color: {text}; font: 15px system-ui; }}
main {{ display: flex; flex-wrap: wrap; gap: 32px 24px; }}
figure {{ margin: 0; padding: 12px; border: 1px solid #8884; border-radius: 12px; }}
figcaption {{ margin-bottom: 8px; }}
div {{ display: flex; gap: 12px; align-items: start; }}
img {{ width: {width}px; display: block; border: 1px solid #8886; }}
</style><main>{figures}</main>"""


def figures(out: Path, beside: Path | None, device: Device, theme: str, only: Sequence[str]) -> Iterator[str]:
    """What a sheet shows: of each screen our picture, then the design's."""
    for number, screen in chosen(only):
        ours = out / f"{number:02}-{screen.name}-{device.name}-{theme}.png"
        shown = [file for file in (ours, _design(beside, screen, device, theme)) if file and file.exists()]
        if ours in shown:
            images = "".join(f"<img src='{escape(file.resolve().as_uri())}' alt=''>" for file in shown)
            yield f"<figure><figcaption>{escape(ours.stem)}</figcaption><div>{images}</div></figure>"


def _design(beside: Path | None, screen: Screen, device: Device, theme: str) -> Path | None:
    return beside / f"{screen.beside}-{device.name}-{theme}.png" if beside and screen.beside else None


def lay(browser: Browser, file: Path, found: Sequence[str], device: Device, theme: str) -> None:
    """Write one sheet as FILE.html and FILE.png."""
    colours = ("#171517", "#eee") if theme == "dark" else ("#fff", "#222")
    page = file.with_suffix(".html")
    page.write_text(
        PAGE.format(
            title=escape(file.stem),
            background=colours[0],
            text=colours[1],
            width=WIDTHS[device.name],
            figures="".join(found),
        )
    )
    tab = browser.new_page(viewport={"width": 1_900, "height": 900})
    tab.goto(page.resolve().as_uri())
    tab.screenshot(path=file.with_suffix(".png"), full_page=True)
    tab.close()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pictures", type=Path, default=OUT, help="the folder of pictures and sheets")
    parser.add_argument("--beside", type=Path, help="a folder of pictures to compare with")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="only these screens")
    options = parser.parse_args(arguments)
    laid = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        for device in DEVICES.values():
            for theme in THEMES:
                found = list(figures(options.pictures, options.beside, device, theme, options.only))
                if found:
                    lay(browser, options.pictures / f"sheet-{device.name}-{theme}", found, device, theme)
                    laid += 1
        browser.close()
    print(f"{laid} sheets in {options.pictures}")
    return 0 if laid else 1


if __name__ == "__main__":
    sys.exit(main())
