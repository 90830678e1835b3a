"""Work for later: the table is the only truth, a library only carries ids (docs/adr/0014)."""

from habitus.kernel.outbox.recording import record
from habitus.kernel.outbox.running import LeaseLost, drain
from habitus.kernel.outbox.table import (
    AnyJob,
    Crew,
    Fact,
    Job,
    LongJob,
    Payload,
    People,
    PersonJob,
    Reaction,
    Report,
    outlet_of,
)

__all__ = [
    "AnyJob",
    "Crew",
    "Fact",
    "Job",
    "LeaseLost",
    "LongJob",
    "Payload",
    "People",
    "PersonJob",
    "Reaction",
    "Report",
    "drain",
    "outlet_of",
    "record",
]
