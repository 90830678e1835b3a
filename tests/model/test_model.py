"""The slow model against examples worked out by hand: a judge must be right before it judges.

Days are drawn as letters from Monday, 7 September 2026 on: x done, s skipped, f frozen, l lapsed, . nothing.
"""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from tests.model.habit import Reading, opening
from tests.model.person import Clock, Person, Tap, entry_of, share
from tests.model.things import DAY, Goal, Habit, Mark, span_length

MONDAY = date(2026, 9, 7)
STATES = {"x": "done", "s": "skipped", "f": "frozen", "l": "lapsed"}
DAILY = Goal()


def on(number: int) -> date:
    return MONDAY + number * DAY


def drawn(letters: str) -> dict[date, Mark]:
    return {on(number): Mark(STATES[letter]) for number, letter in enumerate(letters) if letter != "."}


def logged(*amounts: float) -> dict[date, Mark]:
    return {
        on(number): Mark("done", Fraction(str(amount))) for number, amount in enumerate(amounts) if amount
    }


def window(times: int, length: int) -> Goal:
    return Goal("window", times=times, days=length)


def weekly(times: int) -> Goal:
    return Goal("weekly", times=times)


def habit(goal: Goal, letters: str = "", begins: date = MONDAY, **more) -> Habit:
    return Habit(goals=[(begins, goal)], begins=begins, **{"entries": drawn(letters), **more})


def streak(goal: Goal, letters: str, **more) -> tuple[int, int]:
    """As of the last day that is drawn."""
    return Reading(habit(goal, letters, **more), on(len(letters) - 1)).streak()


def dues(one: Habit, count: int = 7) -> str:
    return "".join("d" if Reading(one, on(count)).due(on(number)) else "-" for number in range(count))


def looks(one: Habit, today: int, count: int) -> list[str]:
    return [Reading(one, on(today)).look(on(number)) for number in range(count)]


def test_nothing_is_shared_with_what_it_judges():
    for file in Path(__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.startswith("habitus")]


# Strength: Loop's vectors


@pytest.mark.parametrize(
    "goal,count,every,expected",
    [
        (DAILY, 0, 1, 0.0),
        (DAILY, 1, 1, 0.051922),
        (DAILY, 3, 1, 0.147820),
        (DAILY, 8, 1, 0.347244),
        (DAILY, 13, 1, 0.5),
        (DAILY, 20, 1, 0.655747),
        (DAILY, 2, 1, 0.101149),
        (window(1, 2), 2, 1, 0.054816),
    ],
)
def test_checks_in_a_row(goal, count, every, expected):
    entries = {on(-number * every): Mark("done") for number in range(count)}
    assert Reading(habit(goal, entries=entries), MONDAY).strength() == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("length,count,expected", [(1, 90, 0.9918), (7, 39, 0.9950), (30, 18, 0.9919)])
def test_regular_checks_pass_99_percent(length, count, expected):
    entries = {on(-number * length): Mark("done") for number in range(count)}
    goal = window(1, length) if length > 1 else DAILY
    assert Reading(habit(goal, entries=entries), MONDAY).strength() == pytest.approx(expected, abs=1e-4)


def test_a_skipped_day_carries_strength_over():
    one = habit(DAILY, "xs....")
    found = [Reading(one, on(number)).strength() for number in range(6)]
    assert found == pytest.approx([0.051922, 0.051922, 0.049226, 0.046670, 0.044247, 0.041949], abs=1e-6)


@pytest.mark.parametrize("times,expected", [(3, 2 / 3), (4, 1 / 2)])
@pytest.mark.parametrize("schedule", ["window", "weekly", "weekdays"])
def test_two_of_three_or_four_a_week_settle_at_the_share_that_is_done(schedule, times, expected):
    goal = Goal(schedule, times=times, days=7, weekdays=frozenset(range(1, times + 1)))
    assert Reading(habit(goal, "xx....." * 100), on(699)).strength() == pytest.approx(expected, abs=1e-5)


def test_once_a_week_on_changing_weekdays_reaches_full_strength():
    letters = ("x" + "." * 12 + "x") * 100
    found = Reading(habit(window(1, 7), letters), on(len(letters) - 1)).strength()
    assert found == pytest.approx(1, abs=1e-3)


