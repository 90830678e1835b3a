"""Making a habit, changing it, putting it away and bringing it back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from habitus.accounts.models import Me
from habitus.habits import counting, pausing, reading
from habitus.habits.errors import GoalNotAllowed, HabitIdTaken, OrderIncomplete
from habitus.habits.facts import DaysChanged
from habitus.habits.models import NewHabit, NewReminder, Step
from habitus.habits.queries import habits, sources
from habitus.habits.queries import terms as term_queries
from habitus.habits.queries.tables import Figures, HabitRow, figures_of
from habitus.habits.refreshing import refresh
from habitus.habits.rules.asked import NewGoal, goal_of
from habitus.habits.rules.course import Life
from habitus.habits.rules.goal import Goal, Measure
from habitus.habits.rules.rollup import Checkpoint, nothing
from habitus.habits.rules.terms import Terms, Version, text_of, with_goal, with_pauses
from habitus.habits.schemas.goals import GoalChange
from habitus.habits.schemas.habits import HabitCreate, HabitRead, HabitWrite
from habitus.kernel import facts
from habitus.kernel.db import Tx
from habitus.kernel.ids import new_id

DAYS_OF_A_MONTH = 31
"""A day that is asked for or not changes what the other days of its week or month ask."""


def create(tx: Tx, me: Me, new: NewHabit) -> HabitRead:
    """Make a habit; the same client-made id, or the key of the same import, gives the habit that is there.

    Raises HabitIdTaken when somebody else has a habit of this id, and GoalNotAllowed.
    """
    made = _made_before(tx, me, new)
    if made is not None:
        return made
    goal = goal_of(new.kind, new.measure, new.goal, me.today)
    begins = new.begins_on or me.today
    _refuse_backward(begins, new.ends_on)
    counts = new.measure is not Measure.CHECK or bool(new.steps)
    terms = Terms(new.kind, new.measure, counts, (Version(me.today.toordinal(), goal),))
    terms = with_pauses(terms, term_queries.pauses_of(tx, me.key, 0))
    habit_id = new.id or new_id()
    key = habits.add(tx, _columns(tx, me, new, terms, begins) | {"id": habit_id})
    term_queries.put_goal(tx, key, me.today.toordinal(), goal, _direction(terms))
    term_queries.put_reminders(tx, key, new.reminders)
    sources.put_keys(tx, me.key, key, new.keys)
    found = _figures(tx, me, habit_id)
    if begins < me.today:
        refresh(tx, me, found)
    _changed(tx, me, habit_id, found.life)
    return reading.read_habit(tx, me, reading.row_of(tx, me, habit_id))


def _columns(tx: Tx, me: Me, new: NewHabit, terms: Terms, begins: date) -> dict[str, object]:
    return {
        "owner_key": me.key,
        "name": new.name,
        "kind": new.kind.value,
        "measure": new.measure.value,
        "unit": new.unit,
        "question": new.question,
        "description": new.description,
        "steps": _steps(new.steps),
        "color": new.color,
        "icon": new.icon,
        "section": new.section,
        "category": new.category,
        "tags": json.dumps(new.tags),
        "skip_budget": new.skip_budget,
        "position": habits.next_position(tx, me.key),
        "created_at": tx.now,
        "begins_on": begins,
        "ends_on": new.ends_on,
        "archived_at": None if new.archived_day is None else tx.now,
        "archived_day": new.archived_day,
        "terms": text_of(terms),
        **habits.figure_values(Checkpoint(me.today.toordinal(), nothing(terms)), terms, begins.toordinal()),
    }


def create_as_asked(tx: Tx, me: Me, body: HabitCreate) -> HabitRead:
    """Make a habit whose weeks begin as the person's do, unless it says otherwise. Raises as `create`."""
    return create(tx, me, body.as_new_habit(me.first_weekday))


def set_goal_as_asked(tx: Tx, me: Me, habit_id: UUID, body: GoalChange) -> HabitRead:
    """The same for a goal. Raises as `set_goal`."""
    return set_goal(tx, me, habit_id, body.goal.as_new_goal(me.first_weekday), body.since)


