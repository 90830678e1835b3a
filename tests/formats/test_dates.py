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


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize("form", ["%y-%m-%d", "%y/%m/%d", "%y.%m.%d"])
def test_years_of_two_digits_in_front_are_known_by_their_rows(form, back):
    texts = written(form, date(2026, 1, 1), 12)
    assert detect_order(texts[::-1] if back else texts, None) == "ymd"
    assert [read_date(text, "ymd") for text in texts[:2]] == [date(2026, 1, 1), date(2026, 1, 2)]


def test_a_year_that_can_be_no_day_says_it_too():
    assert detect_order(["99-12-31", "98-01-01"], None) == "ymd"
    assert detect_order(["99-12-31"], "dmy") == "ymd"


def test_a_year_in_front_is_not_guessed_against_the_person():
    texts = written("%y-%m-%d", date(2026, 1, 1), 12)
    assert detect_order(texts, "dmy") == "dmy"
    assert detect_order(["01-02-03"], "ymd") == "ymd"
    assert detect_order(["13-01-2026"], "ymd") == "dmy"


@pytest.mark.parametrize(
    "text",
    [
        "1 Jan 2026", "01-Jan-26", "1. January 2026", "1-jan-2026", "Jan 1, 2026", "January 1 2026",
        "Thursday, January 1, 2026", "Thu 1 Jan 2026", "2026-Jan-01", "2026 January 1", "1Jan2026",
        "46023", "46023.75", "46023,5", "Thu 2026-01-01", "2026-01-01 10:30:00 +0200",
        "2026-01-01T00:00:00.000Z", "2026-01-01 00:00:00 UTC", "1 Jan 2026 12:00 AM", "2026/1/1, 0:00",
    ],
)  # fmt: skip
def test_dates_that_say_their_order_themselves(text):
    assert detect_order([text], None) is None
    assert read_date(text, None) == date(2026, 1, 1)


@pytest.mark.parametrize(
    "text", ["", "2026-13-01", "2026-02-30", "1-2-3", "01-02/2026", "2026-1-2-3", "20260102", "1969-12-31",
             "2026-01-0211", "0000-01-01", "01-02-026", "Feb-26", "31 Feb 2026", "1 Smarch 2026", "Jan 2026",
             "4602", "460230", "25568", "99999", "2026", "May", "1 Jan", "٤٦٠٢٣",
             f"2026-01-01 00:00{'0' * 99}"],
)  # fmt: skip
def test_what_is_no_date(text):
    assert read_date(text, "dmy") is None


@pytest.mark.parametrize("text", ["2026-01-02 00:00:00", "2026-01-02T08:30:00Z", " 2026/1/2 ", "2026. 1. 2."])
def test_times_and_blanks_around_a_date(text):
    assert read_date(text, None) == date(2026, 1, 2)
