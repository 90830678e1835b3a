"""Where uploaded files lie while they are needed: a private folder for each import."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from habitus.interchange.errors import ImportRunning, ImportsBusy
from habitus.kernel.files import private_folder, settle_folder

FOLDER = "imports"
"""In the data folder."""
UPLOADS_AT_ONCE = 4
_RETRY_SECONDS = 30


class Place:
    """The folder of one import, named by our id and by nothing that a person wrote."""

    def __init__(self, root: Path, import_id: UUID) -> None:
        self._folder = root / str(import_id)
        self.upload = self._folder / "upload"
        self.packed = self._folder / "records"

    def make(self) -> None:
        private_folder(self._folder.parent)
        private_folder(self._folder)

    def settle(self) -> None:
        """Wait until what lies here would be found again after a power cut."""
        settle_folder(self._folder)
        settle_folder(self._folder.parent)

    def remove(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def last_touched(self) -> float:
        """Seconds since 1970; 0 when there is nothing."""
        paths = (self._folder, self.upload)
        return max((path.stat().st_mtime for path in paths if path.exists()), default=0.0)


class Desk:
    """Takes uploads in: one a person and a few at a time. Only this process knows of them, so with it
    they are forgotten, and what they left is swept away.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._sending: set[UUID] = set()

    def place(self, import_id: UUID) -> Place:
        return Place(self._root, import_id)

    @contextmanager
    def attending(self, person_id: UUID) -> Iterator[None]:
        """Raises ImportRunning or ImportsBusy. On the event loop only."""
        if person_id in self._sending:
            raise ImportRunning("You are uploading a file already. Wait until that is here.")
        if len(self._sending) >= UPLOADS_AT_ONCE:
            raise ImportsBusy(
                "Others are uploading files just now. Try again in half a minute.",
                retry_after=_RETRY_SECONDS,
            )
        self._sending.add(person_id)
        try:
            yield
        finally:
            self._sending.discard(person_id)


def places(root: Path) -> Iterator[tuple[UUID, Place]]:
    """All imports that have a folder; other names are not ours and left alone."""
    if not root.is_dir():
        return
    for folder in root.iterdir():
        try:
            import_id = UUID(folder.name)
        except ValueError:
            continue
        yield import_id, Place(root, import_id)