def test_two_in_three_days_follow_loops_sample():
    expected = [0.0107, 0.0315, 0.0515, 0.0706, 0.0995, 0.1379, 0.1746, 0.1991, 0.2226, 0.2557]
    one = habit(window(2, 3), "xx..xxx..x")
    assert [Reading(one, on(n)).strength() for n in range(10)] == pytest.approx(expected, abs=5e-5)


def test_sums_count_over_rolling_days():
    goal = Goal("weekly", target=Fraction(70), sums=True)
    one = habit(goal, measure="amount", entries=logged(35, 70))
    keep = 0.5 ** ((1 / 7) ** 0.5 / 13)
    first = 0.5 * (1 - keep)
    assert Reading(one, on(0)).strength() == pytest.approx(first)
    assert Reading(one, on(1)).strength() == pytest.approx(first * keep + 1 - keep)
    assert Reading(one, on(7)).value(on(7)) == 1
    assert Reading(one, on(8)).value(on(8)) == 0


def test_a_days_amount_counts_in_part():
    one = habit(Goal(target=Fraction(8)), measure="amount", entries=logged(4, 8, 20))
    assert [Reading(one, on(3)).value(on(n)) for n in range(4)] == [Fraction(1, 2), 1, 1, 0]
    assert [Reading(one, on(3)).look(on(n)) for n in range(4)] == ["partial", "done", "done", "open"]


def test_a_changed_goal_keeps_the_strength():
    one = habit(DAILY, "xxx")
    one.goals.append((on(3), weekly(1)))
    keep = 0.5 ** ((1 / 7) ** 0.5 / 13)
    assert Reading(one, on(3)).strength() == pytest.approx(0.147820 * keep + 1 - keep, abs=1e-6)


# Days


@pytest.mark.parametrize(
    "letters,expected",
    [
        ("x", (1, 1)),
        ("xxx.", (3, 3)),
        ("xxx..", (0, 3)),
        ("xxxs", (3, 3)),
        ("xxsx", (3, 3)),
        ("xxfx", (3, 3)),
        ("xxs.x", (1, 2)),
        ("ssss", (0, 0)),
    ],
)
def test_daily_streaks(letters, expected):
    assert streak(DAILY, letters) == expected


@pytest.mark.parametrize(
    "letters,expected",
    [
        ("x......", (7, 7)),
        ("x.......", (7, 7)),
        ("x........", (0, 7)),
        ("x...x......", (14, 14)),
        ("x......s.", (7, 7)),
    ],
)
def test_once_in_any_seven_days_fills_in_the_days_between(letters, expected):
    assert streak(window(1, 7), letters) == expected


def test_spans_snap_together():
    reading = Reading(habit(window(1, 7), "x..x"), on(9))
    assert [(begin, end) for begin, _, end in reading.spans(date.min)] == [(on(3), on(9)), (on(-4), on(2))]
    twice = Reading(habit(window(2, 7), "x....xx"), on(9))
    assert twice.spans(date.min) == [(on(5), on(6), on(11)), (on(-1), on(5), on(5))]
    assert Reading(habit(window(2, 7), "x......x"), on(9)).spans(date.min) == []


def test_thirty_and_thirtyone_days_mean_a_month():
    begins = [date(2026, 1, 15), date(2026, 2, 1), date(2026, 1, 31), date(2028, 1, 31), date(2026, 12, 31)]
    assert [span_length(begin, 30) for begin in begins] == [31, 28, 28, 29, 31]
    assert span_length(begins[0], 28) == 28


def test_a_goal_fills_only_the_days_on_which_it_is_in_force():
    one = habit(window(1, 7), "x")
    one.goals.append((on(3), DAILY))
    assert [Reading(one, on(9)).filled(on(n)) for n in range(5)] == [True, True, True, False, False]
    assert Reading(one, on(5)).streak() == (0, 3)


def test_in_any_days_is_due_while_they_hold_too_few():
    assert dues(habit(window(2, 4), "xx....."), 7) == "dd--ddd"
    goal = Goal("window", days=3, target=Fraction(10), sums=True)
    assert dues(habit(goal, measure="amount", entries=logged(4, 6)), 5) == "dd-dd"