def take_up(tx: Tx, me: Me, habit_id: UUID, new: NewHabit, *, fill_in: bool) -> None:
    """Let later imports find a habit by the keys of `new`. Raises HabitNotFound.

    With `fill_in` it gets the unit, question, description and reminders that it has none of itself.
    """
    row = reading.row_of(tx, me, habit_id)
    sources.put_keys(tx, me.key, row.key, new.keys)
    if not fill_in:
        return
    missing: dict[str, object] = {
        name: word
        for name in ("unit", "question", "description")
        if (word := getattr(new, name)) and not getattr(row, name)
    }
    if missing:
        habits.change(tx, me.key, row.key, missing)
    if new.reminders and row.key not in term_queries.reminders(tx, me.key):
        term_queries.put_reminders(tx, row.key, new.reminders)


def edit(tx: Tx, me: Me, habit_id: UUID, changes: HabitWrite) -> HabitRead:
    """Change what is given: words, looks, checklist, reminders, first and last day. Raises HabitNotFound."""
    row = reading.row_of(tx, me, habit_id)
    given = changes.model_fields_set
    values: dict[str, object] = {
        name: value.strip() if isinstance(value, str) else value
        for name in given - {"steps", "tags", "reminders"}
        if (value := getattr(changes, name)) is not None or name in {"skip_budget", "ends_on"}
    }
    if changes.tags is not None:
        values["tags"] = json.dumps(list(dict.fromkeys(changes.tags)))
    if changes.steps is not None:
        values["steps"] = _steps(tuple(Step(step.id, step.name) for step in changes.steps))
        if changes.steps:
            _take_steps(tx, me, row)
    if changes.reminders is not None:
        reminders: Sequence[NewReminder] = [one.as_reminder() for one in changes.reminders]
        term_queries.put_reminders(tx, row.key, reminders)
    _refuse_backward(values.get("begins_on", row.begins_on), values.get("ends_on", row.ends_on))
    if isinstance(begins := values.get("begins_on"), date):
        values["start_day"] = min(row.start_day, begins)
    if values:
        habits.change(tx, me.key, row.key, values)
    if values.keys() & {"begins_on", "ends_on"}:
        _live_anew(tx, me, habit_id, figures_of(row, me).life)
    return reading.read_habit(tx, me, reading.row_of(tx, me, habit_id))


def set_goal(tx: Tx, me: Me, habit_id: UUID, new: NewGoal, since: date | None) -> HabitRead:
    """Ask for something else from a day on (today); what was asked before stays as it was.

    A day at or before the habit's first makes it the goal of its whole history. Raises HabitNotFound
    and GoalNotAllowed.
    """
    row = reading.row_of(tx, me, habit_id)
    found = figures_of(row, me)
    day = since or me.today
    if day > me.today:
        raise GoalNotAllowed("A goal counts from today or from a day before.")
    goal = goal_of(found.terms.kind, found.terms.measure, new, me.today)
    first = day.toordinal()
    if found.terms.goal_on(first) == goal and first > found.terms.versions[-1].from_day:
        return reading.read_habit(tx, me, row)
    if first <= found.life.start:
        first = min(first, found.terms.versions[0].from_day)
    _put_goal(tx, me, found, goal, first)
    _live_anew(tx, me, habit_id, found.life, since=first)
    return reading.read_habit(tx, me, reading.row_of(tx, me, habit_id))


def _put_goal(tx: Tx, me: Me, found: Figures, goal: Goal, first: int) -> None:
    bare = replace(found.terms, versions=term_queries.versions(tx, me.key, found.key))
    changed = with_goal(bare, goal, first, found.life.start)
    *kept, new = changed.versions
    for version in (*(one for one in kept if one not in bare.versions), new):
        term_queries.put_goal(tx, found.key, version.from_day, version.goal, _direction(bare))
    terms = with_pauses(changed, term_queries.pauses_of(tx, me.key, found.key))
    term_queries.put_terms(tx, me.key, found.key, terms, stale=False)


def archive(tx: Tx, me: Me, habit_id: UUID) -> HabitRead:
    """Put a habit away: from today on nothing is asked. Safe to repeat. Raises HabitNotFound."""
    row = reading.row_of(tx, me, habit_id)
    if row.archived_at is None:
        habits.change(tx, me.key, row.key, {"archived_at": tx.now, "archived_day": me.today})
        _live_anew(tx, me, habit_id, figures_of(row, me).life, since=me.today.toordinal())
    return reading.read_habit(tx, me, reading.row_of(tx, me, habit_id))


