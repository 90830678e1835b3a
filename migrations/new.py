"""Write a migration from the difference between the models and the scripts there are."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from habitus.kernel.db.migrate import migrate_sqlite, scripts_folder


def main(name: str) -> None:
    """Numbered by how many there are, so that the folder reads as one line of history."""
    config = Config()
    config.set_main_option("script_location", str(scripts_folder()))
    number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "now.db"
        if number > 1:
            migrate_sqlite(file)
        engine = create_engine(f"sqlite:///{file}")
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.revision(config, name, autogenerate=True, rev_id=f"{number:04}")
        engine.dispose()


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].strip():
        sys.exit('Give it a name: make migration NAME="add tags"')
    main(sys.argv[1])
