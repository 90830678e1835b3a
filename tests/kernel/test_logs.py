"""One stream, one form: what libraries log looks like what Habitus logs."""

from __future__ import annotations

import json
import subprocess
import sys

SPEAK = """
import logging
import structlog
from habitus.kernel.logs import configure_logs
configure_logs(level="info", as_json=True)
structlog.get_logger("habitus").info("ours", token="heather")
logging.getLogger("uvicorn.error").warning("Invalid HTTP request received from %s.", "nowhere")
logging.getLogger("alembic.runtime.migration").info("Running upgrade")
try:
    1 / 0
except ZeroDivisionError:
    logging.getLogger("uvicorn.error").exception("it broke")
"""


def test_lines_of_libraries_are_json_too():
    spoken = subprocess.run([sys.executable, "-c", SPEAK], capture_output=True, text=True, check=True)
    ours, theirs, broken = (json.loads(line) for line in spoken.stderr.splitlines())
    assert (ours["event"], ours["token"]) == ("ours", "[hidden]")
    assert theirs["event"] == "Invalid HTTP request received from nowhere."
    assert (theirs["level"], theirs["logger"]) == ("warning", "uvicorn.error")
    assert theirs["timestamp"]
    assert "ZeroDivisionError" in broken["exception"]
    assert spoken.stdout == ""
