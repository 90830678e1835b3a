"""Imports that are cancelled, stopped, killed or forgotten half way; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.factories.exports import one_habit
from tests.factories.imports import brought_in, confirmed, look, ready, started, upload
from tests.factories.people import sign_in_again
from tests.interchange.test_import import stored

from habitus import wiring
from habitus.interchange import jobs, queries, reading, service, storing
from habitus.interchange.service import import_file
from habitus.kernel.outbox import queries as outbox
from habitus.kernel.outbox.running import run, work_on

pytestmark = pytest.mark.usefixtures("short_slices")


@pytest.fixture
def short_slices(monkeypatch):
    """Six days a transaction, and a look after each whether it is to stop."""
    monkeypatch.setattr(service, "SLICE", 6)
    monkeypatch.setattr(jobs, "TELL_SECONDS", 0.0)


@pytest.fixture
def before(monkeypatch):
    """Does something before a function of an import's transactions runs for the n-th time."""

    def prepare(name: str, nth: int, what: Callable[[], object]) -> None:
        function, times = getattr(storing, name), []

        def prepared(*args):
            times.append(args)
            if len(times) == nth:
                what()
            return function(*args)

        monkeypatch.setattr(storing, name, prepared)

    return prepare


def test_cancelling_while_it_is_read_ends_the_reading(mira, house, monkeypatch):
    import_id = started(mira, house.loop)
    read_apart, asked = jobs.read_apart, []

    def cancelled_meanwhile(file, called, order, target, go_on):
        def cancel_and_go_on():
            asked.append(mira.delete(f"/imports/{import_id}").status_code)
            go_on()

        read_apart(file, called, order, target, cancel_and_go_on)

    monkeypatch.setattr(reading, "LOOK_SECONDS", 0.001)
    monkeypatch.setattr(jobs, "read_apart", cancelled_meanwhile)
    house.work()
    assert asked == [204]
    assert look(mira, import_id)["state"] == "cancelled"
    assert house.folders() == []


def test_cancelling_between_slices_keeps_what_is_written(db, mira, house, before):
    """Also the slice that was looked at already is not written any more."""
    import_id = confirmed(mira, house.loop, house.work)
    before("look", 3, lambda: mira.delete(f"/imports/{import_id}"))
    house.work()
    found = look(mira, import_id)
    assert (found["state"], found["report"]) == ("cancelled", None)
    assert found["problem"]["code"] == "import_cancelled"
    assert "written by then: 12." in found["problem"]["detail"]
    assert len(stored(db, mira.me, "Read")) == 12
    assert house.folders() == []
    report = brought_in(mira, house.loop, house.work)
    assert (report["entries"]["added"], report["entries"]["unchanged"]) == (10, 12)


def test_cancelling_before_the_first_slice_says_that_nothing_was_written(mira, house):
    import_id = confirmed(mira, house.loop, house.work)
    mira.delete(f"/imports/{import_id}")
    assert look(mira, import_id)["problem"]["detail"] == "No day had been written by then."
    house.work()
    assert mira.get("/habits").json()["items"] == []
    assert house.folders() == []


def test_a_stop_in_the_middle_is_made_good_and_counted_once(mira, stranger, house, clock, before):
    def fall_over():
        raise OSError("the power is gone")

    import_id = confirmed(mira, house.loop, house.work)
    before("lay", 3, fall_over)
    house.work()
    assert look(mira, import_id)["state"] == "importing"
    assert len(stored(house.db, mira.me, "Read")) == 12
    clock.move(seconds=10)
    house.work()
    found = look(mira, import_id)
    assert found["state"] == "done"
    whole = import_file(house.db, house.loop, stranger.me.email).model_dump(mode="json")
    assert found["report"] == whole | {"person": mira.me.email}, "as if nothing had been"
    assert stored(house.db, mira.me, "Read") == stored(house.db, stranger.me, "Read")


def test_a_process_that_is_told_to_stop_leaves_the_rest_to_the_next(db, mira, house, before):
    closing = []
    import_id = confirmed(mira, house.loop, house.work)
    before("lay", 2, lambda: closing.append(True))
    (job,) = db.run_read(outbox.due)
    claim = db.run_write(run, wiring.crew(house.settings), job)
    work_on(db, claim, lambda: bool(closing))
    assert look(mira, import_id)["state"] == "importing"
    assert len(stored(db, mira.me, "Read")) == 12
    house.work()
    found = look(mira, import_id)
    assert (found["state"], found["report"]["entries"]["added"]) == ("done", 22)