def test_weekdays_and_intervals_ask_only_on_their_days():
    three = Goal("weekdays", weekdays=frozenset({1, 3, 5}))
    assert dues(habit(three)) == "d-d-d--"
    assert dues(habit(three, "xx")) == "ddd-d--"
    assert streak(three, "x.x.x..") == (3, 3)
    assert streak(three, "xxx.x..") == (4, 4)
    assert streak(three, "x...x") == (1, 1)
    every_third = Goal("interval", days=3, anchor=on(-3))
    assert dues(habit(every_third)) == "d--d--d"
    assert streak(every_third, "x..x..") == (2, 2)
    assert streak(every_third, "x.....x") == (1, 1)


def test_pauses_and_unlived_days_neither_ask_nor_break():
    paused = habit(DAILY, "xx...xx", pauses=[(on(2), on(4))])
    assert Reading(paused, on(6)).streak() == (4, 4)
    assert dues(paused) == "dd---dd"
    assert looks(paused, 6, 7) == ["done", "done", "paused", "paused", "paused", "done", "done"]
    assert Reading(habit(DAILY, "xx.x", unlived={on(2)}), on(3)).streak() == (3, 3)
    marked = habit(DAILY, "xxx", pauses=[(on(0), None)])
    assert Reading(marked, on(20)).streak() == (3, 3)
    assert dues(marked) == "ddd----"
    assert Reading(marked, on(20)).strength() == pytest.approx(0.147820, abs=1e-6)


def test_a_checklist_counts_by_its_share():
    marks = {on(0): Mark("done", share(2, 3)), on(1): Mark("done", share(3, 3)), on(2): Mark("done")}
    reading = Reading(habit(DAILY, steps=True, entries=marks), on(2))
    assert [reading.credit(on(n)) for n in range(3)] == [Fraction("0.666667"), 1, 1]
    assert [reading.look(on(n)) for n in range(3)] == ["partial", "done", "done"]
    assert reading.streak() == (2, 2)
    assert reading.counts_done(on(0)) is False


def test_life_begins_with_the_first_mark_and_ends_after_the_last_day():
    one = habit(DAILY, ".x....x", begins=on(3), ends_on=on(4))
    assert dues(one) == "-dddd-d"
    assert looks(one, 6, 7) == ["none", "done", "missed", "missed", "missed", "none", "done"]
    assert Reading(one, on(6)).streak() == (1, 1)
    assert Reading(habit(DAILY, "xx....", archived_day=on(2)), on(5)).streak() == (2, 2)


# Weeks and months


@pytest.mark.parametrize(
    "letters,expected",
    [
        ("x.x.", (0, 0)),
        ("x.x.x", (1, 1)),
        ("x.x.x..", (1, 1)),
        ("x.x.x..x.x...", (1, 1)),
        ("x.x.x..x.x....", (1, 1)),  # its last day is open
        ("x.x.x..x.x.....", (0, 1)),
        ("x.x.x..xxx", (2, 2)),
        ("xxxxxxxxx", (1, 1)),
        ("ssss..x", (1, 1)),  # three days are left of it: one is enough
        ("ssssss.", (0, 0)),  # too little is left: neutral
        ("x.x.x..ssssss..", (1, 1)),
    ],
)
def test_three_a_week(letters, expected):
    assert streak(weekly(3), letters) == expected


@pytest.mark.parametrize(
    "letters,expected",
    [
        ("", "----ddd"),
        ("x", "d----dd"),
        ("x.x", "d-d---d"),
        ("xxx", "ddd----"),
        ("xxx...x", "ddd---d"),
        (".....ss", "---dd--"),  # five days can be used: 3 · 5/7, so two by Friday
    ],
)
def test_a_week_asks_when_its_days_run_out(letters, expected):
    assert dues(habit(weekly(3), letters)) == expected


def test_a_week_that_begins_late_asks_less():
    friday, sunday = habit(weekly(3), begins=on(4)), habit(weekly(3), begins=on(6))
    assert Reading(friday, on(6)).needed(on(6)) == 1
    assert Reading(sunday, on(6)).needed(on(6)) == 0
    amount = habit(Goal("weekly", target=Fraction(20), sums=True), measure="amount", begins=on(4))
    assert Reading(amount, on(6)).needed(on(6)) == Fraction("8.571429")
    assert dues(amount) == "------d"


def test_weeks_begin_where_the_goal_says():
    one = habit(Goal("weekly", times=1, first_weekday=3), "..x.....")
    assert Reading(one, on(8)).period(on(1)) == (on(-5), on(1))
    assert Reading(one, on(8)).reached(on(8)) == on(2)


