"""How long a tap on a habit takes to be seen: check-off, tap to paint, on a phone with a slow processor.

    python -m bench.tap [--quick] [--json]

The app on the made-up household's Today (`demo/`), served with default settings, in a real Chromium in the
size of a phone whose main thread is slowed down four times (`Emulation.setCPUThrottlingRate`). Real touches
tick habits and untick them; each is stored by the server, and says so in a toast.

A tap is over when it can be seen. Browsers measure that themselves (Event Timing, in steps of 8 ms): from the
touch to when the next frame after its handlers is on the screen, the longest of the touch's events. That
this frame shows the tick is looked at from within: in each frame after the click, before it is painted
(`requestAnimationFrame`), the page asks whether the habit's button has turned. `frames` counts them: 1 is the
best there is, on any machine. Where the tick comes in a later frame, the time is taken there, by a message
that arrives once that frame is painted. The first tap counts as all others do. `load` is what the machine was
busy with besides (of the minute before the taps): Chromium needs both of two cores for itself.
"""

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from demo.make import PEOPLE
from demo.stage import DEVICES, House, living, settle, sign_in
from tests.e2e import browser as chromium

from bench.harness.report import Goal, Report, say, table
from bench.harness.server import end_on_sigterm
from habitus.kernel.logs import configure_logs

GOALS = {"tap_median_ms": Goal("<=", 50), "tap_p95_ms": Goal("<=", 50)}
SLOW_DOWN = 4
TAPS, QUICK_TAPS = 20, 8
PAUSE_MS = 600
"""Between two taps: longer than what counts as a double tap, and time for the answer to come."""
TICKS = re.compile("^Done: ")

MEASURE = """
window.taps = []
window.timings = []
addEventListener('click', (event) => {
  const button = event.target.closest('button[aria-pressed]')
  if (!button) return
  const before = button.getAttribute('aria-pressed')
  const look = (frame) => requestAnimationFrame(() => {
    if (button.isConnected && button.getAttribute('aria-pressed') === before) return look(frame + 1)
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => taps.push([event.timeStamp, frame, performance.now() - event.timeStamp])
    port2.postMessage(null)
  })
  look(1)
}, { capture: true })
new PerformanceObserver((list) => {
  for (const { name, startTime, interactionId, duration } of list.getEntries()) {
    if (interactionId) timings.push([name, startTime, interactionId, duration])
  }
}).observe({ type: 'event', durationThreshold: 16 })
"""
UNTOLD_MS = 16.0
"""What takes less is not told."""


class Tap(NamedTuple):
    """Which frame after a touch showed the tick, and when that was."""

    frame: int
    ms: float


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_TAPS} taps instead of {TAPS}")
    parser.add_argument("--json", action="store_true", help="print one JSON object on stdout")
    parser.add_argument("--static", type=Path, help="the built screens, if not those of make ui")
    options = parser.parse_args(arguments)
    end_on_sigterm()
    configure_logs(level="warning", as_json=False)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="habitus-tap-") as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        with living(Path(folder), options.static) as house:
            load = os.getloadavg()[0]
            taps = _measure(browser, house, QUICK_TAPS if options.quick else TAPS)
        browser.close()
    report = Report(
        bench="tap",
        quick=options.quick,
        seconds=time.monotonic() - began,
        figures=_figures(taps, load),
        goals=GOALS,
        cpu_us={},
    )
    _tell(taps, report)
    if options.json:
        print(report.as_json())
    return 0


def _measure(browser: Browser, house: House, count: int) -> list[Tap]:
    phone = DEVICES["phone"]
    context = browser.new_context(
        viewport={"width": phone.width, "height": phone.height},
        device_scale_factor=phone.scale,
        is_mobile=True,
        has_touch=True,
        locale="en-GB",
        timezone_id="Europe/Berlin",
    )
    try:
        sign_in(context, house.url, PEOPLE[0].email)
        page = context.new_page()
        page.add_init_script(MEASURE)
        page.goto(house.url)
        settle(page)
        _be_done_with_yesterday(page)
        _slow_down(page)
        for number in range(count):
            _tap(page, number)
        return _taps_of(page, count)
    finally:
        context.close()


def _be_done_with_yesterday(page: Page) -> None:
    """Rows of its card leave once they are ticked: that is no tick on Today."""
    page.wait_for_timeout(2 * PAUSE_MS)
    leave = page.get_by_role("button", name="Leave it", exact=True)
    if leave.count():
        leave.click()
        settle(page)


def _slow_down(page: Page) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOW_DOWN})


def _tap(page: Page, number: int) -> None:
    """Touch the habits that are simply ticked, one after the other and again from the first."""
    ticks = page.get_by_role("button", name=TICKS)
    tick = ticks.nth(number % ticks.count())
    # In the middle of the window: at its ends there may be a bar or a toast above it.
    tick.evaluate("one => one.scrollIntoView({block: 'center'})")
    page.wait_for_timeout(PAUSE_MS)
    box = tick.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(PAUSE_MS)


def _taps_of(page: Page, count: int) -> list[Tap]:
    """Raises RuntimeError when a tap did nothing."""
    found: list[tuple[float, int, float]] = page.evaluate("taps")
    if len(found) != count:
        raise RuntimeError(f"{len(found)} of {count} taps turned a button.")
    timings: list[tuple[str, float, int, float]] = page.evaluate("timings")
    return [Tap(frame, _next_paint(timings, at) if frame == 1 else ms) for at, frame, ms in found]


def _next_paint(timings: Sequence[tuple[str, float, int, float]], at: float) -> float:
    """How long the touch whose click came at a time took to the next frame on the screen."""
    touches = {touch for name, start, touch, _ in timings if name == "click" and abs(start - at) < 0.5}
    return max((ms for _, _, touch, ms in timings if touch in touches), default=UNTOLD_MS)


def _figures(taps: Sequence[Tap], load: float) -> dict[str, float]:
    times = [tap.ms for tap in taps]
    frames = [tap.frame for tap in taps]
    return {
        "tap_median_ms": statistics.median(times),
        "tap_p95_ms": _p95(times),
        "tap_max_ms": max(times),
        "frames_median": float(statistics.median(frames)),
        "frames_max": max(frames),
        "load": load,
    }


def _p95(values: Sequence[float]) -> float:
    """The smallest value that 95 % are not above."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]


def _tell(taps: Sequence[Tap], report: Report) -> None:
    figures = report.figures
    times = [f"{figures[f'tap_{name}_ms']:.0f}" for name in ("median", "p95", "max")]
    frames = [f"{figures[f'frames_{name}']:.0f}" for name in ("median", "max")]
    say("\n" + table(["taps", "median ms", "p95 ms", "longest ms"], [[str(len(taps)), *times]]))
    say(f"\nSeen in frame {frames[0]} (median), {frames[1]} (at the latest).")
    say(f"The machine's load before: {figures['load']:.1f} on {os.cpu_count()} cores.")
    say("\n" + "\n".join(report.goal_lines()))


if __name__ == "__main__":
    sys.exit(main())
