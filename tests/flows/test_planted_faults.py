"""The comparison is worth what it finds: faults planted on purpose are found, each within 200 examples."""

from __future__ import annotations

import pytest
from hypothesis import Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.conftest import MovableClock
from tests.flows.faults import FAULTS
from tests.flows.machine import SETTINGS, Truth
from tests.flows.wishes import House

from habitus.accounts.models import Actor, Me
from habitus.kernel.db import Database

EXAMPLES = 200
FIRST_FOUND = settings(SETTINGS, max_examples=EXAMPLES, phases=[Phase.generate])


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(
    fault: str,
    sqlite_database: Database[Actor, Me],
    clock: MovableClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine = seed(20261120)(type("Planted", (Truth,), {"house": House.of(sqlite_database, clock)}))
    FAULTS[fault](monkeypatch)
    with pytest.raises(AssertionError) as found:
        run_state_machine_as_test(machine, settings=FIRST_FOUND)
    print(f"{fault}: found at example {machine.examples}: {str(found.value)[:80]!r}")