def test_two_at_the_same_import_do_not_both_go_on(db, mira, house, clock, before):
    """Whose lease ended writes nothing any more, and what was counted is counted once."""
    import_id = confirmed(mira, house.loop, house.work)
    (job,) = db.run_read(outbox.due)
    slow = db.run_write(run, wiring.crew(house.settings), job)

    def overtake():
        clock.move(minutes=3)
        house.work()

    before("look", 2, overtake)
    work_on(db, slow)
    found = look(mira, import_id)
    assert (found["state"], found["report"]["entries"]["added"]) == ("done", 22)
    assert house.work() == 0


def test_what_was_the_future_stays_refused_while_it_rests(mira, db, house, clock):
    """The report is of one day, also when it ends on the next."""
    rows = (f"{mira.me.today + timedelta(days=ahead)},YES_MANUAL," for ahead in range(4))
    import_id = confirmed(mira, one_habit(*rows), house.work)
    clock.move(hours=22)
    house.work()
    entries = look(sign_in_again(db, mira), import_id)["report"]["entries"]
    assert (entries["added"], entries["refused"]) == (2, 2)


def test_what_nobody_confirms_is_gone_after_a_day(db, mira, house, clock):
    import_id = ready(mira, house.loop, house.work)
    clock.move(hours=23)
    house.sweep()
    assert look(sign_in_again(db, mira), import_id)["state"] == "ready"
    assert house.folders() == [import_id]
    clock.move(hours=1)
    house.sweep()
    found = look(sign_in_again(db, mira), import_id)
    assert (found["state"], found["problem"]["code"]) == ("cancelled", "import_expired")
    assert house.folders() == []


def test_work_that_is_gone_ends_its_import(db, mira, house):
    import_id = started(mira, house.loop)
    db.run_write(lambda tx: [outbox.remove(tx, job) for job in outbox.due(tx)])
    house.sweep()
    found = look(mira, import_id)
    assert (found["state"], found["problem"]["code"]) == ("failed", "import_interrupted")
    assert house.folders() == []
    assert upload(mira, house.loop).status_code == 202, "and nothing stands in the way of the next"


def test_what_a_broken_upload_left_is_swept(mira, house, tmp_path):
    kept = started(mira, house.loop)
    fresh, old = uuid4(), uuid4()
    for import_id in (fresh, old):
        (tmp_path / "imports" / str(import_id)).mkdir()
        (tmp_path / "imports" / str(import_id) / "upload").write_bytes(b"half")
    (tmp_path / "imports" / "not-ours").mkdir()
    house.age(old)
    house.sweep()
    assert house.folders() == sorted([kept, str(fresh), "not-ours"])


def test_a_file_that_is_not_there_any_more(mira, house, tmp_path):
    import_id = started(mira, house.loop)
    (tmp_path / "imports" / import_id / "upload").unlink()
    house.work()
    assert look(mira, import_id)["problem"]["code"] == "import_unreadable"
    import_id = confirmed(mira, house.loop, house.work)
    (tmp_path / "imports" / import_id / "records").unlink()
    house.work()
    assert look(mira, import_id)["problem"]["code"] == "import_unreadable"
    assert house.folders() == []


def test_a_habit_that_is_deleted_in_the_middle_comes_back(db, mira, house, clock, before):
    def delete_it():
        (habit,) = mira.get("/habits").json()["items"]
        assert mira.delete(f"/habits/{habit['id']}").is_success

    import_id = confirmed(mira, house.loop, house.work)
    before("look", 2, delete_it)
    house.work()
    clock.move(seconds=10)
    house.work()
    found = look(mira, import_id)
    assert (found["state"], found["report"]["entries"]["added"]) == ("done", 22)
    assert len(stored(db, mira.me, "Read")) == 20


def test_files_leave_with_their_import(db, mira, house, tmp_path):
    """As when somebody is erased."""
    import_id = ready(mira, house.loop, house.work)
    db.run_write(lambda tx: queries.remove(tx, mira.me.key, UUID(import_id)))
    house.age(import_id)
    house.sweep()
    assert house.folders() == []
