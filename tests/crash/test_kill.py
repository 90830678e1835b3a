"""The real server as a subprocess: killed under load, and written to by 16 at once."""

from pathlib import Path

import pytest
from bench.crash import Rounds
from bench.harness import habitus
from bench.harness.parallel import PARALLEL_DAYS, check_off_in_parallel

pytestmark = pytest.mark.crash


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    rounds = Rounds(tmp_path, seed=2)
    verdicts = [rounds.run_one() for _ in range(2)]
    assert all(verdict.clean for verdict in verdicts), "\n".join(verdict.line() for verdict in verdicts)


def test_64_check_offs_of_different_days_16_at_once_are_all_stored(tmp_path: Path) -> None:
    emails = habitus.add_people(tmp_path, 1)
    with habitus.serving(tmp_path, pinned=False) as server:
        [token] = habitus.sign_in(server, emails)
        result = check_off_in_parallel(server, habitus.database_file(tmp_path), token)
    assert result.acknowledged == PARALLEL_DAYS
    assert result.stored == PARALLEL_DAYS
    assert result.audit.drifted == []
