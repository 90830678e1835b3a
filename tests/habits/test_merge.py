"""Taps that arrive late, twice, or from two devices."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import NOON
from tests.factories.habits import change
from tests.model.person import Tap, entry_of

from habitus.habits.rules.goal import AMOUNT_MAX, MICRO
from habitus.habits.rules.log import State
from habitus.habits.rules.merge import (
    TAPS_KEPT,
    Change,
    Entry,
    SkipReason,
    Source,
    instant_of,
    merged,
    micros,
)

DAY = date(2026, 11, 20)
CHECK = None
AMOUNT = 8 * MICRO
"""What a bare "done" stands for: nothing, or the target."""

LATER = NOON + timedelta(minutes=1)


def at(minutes: float) -> datetime:
    return NOON - timedelta(hours=2) + timedelta(minutes=minutes)


def arrive(
    full: int | None, *changes: Change, now: datetime = NOON, entry: Entry | None = None
) -> Entry | None:
    for one in changes:
        entry = merged(full, entry, one, now) or entry
    return entry


def mark(minutes: int, state: State = State.DONE, **more: object) -> Change:
    return change(DAY, state, at=at(minutes), **more)


def plus(minutes: float, by: float = 1.0, client_id: str | None = None, note: str | None = None) -> Change:
    return change(DAY, at=at(minutes), increment=by, client_id=client_id or f"tap {minutes}", note=note)


def test_the_later_tap_wins_whatever_arrives_first() -> None:
    early, late = mark(1), mark(2, State.SKIPPED)
    assert arrive(CHECK, early, late) == arrive(CHECK, late, early)
    assert arrive(CHECK, late, early).state is State.SKIPPED


def test_an_older_tap_changes_nothing() -> None:
    entry = arrive(CHECK, mark(5, State.NONE))
    assert merged(CHECK, entry, mark(4), NOON) is None


def test_the_same_tap_again_changes_nothing() -> None:
    entry = arrive(CHECK, mark(5))
    assert merged(CHECK, entry, mark(5), NOON) is None


def test_a_tap_from_a_fast_clock_counts_as_now() -> None:
    fast = arrive(CHECK, change(DAY, at=NOON + timedelta(days=3)))
    assert instant_of(fast.tapped_at) == NOON
    assert arrive(CHECK, change(DAY, State.NONE, at=LATER), now=LATER, entry=fast).state is State.NONE


def test_done_without_an_amount_is_the_target() -> None:
    assert arrive(AMOUNT, mark(1)).amount == 8 * MICRO
    assert arrive(AMOUNT, mark(1, amount=3.5)).amount == 3_500_000
    assert arrive(AMOUNT, mark(1, State.SKIPPED)).amount is None
    assert arrive(CHECK, mark(1)).amount is None


def test_a_note_left_out_is_kept_and_an_empty_one_removed() -> None:
    entry = arrive(CHECK, mark(1, note="rain"), mark(2, State.NONE))
    assert (entry.state, entry.note) == (State.NONE, "rain")
    assert arrive(CHECK, mark(3, note=""), entry=entry).note is None


def test_increments_add_up_once_each() -> None:
    entry = arrive(AMOUNT, plus(1), plus(2), plus(1), plus(3, 0.5))
    assert (entry.state, entry.amount) == (State.DONE, 2_500_000)
    assert instant_of(entry.tapped_at) == at(3)


def test_increments_stand_on_the_mark_before_them_and_fall_with_the_one_after() -> None:
    entry = arrive(AMOUNT, mark(1, amount=2.0), plus(2))
    assert entry.amount == 3 * MICRO
    assert arrive(AMOUNT, mark(3, amount=1.0), entry=entry).amount == 1 * MICRO
    assert arrive(AMOUNT, mark(3, State.NONE), plus(2, client_id="tap 2"), entry=entry).state is State.NONE


def test_an_amount_never_leaves_its_bounds() -> None:
    assert arrive(AMOUNT, plus(1), plus(2, -5.0)).amount == 0
    entry = arrive(AMOUNT, mark(1, amount=AMOUNT_MAX), plus(2, AMOUNT_MAX))
    assert entry.amount == AMOUNT_MAX * MICRO


def test_only_so_many_increments_are_remembered_and_none_is_lost() -> None:
    entry = arrive(AMOUNT, *(plus(second / 60) for second in range(TAPS_KEPT + 20)))
    assert entry.amount == (TAPS_KEPT + 20) * MICRO
    assert len(json.loads(entry.increments)["taps"]) == TAPS_KEPT
    assert merged(AMOUNT, entry, plus(0), NOON) is None


def test_many_increments_count_in_any_order() -> None:
    """Two phones that were offline: the one with the older taps may come second."""
    taps = [plus(second / 60) for second in range(TAPS_KEPT)]
    assert arrive(AMOUNT, *taps[250:], *taps[:250], *taps).amount == TAPS_KEPT * MICRO


def test_a_tap_too_late_for_its_day_still_brings_its_note() -> None:
    first, second = mark(1, note="rain"), mark(2, State.SKIPPED)
    entry = arrive(CHECK, second, first)
    assert (entry.state, entry.note) == (State.SKIPPED, "rain")
    assert merged(CHECK, entry, first, NOON) is None
    removed = mark(3, State.SKIPPED, note="")
    assert arrive(CHECK, second, removed, first).note is None
    assert arrive(CHECK, removed, first).note is None


def test_an_increment_that_a_mark_replaced_does_not_come_back() -> None:
    """Even when its clock is ahead, so that each sending counts as of a later now."""
    ahead = change(DAY, at=NOON + timedelta(days=1), increment=1.0, client_id="a")
    entry = arrive(AMOUNT, ahead)
    entry = arrive(AMOUNT, change(DAY, at=NOON + timedelta(seconds=1), amount=5.0), now=LATER, entry=entry)
    assert merged(AMOUNT, entry, ahead, LATER + timedelta(seconds=9)) is None


def test_a_mark_from_a_clock_ahead_counts_once() -> None:
    ahead = change(DAY, at=NOON + timedelta(days=1), client_id="a")
    entry = arrive(CHECK, ahead)
    entry = arrive(CHECK, change(DAY, State.NONE, at=LATER), now=LATER, entry=entry)
    assert merged(CHECK, entry, ahead, LATER + timedelta(seconds=9)) is None


def test_an_increment_of_the_same_instant_as_a_mark_stands_on_it() -> None:
    assert arrive(AMOUNT, mark(1, amount=2.0), plus(1)) == arrive(AMOUNT, plus(1), mark(1, amount=2.0))


notes = st.sampled_from([None, None, "rain", "sun", ""])
taps = st.lists(
    st.one_of(
        st.builds(
            mark,
            st.integers(0, 60),
            st.sampled_from([State.DONE, State.NONE, State.SKIPPED]),
            note=notes,
        ),
        st.builds(plus, st.integers(0, 60), st.sampled_from([1.0, 0.5, 2.0]), note=notes),
    ),
    max_size=6,
    unique_by=lambda tap: tap.tapped_at,
)


@given(taps, st.randoms(use_true_random=False))
def test_any_order_of_arrival_ends_the_same(changes: list[Change], random) -> None:
    shuffled = [*changes, *changes[:2]]
    random.shuffle(shuffled)
    one, other = arrive(AMOUNT, *changes), arrive(AMOUNT, *shuffled)
    if changes:
        assert (one.state, one.amount, one.note) == (other.state, other.amount, other.note)


def test_an_import_never_touches_what_the_person_wrote() -> None:
    entry = arrive(CHECK, mark(1, State.NONE))
    brought = change(DAY, at=NOON, source=Source.IMPORT)
    assert merged(CHECK, entry, brought, NOON) is None


def test_the_persons_tap_counts_over_an_import_of_any_time() -> None:
    brought = arrive(AMOUNT, change(DAY, at=NOON, amount=5.0, source=Source.IMPORT))
    assert arrive(AMOUNT, mark(1, State.NONE), entry=brought).state is State.NONE
    assert arrive(AMOUNT, plus(1), entry=brought).amount == 6 * MICRO


def test_importing_again_changes_only_what_the_file_changed() -> None:
    first = change(DAY, at=at(1), amount=5.0, note="hi", source=Source.IMPORT)
    entry = arrive(AMOUNT, first)
    again = change(DAY, at=at(50), amount=5.0, note="hi", source=Source.IMPORT)
    assert merged(AMOUNT, entry, again, NOON) is None
    corrected = change(DAY, at=at(0), amount=6.0, source=Source.IMPORT)
    assert arrive(AMOUNT, corrected, entry=entry).amount == 6 * MICRO


def test_a_freeze_covers_only_a_day_without_a_mark() -> None:
    freeze = change(DAY, State.FROZEN, at=NOON, source=Source.FREEZE)
    assert arrive(CHECK, freeze).state is State.FROZEN
    assert arrive(CHECK, mark(1, State.NONE), freeze).state is State.FROZEN
    for state in (State.DONE, State.SKIPPED):
        assert merged(CHECK, arrive(CHECK, mark(1, state)), freeze, NOON) is None


def test_a_tap_that_arrives_after_a_freeze_counts_and_one_wiped_before_it_does_not() -> None:
    freeze = change(DAY, State.FROZEN, at=NOON, source=Source.FREEZE)
    assert arrive(CHECK, freeze, mark(1)).state is State.DONE
    assert arrive(CHECK, mark(2, State.NONE), freeze, mark(1)).state is State.FROZEN


def test_steps_and_the_reason_belong_to_the_mark_that_counts() -> None:
    half = replace(mark(1, amount=0.5), steps=("a",))
    entry = arrive(CHECK, half)
    assert (entry.amount, json.loads(entry.steps)) == (500_000, ["a"])
    ill = replace(mark(2, State.SKIPPED), reason=SkipReason.SICK)
    entry = arrive(CHECK, ill, entry=entry)
    assert (entry.state, entry.steps, entry.reason) == (State.SKIPPED, None, SkipReason.SICK)
    assert arrive(CHECK, half, entry=entry) == entry


minute = st.integers(0, 8)
sizes = st.integers(0, 5)


@st.composite
def arrivals(draw) -> list[Tap]:
    """What reaches the server for one day: marks, increments, imports, freezes, and some of them twice."""
    arrived: list[Tap] = []
    for number in range(draw(st.integers(1, 5))):
        now = at(20 + number)
        kind = draw(st.sampled_from(["mark", "mark", "plus", "import", "freeze", "again"]))
        sent = [tap for tap in arrived if tap.source == "person"]
        note = draw(st.sampled_from([None, None, None, "rain", "sun", ""]))
        if kind == "again" and sent:
            arrived.append(replace(draw(st.sampled_from(sent)), arrived_at=now))
        elif kind == "freeze":
            arrived.append(Tap("h", DAY, now, now, state="frozen", source="freeze"))
        else:
            arrived.append(_tapped(draw, number, now, note, kind))
    return arrived


def _tapped(draw, number: int, now: datetime, note: str | None, kind: str) -> Tap:
    apart = timedelta(milliseconds=number)  # no two taps of a person are of one instant
    tapped_at = draw(st.one_of(minute.map(at), st.just(now + timedelta(minutes=2)))) + apart
    if kind == "plus":
        by = Fraction(draw(st.integers(-2, 5)))
        return Tap("h", DAY, tapped_at, now, "increment", "done", by, note, f"tap {number}")
    state = draw(st.sampled_from(["done", "done", "skipped", *(["none"] if kind != "import" else [])]))
    amount = Fraction(draw(sizes)) if state == "done" else None
    if kind == "import":
        return Tap("h", DAY, tapped_at, now, "mark", state, amount, note or None, None, "import")
    return Tap("h", DAY, tapped_at, now, "mark", state, amount, note, f"tap {number}")


def _sent(tap: Tap) -> Change:
    size = None if tap.amount is None else float(tap.amount)
    adds = tap.kind == "increment"
    return change(
        DAY,
        State[tap.state.upper()],
        at=tap.tapped_at,
        amount=None if adds else size,
        increment=size if adds else None,
        note=tap.note,
        client_id=tap.client_id,
        source=Source[tap.source.upper()],
    )


@settings(max_examples=300)
@given(arrivals())
def test_whatever_arrives_is_what_the_slow_model_says(arrived: list[Tap]) -> None:
    entry = None
    for tap in arrived:
        entry = merged(AMOUNT, entry, _sent(tap), tap.arrived_at) or entry
    expected = entry_of(arrived)
    amount = None if entry.amount is None else Fraction(entry.amount, MICRO)
    assert (entry.state.name.lower(), amount, entry.note) == (expected.state, expected.amount, expected.note)


@pytest.mark.parametrize("microsecond,second", list(itertools.product([0, 1, 999_999], [0, 59])))
def test_instants_survive_storage(microsecond: int, second: int) -> None:
    instant = NOON.replace(microsecond=microsecond, second=second)
    assert instant_of(micros(instant)) == instant


def test_a_bare_done_sent_again_after_the_target_changed_keeps_what_it_stood_for() -> None:
    tap = mark(5)
    entry = merged(8 * MICRO, None, tap, NOON)
    assert entry.amount == 8 * MICRO
    assert merged(10 * MICRO, entry, tap, NOON) is None
