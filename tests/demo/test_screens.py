"""The table of screens."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from demo.screens import SCREENS
from demo.shots import OURS, chosen
from demo.stage import DEVICES


def test_names_are_unique_and_fit_into_file_names():
    names = Counter(screen.name for screen in SCREENS)
    assert [name for name, count in names.items() if count > 1] == []
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)


def test_every_device_is_known():
    assert {name for screen in SCREENS for name in screen.devices} <= DEVICES.keys()


def test_screens_keep_their_numbers_when_some_are_chosen():
    assert [number for number, _ in chosen(["today"])] == [
        number for number, screen in chosen([]) if screen.name == "today"
    ]


def test_a_screen_that_is_not_there_is_refused():
    with pytest.raises(SystemExit, match="nowhere"):
        chosen(["today", "nowhere"])


@pytest.mark.parametrize("name", ["03-today-phone-light.png", "11-habit-full-desktop-dark.png"])
def test_old_pictures_are_known_as_ours(name):
    assert OURS.fullmatch(name)


def test_pictures_of_others_are_left_alone():
    assert not OURS.fullmatch("today-phone-light.png")
