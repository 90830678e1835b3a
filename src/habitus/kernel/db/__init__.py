"""The database: who may write, when it is on disk, and what happens when it is not.

Domain code sees `Tx` and `Model` only; the edge sees `Database`.
"""

from habitus.kernel.db.database import Database, Version
from habitus.kernel.db.model import Model, table_of
from habitus.kernel.db.outlet import Outlet
from habitus.kernel.db.postgres import may_rerun
from habitus.kernel.db.prepared import Prepared
from habitus.kernel.db.tx import Refusal, Tx

__all__ = ["Database", "Model", "Outlet", "Prepared", "Refusal", "Tx", "Version", "may_rerun", "table_of"]
