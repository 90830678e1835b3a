"""Every civil day counts exactly once: whatever people do, both databases say what the slow model says."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from tests.conftest import MovableClock
from tests.flows.machine import SETTINGS, Truth
from tests.flows.wishes import House

from habitus.accounts.models import Actor, Me
from habitus.kernel.db import Database

EXAMPLES = 200


@pytest.fixture
def house(db: Database[Actor, Me], clock: MovableClock) -> House:
    return House.of(db, clock)


def test_every_civil_day_counts_exactly_once(house: House) -> None:
    machine = type("TruthHere", (Truth,), {"house": house})
    run_state_machine_as_test(machine, settings=settings(SETTINGS, max_examples=EXAMPLES))
