"""Which habit here each habit of a file goes into: pure, the same for a dry run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from habitus.formats.records import ImportedHabit
from habitus.habits.models import SourceKey
from habitus.habits.rules.goal import Measure
from habitus.habits.rules.terms import Terms
from habitus.interchange.scores import terms_in_source


class Lacks(NamedTuple):
    """What a habit here has nothing of, so that a file may fill it in."""

    unit: bool
    question: bool
    description: bool
    reminders: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A habit here that an imported one may go into; `keys` are those by which imports know it."""

    habit_id: UUID
    key: int
    name: str
    terms: Terms
    is_archived: bool
    is_deleted: bool
    keys: frozenset[SourceKey]
    lacks: Lacks


def keys_of(source: str, habit: ImportedHabit) -> tuple[SourceKey, ...]:
    """The keys of a habit in a file of the format `source`, its own first."""
    return (SourceKey(source, habit.source_id), *(SourceKey(*key) for key in habit.other_keys))


def fits(habit: ImportedHabit, place: Place) -> bool:
    """Whether days of the file mean here what they meant there.

    A file that does not say the goal does not say either whether its amounts were a limit.
    """
    theirs = terms_in_source(habit)
    counts = theirs.measure is not Measure.CHECK
    if counts != (place.terms.measure is not Measure.CHECK):
        return False
    return theirs.kind is place.terms.kind or (counts and not habit.goal_known)


def assign(source: str, habits: Sequence[ImportedHabit], here: Sequence[Place]) -> list[Place | None]:
    """The place of each habit of a file, none twice; None for those that are new here.

    A habit's own key decides before the keys that other formats know it by, and those before its name,
    by which only habits are found that no import knows yet. So two habits of the file that swapped
    names stay apart as long as their own keys do. Only a habit found by its own key may be one that it
    does not fit; a deleted one that it does not fit is passed over.
    """
    index = _Index(here)
    ways: tuple[Callable[[ImportedHabit], Iterator[Place]], ...] = (
        lambda habit: index.by_own_key(source, habit),
        lambda habit: index.by_other_keys(source, habit),
        index.by_name,
    )
    found: dict[int, Place] = {}
    taken: set[int] = set()
    for way in ways:
        for number, habit in enumerate(habits):
            if number in found:
                continue
            place = next((place for place in way(habit) if place.key not in taken), None)
            if place is not None:
                found[number] = place
                taken.add(place.key)
    return [found.get(number) for number in range(len(habits))]


class _Index:
    """The habits here by their keys, and by name those that have none."""

    def __init__(self, here: Sequence[Place]) -> None:
        self._by_key = {key: place for place in here for key in place.keys}
        self._by_name: dict[str, list[Place]] = {}
        for place in here:
            if not (place.keys or place.is_deleted):
                self._by_name.setdefault(place.name, []).append(place)

    def by_own_key(self, source: str, habit: ImportedHabit) -> Iterator[Place]:
        place = self._by_key.get(keys_of(source, habit)[0])
        if place is not None and (fits(habit, place) or not place.is_deleted):
            yield place

    def by_other_keys(self, source: str, habit: ImportedHabit) -> Iterator[Place]:
        for key in keys_of(source, habit)[1:]:
            place = self._by_key.get(key)
            if place is not None and fits(habit, place):
                yield place

    def by_name(self, habit: ImportedHabit) -> Iterator[Place]:
        return (place for place in self._by_name.get(habit.name, ()) if fits(habit, place))