def restore(tx: Tx, me: Me, habit_id: UUID) -> HabitRead:
    """Bring a habit back from the archive; the days it was away are a pause. Raises HabitNotFound."""
    row = reading.row_of(tx, me, habit_id)
    if row.archived_at is not None:
        away, back = row.archived_day, me.today - timedelta(days=1)
        habits.change(tx, me.key, row.key, {"archived_at": None, "archived_day": None})
        if away <= back:
            pausing.rest(tx, me, row.key, away, back)
        _live_anew(tx, me, habit_id, figures_of(row, me).life, since=away.toordinal())
    return reading.read_habit(tx, me, reading.row_of(tx, me, habit_id))


def delete(tx: Tx, me: Me, habit_id: UUID) -> None:
    """Take a habit out of everything; `undelete` brings it back whole. Raises HabitNotFound."""
    row = reading.row_of(tx, me, habit_id)
    habits.change(tx, me.key, row.key, {"deleted_at": tx.now})
    _changed(tx, me, habit_id, figures_of(row, me).life)


def undelete(tx: Tx, me: Me, habit_id: UUID) -> HabitRead:
    """Bring a deleted habit back as it was. Raises HabitNotFound, also when it has been erased."""
    row = reading.row_of(tx, me, habit_id, deleted=True)
    habits.change(tx, me.key, row.key, {"deleted_at": None})
    _live_anew(tx, me, habit_id, figures_of(row, me).life)
    return reading.read_habit(tx, me, reading.row_of(tx, me, habit_id))


def reorder(tx: Tx, me: Me, habit_ids: Sequence[UUID]) -> None:
    """Give the habits in use a new order. Raises OrderIncomplete when other habits are named."""
    mine = [row.id for row in habits.habits(tx, me.key) if row.archived_at is None]
    if sorted(mine) != sorted(habit_ids):
        raise OrderIncomplete("Name every habit in use once; load the list again.")
    habits.put_order(tx, me.key, habit_ids)


def _made_before(tx: Tx, me: Me, new: NewHabit) -> HabitRead | None:
    brought = sources.habit_of(tx, me.key, new.keys[0]) if new.keys else None
    if brought is not None:
        return reading.read_habit(tx, me, reading.row_of(tx, me, brought))
    owner = None if new.id is None else habits.owner_of(tx, new.id)
    if owner is None or new.id is None:
        return None
    row = habits.one(tx, me.key, new.id)
    if owner != me.key or row is None:
        raise HabitIdTaken("Send another id.")
    if row.deleted_at is not None:
        raise HabitIdTaken("You deleted this habit: bring it back, or send another id.")
    return reading.read_habit(tx, me, row)


def _figures(tx: Tx, me: Me, habit_id: UUID) -> Figures:
    return figures_of(reading.row_of(tx, me, habit_id), me)


def _live_anew(tx: Tx, me: Me, habit_id: UUID, lived: Life, since: int | None = None) -> None:
    """Recompute a habit whose terms or life have changed, and count its person's days again."""
    fresh = refresh(tx, me, _figures(tx, me, habit_id))
    _changed(tx, me, habit_id, lived, fresh.life, since=since)


def _changed(tx: Tx, me: Me, habit_id: UUID, *lives: Life, since: int | None = None) -> None:
    """Tell that days count differently: from a habit's first one on, or from the month of `since`."""
    today = me.today.toordinal()
    first = min([today, *(life.start for life in lives)])
    if since is not None:
        first = max(first, min(since, today) - DAYS_OF_A_MONTH)
    counting.uncount(tx, me, first)
    facts.record(tx, DaysChanged(me.key, habit_id, date.fromordinal(first), me.today))


def _refuse_backward(begins: object, ends: object) -> None:
    if isinstance(begins, date) and isinstance(ends, date) and ends < begins:
        raise GoalNotAllowed("The last day cannot be before the first.")


def _take_steps(tx: Tx, me: Me, row: HabitRow) -> None:
    """A habit that ever had a checklist keeps the shares of its days."""
    found = figures_of(row, me)
    if found.terms.measure is not Measure.CHECK or found.terms.quits:
        raise GoalNotAllowed("Only a check to build has steps.")
    if not found.terms.counts:
        terms = replace(found.terms, counts=True, pauses=tuple(term_queries.pauses_of(tx, me.key, found.key)))
        term_queries.put_terms(tx, me.key, found.key, terms, stale=found.stale)


def _steps(steps: Sequence[Step]) -> str:
    return json.dumps([{"id": step.id, "name": step.name} for step in steps])


def _direction(terms: Terms) -> str:
    return "at_most" if terms.quits else "at_least"
