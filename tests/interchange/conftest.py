"""What tests of imports through the app share."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.factories.exports import zipped
from tests.factories.imports import LOOP
from tests.factories.jobs import drain

from habitus.accounts.models import Actor, Me
from habitus.interchange.uploads import CLEAR
from habitus.kernel.db import Database
from habitus.kernel.outbox import record
from habitus.kernel.settings import Settings


@dataclass(frozen=True)
class House:
    """Does what the server does by itself, when the test says so."""

    db: Database[Actor, Me]
    settings: Settings
    loop: Path
    """A small export."""

    @property
    def files(self) -> Path:
        return self.settings.data_dir / "imports"

    def work(self) -> int:
        """Do all that waits; gives how many jobs that were."""
        return drain(self.db, self.settings)

    def sweep(self) -> None:
        """What comes every five minutes."""
        self.db.run_write(lambda tx: record(tx, CLEAR, {}, once="files"))
        self.work()

    def folders(self) -> list[str]:
        """The names of what lies in the folder of imports."""
        return sorted(folder.name for folder in self.files.iterdir()) if self.files.exists() else []

    def age(self, import_id: object) -> None:
        """As if nothing had been written to the files of an import for an hour."""
        folder, long_ago = self.files / str(import_id), time.time() - 3600
        for path in (*folder.iterdir(), folder):
            os.utime(path, (long_ago, long_ago))


@pytest.fixture
def house(db: Database[Actor, Me], tmp_path: Path) -> House:
    return House(db, Settings(data_dir=tmp_path), zipped(tmp_path / "Loop Habits CSV.zip", LOOP))