def test_a_weeks_sum_is_reached_on_a_day():
    goal = Goal("weekly", target=Fraction(20), sums=True)
    one = habit(goal, measure="amount", entries=logged(5, 0, 15, 1))
    assert looks(one, 4, 5) == ["partial", "none", "done", "done", "none"]
    assert [Reading(one, on(n)).streak() for n in (1, 2, 4)] == [(0, 0), (1, 1), (1, 1)]


def test_ten_a_month_from_its_middle_are_five():
    one = habit(Goal("monthly", times=10), begins=date(2026, 9, 16))
    one.entries = {date(2026, 9, 16) + n * DAY: Mark("done") for n in range(5)}
    assert Reading(one, date(2026, 9, 30)).needed(date(2026, 9, 30)) == 5
    assert Reading(one, date(2026, 9, 19)).streak() == (0, 0)
    assert Reading(one, date(2026, 9, 20)).streak() == (1, 1)
    assert Reading(one, date(2026, 10, 31)).streak() == (1, 1)
    assert Reading(one, date(2026, 11, 1)).streak() == (0, 1)


def test_a_week_is_judged_by_the_goal_on_its_last_day():
    one = habit(weekly(3), ".x")
    one.goals.append((on(2), weekly(1)))
    assert [Reading(one, on(n)).streak() for n in (1, 2, 7)] == [(0, 0), (1, 1), (1, 1)]
    eased_late = habit(weekly(1), ".x")
    eased_late.goals.append((on(6), weekly(3)))
    assert Reading(eased_late, on(1)).streak() == (0, 0)
    assert Reading(eased_late, on(7)).streak() == (0, 0)


def test_another_unit_begins_a_streak_anew():
    one = habit(DAILY, "xxxxx" + "..x")
    one.goals.append((on(5), weekly(1)))
    assert Reading(one, on(4)).streak() == (5, 5)
    assert Reading(one, on(5)).streak() == (1, 1)  # the week was reached before the goal began
    assert Reading(one, on(7)).streak() == (2, 2)
    assert opening(one, on(5)).longest == 5
    one.goals.append((on(8), window(2, 7)))
    assert Reading(one, on(8)).streak()[1] <= 1


# Quitting


@pytest.mark.parametrize(
    "letters,expected",
    [("....", (3, 3)), ("...x", (4, 4)), ("...l", (0, 3)), (".l..", (1, 1)), ("..s.", (2, 2))],
)
def test_a_day_without_a_lapse_is_good_once_it_is_over(letters, expected):
    assert streak(DAILY, letters, kind="quit") == expected


def test_a_quit_check_is_due_every_day_and_strong_when_closed():
    one = habit(DAILY, ".l..", kind="quit")
    reading = Reading(one, on(3))
    assert dues(one, 4) == "dddd"
    assert [reading.counts_done(on(n)) for n in range(4)] == [True, False, True, False]
    assert looks(one, 3, 5) == ["done", "lapsed", "done", "open", "none"]
    clean = habit(DAILY, kind="quit")
    assert Reading(clean, on(3)).strength() == pytest.approx(0.147820, abs=1e-6)
    assert opening(clean, on(3)).strength == Reading(clean, on(3)).strength()


def test_nothing_counts_for_quitting_on_days_that_are_not_asked():
    one = habit(Goal("weekdays", weekdays=frozenset({1, 3})), ".l..", kind="quit")
    assert dues(one, 4) == "d-d-"
    assert Reading(one, on(3)).streak() == (2, 2)
    assert Reading(one, on(3)).value(on(1)) is None


def test_at_most_an_amount_starts_at_full_strength():
    one = habit(Goal(target=Fraction(2)), kind="quit", measure="amount", entries=logged(2, 3, 9))
    reading = Reading(one, on(3))
    assert [reading.value(on(n)) for n in range(4)] == [1, Fraction(1, 2), 0, 1]
    assert looks(one, 3, 4) == ["done", "lapsed", "lapsed", "open"]
    assert Reading(one, on(0)).strength() == 1
    assert reading.streak() == (0, 1)
    none_at_all = habit(Goal(target=Fraction(0)), kind="quit", measure="amount", entries=logged(0, 1))
    assert [Reading(none_at_all, on(2)).value(on(n)) for n in range(3)] == [1, 0, 1]


