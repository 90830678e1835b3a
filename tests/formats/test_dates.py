from datetime import date, timedelta

import pytest

from habitus.formats.dates import detect_order, read_date
from habitus.formats.errors import DateOrderAmbiguous

FORMATS = ["%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%d.%m.%y", "%m-%d-%Y", "%m/%d/%Y", "%m-%d-%y", "%m.%d.%y"]


def written(form, first, count, step=1):
    return [(first + timedelta(days=step * number)).strftime(form) for number in range(count)]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("back", [False, True])
def test_a_month_of_days_says_its_order(form, back):
    texts = written(form, date(2026, 1, 20), 40)
    texts = texts[::-1] if back else texts
    order = detect_order(texts, None)
    assert order == ("dmy" if form.startswith("%d") else "mdy")
    days = [read_date(text, order) for text in texts]
    assert sorted(days) == [date(2026, 1, 20) + timedelta(days=number) for number in range(40)]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("back", [False, True])
def test_twelve_days_in_a_row_say_it_by_following_each_other(form, back):
    texts = written(form, date(2026, 3, 1), 12)
    assert detect_order(texts[::-1] if back else texts, None) == ("dmy" if form.startswith("%d") else "mdy")


def test_rows_that_run_one_way_say_it():
    assert detect_order(["03-01-2026", "02-05-2026", "11-06-2026"], None) == "dmy"
    assert detect_order(["01-03-2026", "05-02-2026", "06-11-2026"], None) == "mdy"


@pytest.mark.parametrize(
    "texts", [["01-02-2026"], ["01-02-2026", "02-02-2026"], ["01-02-2026", "03-04-2026", "05-06-2026"]]
)
def test_what_stays_open_asks_for_the_order(texts):
    with pytest.raises(DateOrderAmbiguous, match="--date-order"):
        detect_order(texts, None)
    assert detect_order(texts, "mdy") == "mdy"
    assert detect_order(texts, "dmy") == "dmy"


def test_a_given_order_does_not_win_over_a_thirteenth():
    assert detect_order(["13-01-2026", "01-02-2026"], "mdy") == "dmy"


def test_a_given_order_wins_over_a_guess():
    assert detect_order(written("%d-%m-%Y", date(2026, 3, 1), 12), "mdy") == "mdy"


def test_one_bad_row_does_not_turn_the_file_round():
    texts = [*written("%m-%d-%Y", date(2026, 1, 10), 20), "31-12-2025", "99-99-2026", "yesterday", ""]
    assert detect_order(texts, None) == "mdy"


def test_iso_and_equal_readings_need_no_order():
    assert detect_order(["2026-01-02", "2026.3.4", "05-05-2026"], None) is None
    assert read_date("2026-01-02", None) == read_date("02.01.2026", "dmy") == read_date("1/2/26", "mdy")
    assert read_date("05-05-2026", None) == date(2026, 5, 5)
    assert read_date("05-06-2026", None) is None


@pytest.mark.parametrize(
    "text", ["", "2026-13-01", "2026-02-30", "1-2-3", "01-02/2026", "2026-1-2-3", "20260102", "1969-12-31",
             "2026-01-0211", "0000-01-01", "01-02-026"],
)  # fmt: skip
def test_what_is_no_date(text):
    assert read_date(text, "dmy") is None


@pytest.mark.parametrize("text", ["2026-01-02 00:00:00", "2026-01-02T08:30:00Z", " 2026/1/2 ", "2026. 1. 2."])
def test_times_and_blanks_around_a_date(text):
    assert read_date(text, None) == date(2026, 1, 2)
