"""Every screen of the app, in every state: nothing that shuts people out, nothing that scrolls sideways.

The screens are those of which pictures are taken (`demo.screens`), and some more that are only looked at
here. Each is reached once on a phone and once on a desktop.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from demo.make import PASSWORD, make
from demo.mira import CIGARETTES, MIRA, SIT, STRETCH, WATER
from demo.screens import LEAVE_YESTERDAY, MONTH, SCREENS, TAPS_OFFLINE, YEAR, Screen
from demo.stage import NOW, PATIENCE_MS, Device, House, Stage, _add_newcomers, serving, settle
from demo.steps import choose_file, hold, press, see, sheet_of, unanswered
from tests.e2e.conftest import SIZES
from tests.e2e.looking import findings

pytestmark = pytest.mark.e2e

DAYS = 60
NARROW = {"width": 320, "height": 700}
LARGE = {"width": 640, "height": 800}
"""The window of the desktop when it is looked at with letters of twice their size."""
DEVICES = {
    name: Device(name, width, height, 1, is_phone=name == "phone") for name, (width, height) in SIZES.items()
}