def test_at_most_an_amount_a_week():
    goal = Goal("weekly", target=Fraction(10), sums=True)
    one = habit(goal, kind="quit", measure="amount", entries=logged(6, 0, 4))
    assert [Reading(one, on(n)).streak() for n in (6, 7)] == [(0, 0), (1, 1)]
    over = habit(goal, kind="quit", measure="amount", entries=logged(6, 0, 5, 1))
    assert looks(over, 7, 5) == ["done", "done", "lapsed", "lapsed", "done"]
    assert [Reading(over, on(n)).streak() for n in (7, 14)] == [(0, 0), (1, 1)]


# The person


NOON = datetime(2026, 9, 7, 12, tzinfo=UTC)


def hours(number: float) -> datetime:
    return NOON + timedelta(hours=number)


def tap(at: float, state: str = "done", arrives: float | None = None, **more) -> Tap:
    arrived_at = hours(at if arrives is None else arrives)
    return Tap(
        **{
            "habit": "h",
            "day": MONDAY,
            "tapped_at": hours(at),
            "arrived_at": arrived_at,
            "state": state,
            **more,
        }
    )


def plus(at: float, by: float = 1, client_id: str = "", **more) -> Tap:
    more["client_id"] = client_id or f"tap {at}"
    return tap(at, kind="increment", amount=Fraction(str(by)), **more)


def came_to(*taps: Tap) -> tuple[str, Fraction | None, str | None]:
    entry = entry_of(list(taps))
    return entry.state, entry.amount, entry.note


def test_the_later_tap_wins_whatever_arrives_first():
    late, early = tap(2, "skipped", arrives=2), tap(1, arrives=3)
    assert came_to(late, early)[0] == came_to(early, late)[0] == "skipped"
    assert came_to(tap(99, arrives=1), tap(2, "none"))[0] == "none"
    assert came_to(tap(1, "skipped"), tap(1, "done"))[0] == "done"


def test_increments_count_once_on_top_of_the_mark_before_them():
    base = tap(1, amount=Fraction(2))
    assert came_to(base, plus(2), plus(2), plus(3, 0.5))[1] == Fraction("3.5")
    assert came_to(plus(2), base)[1] == 3
    assert came_to(base, plus(2), tap(3, amount=Fraction(1)))[1] == 1
    assert came_to(tap(3, "none"), plus(2))[0] == "none"
    assert came_to(plus(1), plus(2, -5))[1] == 0


def test_a_note_goes_by_its_own_time():
    assert came_to(tap(2, "skipped"), tap(1, arrives=3, note="rain")) == ("skipped", None, "rain")
    assert came_to(tap(2, note=""), tap(1, arrives=3, note="rain"))[2] is None


def test_a_person_counts_over_imports_and_freezes():
    imported = tap(5, "skipped", source="import", note="old")
    assert came_to(imported, tap(1, arrives=6)) == ("done", None, "old")
    assert came_to(tap(1, "none"), imported) == ("none", None, None)
    frozen = tap(5, "frozen", source="freeze")
    assert came_to(frozen)[0] == "frozen"
    assert came_to(tap(1, "none"), frozen)[0] == "frozen"
    assert came_to(imported, frozen)[0] == "skipped"
    assert came_to(tap(1, "none"), frozen, tap(0, arrives=6))[0] == "frozen"
    assert came_to(tap(1, "none"), frozen, tap(2, "none", arrives=6))[0] == "none"
    assert came_to(frozen, tap(1, arrives=6))[0] == "done"


def test_a_person_archives_restores_and_deletes():
    mira = Person(NOON)
    mira.keep("h", habit(DAILY))
    assert mira.tap(tap(0)) is None
    mira.archive("h", hours(24))
    assert mira.totals(on(0), hours(24)) == (1, 1)
    assert mira.totals(on(1), hours(24)) == (0, 0)
    assert mira.tap(tap(25, day=on(1))) == "archived"
    assert mira.tap(tap(23, day=on(1), arrives=26)) is None
    mira.restore("h", hours(96))
    assert mira.reading("h", hours(96)).streak() == (2, 2)
    assert mira.totals(on(2), hours(96)) == (0, 0)
    assert mira.totals(on(4), hours(96)) == (1, 0)
    mira.delete("h")
    assert mira.totals(on(0), hours(96)) == (0, 0)
    mira.undelete("h")
    assert mira.totals(on(0), hours(96)) == (1, 1)


