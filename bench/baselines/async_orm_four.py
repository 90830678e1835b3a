"""The async ORM baseline cut down to four statements: session with person, habit, entry, counter.

Reference figures for this stack (1 833 to 1 904 µs) are those of four statements, so this side shows
that the baseline is neither slower nor faster than they say. It keeps no month and no day.
"""

from datetime import UTC, date
from uuid import UUID

from sqlalchemy.dialects.sqlite import insert

from bench.baselines.async_orm import CheckOffRead, CurrentPerson, EntryWrite, Session, app, load_habit
from bench.baselines.async_orm_tables import Entry


@app.put("/four/habits/{habit_id}/entries/{day}")
async def check_off_in_four_statements(
    habit_id: UUID, day: date, body: EntryWrite, session: Session, person: CurrentPerson
) -> CheckOffRead:
    habit = await load_habit(session, person, habit_id)
    values = {"state": body.state, "zone": body.zone, "tapped_at": body.tapped_at.astimezone(UTC)}
    upsert = insert(Entry).values(habit_id=habit.id, day=day, **values)
    await session.execute(upsert.on_conflict_do_update(index_elements=["habit_id", "day"], set_=values))
    habit.done += 1 if body.state == "done" else -1
    await session.commit()
    return CheckOffRead(habit_id=habit_id, day=day, state=body.state, habit_done=habit.done, day_done=None)
