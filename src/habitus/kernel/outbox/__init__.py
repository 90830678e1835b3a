"""Work for later: the table is the only truth, a library only carries ids (docs/adr/0014)."""

from habitus.kernel.outbox.recording import is_waiting, record
from habitus.kernel.outbox.running import LeaseLost, WorkPutOff, drain
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
    kinds_by_data,
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
    "WorkPutOff",
    "drain",
    "is_waiting",
    "kinds_by_data",
    "outlet_of",
    "record",
]