def test_what_a_person_cannot_tap():
    mira = Person(NOON)
    mira.keep("h", habit(DAILY), skip_budget=1)
    assert mira.tap(tap(0, day=on(1))) is None
    assert mira.tap(tap(0, day=on(2))) == "day"
    assert mira.tap(tap(0, "skipped")) is None
    assert mira.tap(tap(1, "skipped")) is None
    assert mira.tap(tap(2, "skipped", day=on(1))) == "budget"
    assert mira.tap(tap(2, "skipped", day=date(2026, 8, 31))) is None


def test_done_without_an_amount_is_the_target_of_that_time():
    mira = Person(NOON)
    mira.keep("h", habit(Goal(target=Fraction(8)), measure="amount"))
    mira.tap(tap(0))
    mira.set_goal("h", MONDAY, Goal(target=Fraction(9)))
    assert mira.entry("h", MONDAY).amount == 8
    assert mira.reading("h", NOON).partial(MONDAY)


def test_clean_without_an_amount_is_no_amount():
    mira = Person(NOON)
    mira.keep("h", habit(Goal(target=Fraction(2)), kind="quit", measure="amount"))
    mira.tap(tap(0))
    assert mira.entry("h", MONDAY).amount is None
    assert mira.totals(MONDAY, NOON) == (1, 1)


def test_a_pause_of_all_habits():
    mira = Person(NOON)
    mira.keep("h", habit(DAILY))
    mira.pause(on(0), on(1))
    assert [mira.totals(on(n), hours(72)) for n in range(3)] == [(0, 0), (0, 0), (1, 0)]


def test_a_changed_clock_counts_from_the_next_boundary():
    clock = Clock(NOON, "Europe/Berlin")
    clock.change(hours(1), "Asia/Tokyo", 180)
    boundary = datetime(2026, 9, 7, 22, tzinfo=UTC)
    assert clock.in_force(boundary - timedelta(seconds=1)) == ("Europe/Berlin", 0)
    assert clock.in_force(boundary) == ("Asia/Tokyo", 180)
    clock.change(hours(2), "Europe/Berlin", 0)
    assert clock.in_force(hours(48)) == ("Europe/Berlin", 0)


def test_a_day_that_travel_jumps_over_is_never_lived():
    clock = Clock(NOON, "Pacific/Honolulu")
    clock.change(hours(1), "Pacific/Kiritimati", 0)
    boundary = datetime(2026, 9, 8, 10, tzinfo=UTC)
    assert clock.today(boundary - timedelta(minutes=1)) == on(0)
    assert clock.today(boundary) == on(2)
    assert clock.unlived(boundary) == {on(1)}


def test_a_day_never_goes_back():
    clock = Clock(NOON, "Pacific/Kiritimati")
    clock.change(NOON, "Pacific/Honolulu", 600)
    assert clock.today(NOON) == on(1)
    assert [clock.today(hours(n)) for n in (22, 30, 55.9, 56)] == [on(1), on(1), on(1), on(2)]
    assert clock.unlived(hours(80)) == set()


def test_a_day_that_a_zone_never_had():
    clock = Clock(datetime(2011, 12, 29, 12, tzinfo=UTC), "Pacific/Apia")
    assert clock.today(datetime(2011, 12, 30, 10, tzinfo=UTC)) == date(2011, 12, 31)
    assert clock.unlived(datetime(2012, 1, 5, tzinfo=UTC)) == {date(2011, 12, 30)}


def test_a_day_that_begins_in_an_hour_that_comes_twice_begins_once():
    clock = Clock(datetime(2026, 10, 24, 12, tzinfo=UTC), "Europe/Berlin", 150)
    days_ = [clock.today(datetime(2026, 10, 25, 0, minute, tzinfo=UTC)) for minute in (29, 30, 59)]
    assert [day.day for day in days_] == [24, 25, 25]
    assert clock.today(datetime(2026, 10, 25, 1, 10, tzinfo=UTC)).day == 25
    clock.change(datetime(2026, 10, 25, 1, 10, tzinfo=UTC), "Europe/Berlin", 0)
    assert clock.trips[-1][0] == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)


def test_a_day_whose_beginning_the_clock_jumps_over_begins_with_the_jump():
    clock = Clock(datetime(2026, 3, 28, 12, tzinfo=UTC), "Europe/Berlin", 150)
    assert clock.lived(datetime(2026, 3, 29, 12, tzinfo=UTC))[-1] == (
        datetime(2026, 3, 29, 1, tzinfo=UTC),
        date(2026, 3, 29),
    )
