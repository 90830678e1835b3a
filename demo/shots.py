"""Take a picture of every screen: `python -m demo.shots [--only NAME …] [--devices phone …] [--out DIR]`.

Each screen of `demo.screens` on a phone and on a desktop, in light and in dark:
`build/screens/NN-name-device-theme.png`, and `NN-name-full-device-theme.png` of the whole page where it is
long. A screen that cannot be reached is told and left out; then this ends with 1.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import Error as BrowserError

from demo.screens import SCREENS, Screen
from demo.stage import DEVICES, ROOT, Device, Stage, settle, stage
from habitus.kernel.logs import configure_logs

OUT = ROOT / "build" / "screens"
THEMES = ("light", "dark")
OURS = re.compile(r"\d\d-.+-(phone|desktop|narrow)-(light|dark)\.png")


@dataclass(slots=True)
class Camera:
    """Takes pictures into a folder and remembers what it could not reach."""

    stage: Stage
    out: Path
    themes: Sequence[str]
    taken: int = 0
    missing: list[str] = field(default_factory=list)

    def shoot(self, number: int, screen: Screen, device: Device) -> None:
        with self.stage.context(device, screen.who, offline_files=screen.offline_files) as context:
            try:
                self._shoot(number, screen, device, context)
            except (BrowserError, AssertionError) as error:
                self.missing.append(f"{number:02}-{screen.name} on {device.name}: {_first_words(error)}")
                print(f"MISSING {self.missing[-1]}", file=sys.stderr, flush=True)

    def _shoot(self, number: int, screen: Screen, device: Device, context: BrowserContext) -> None:
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        self._reach(screen, page)
        for theme in self.themes:
            page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
            settle(page, with_data=screen.with_data)
            self._take(page, f"{number:02}-{screen.name}", f"{device.name}-{theme}", full=screen.full)
        if faults and not screen.breaks:
            self.missing.append(f"{number:02}-{screen.name} on {device.name}: the page failed: {faults[0]}")

    def _reach(self, screen: Screen, page: Page) -> None:
        house = self.stage.bare if screen.bare else self.stage.home
        if screen.before is not None:
            screen.before(page)
        path = screen.path if isinstance(screen.path, str) else screen.path(house)
        page.goto(path if path.startswith("http") else house.url + path)
        settle(page, with_data=screen.with_data)
        for step in screen.steps:
            step(page)
        settle(page, with_data=screen.with_data)

    def _take(self, page: Page, name: str, kind: str, *, full: bool) -> None:
        page.screenshot(path=self.out / f"{name}-{kind}.png")
        self.taken += 1
        size = page.viewport_size
        height: int = page.evaluate("document.documentElement.scrollHeight")
        if not full or size is None or height <= size["height"] + 8:
            return
        # A window as high as the page: what is fixed to its bottom is then at the bottom of the picture.
        page.set_viewport_size({"width": size["width"], "height": height})
        page.screenshot(path=self.out / f"{name}-full-{kind}.png")
        page.set_viewport_size(size)
        self.taken += 1


def _first_words(error: Exception) -> str:
    """What went wrong, in a line; where only a time was over, with what was waited for."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    waited = next((line for line in lines if line.startswith("- waiting for")), "")
    return f"{lines[0]} {waited}"[:200].strip() if "Timeout" in lines[0] else lines[0]


def chosen(names: Sequence[str]) -> list[tuple[int, Screen]]:
    """The screens of these names, or all, with their numbers in the table. Raises SystemExit for others."""
    known = {screen.name for screen in SCREENS}
    if unknown := set(names) - known:
        raise SystemExit(
            f"No such screen: {', '.join(sorted(unknown))}. There are: {', '.join(sorted(known))}"
        )
    return [(number, screen) for number, screen in enumerate(SCREENS, 1) if not names or screen.name in names]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="only these screens")
    parser.add_argument("--devices", nargs="+", choices=DEVICES, help="only these devices")
    parser.add_argument("--themes", nargs="+", choices=THEMES, default=THEMES, help="only these themes")
    parser.add_argument("--out", type=Path, default=OUT, help="the folder of the pictures")
    parser.add_argument("--static", type=Path, help="the built screens, if not those of make ui")
    options = parser.parse_args(arguments)
    configure_logs(level="warning", as_json=False)
    screens = chosen(options.only)
    options.out.mkdir(parents=True, exist_ok=True)
    if not (options.only or options.devices):
        _forget(options.out)
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="habitus-screens-") as folder,
        stage(Path(folder), options.static) as on,
    ):
        camera = Camera(on, options.out, options.themes)
        for number, screen in screens:
            for device in (DEVICES[name] for name in screen.devices):
                if options.devices is None or device.name in options.devices:
                    camera.shoot(number, screen, device)
    print(f"{camera.taken} pictures in {options.out} ({time.monotonic() - began:.0f} s)")
    if camera.missing:
        print("\n".join([f"{len(camera.missing)} not reached:", *camera.missing]), file=sys.stderr)
    return 1 if camera.missing else 0


def _forget(out: Path) -> None:
    """Pictures of screens that may be called differently by now."""
    for old in out.iterdir():
        if OURS.fullmatch(old.name):
            old.unlink()


if __name__ == "__main__":
    sys.exit(main())
