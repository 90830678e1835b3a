"""Moving in through the app: upload, look, confirm; on both databases."""

from __future__ import annotations

from uuid import uuid4

import pytest
from tests.factories.backups import backup, done
from tests.factories.exports import one_habit
from tests.factories.imports import (
    AMBIGUOUS,
    brought_in,
    confirm,
    look,
    ready,
    refused,
    started,
    upload,
)
from tests.interchange.test_import import stored

from habitus.interchange import router, rules
from habitus.interchange.service import Options, import_file
from habitus.kernel.errors import DomainError
from habitus.kernel.http import uploads as receiving

BEGUN = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'


def test_the_happy_way(db, mira, house, tmp_path):
    answer = upload(mira, house.loop)
    assert answer.status_code == 202, answer.text
    begun = answer.json()
    import_id = begun["id"]
    assert {name: begun[name] for name in ("state", "file_name", "percent", "report", "problem")} == {
        "state": "waiting", "file_name": "Loop Habits CSV.zip", "percent": 0, "report": None, "problem": None,
    }  # fmt: skip
    assert house.folders() == [import_id]
    assert oct((tmp_path / "imports").stat().st_mode)[-3:] == "700"
    assert oct((tmp_path / "imports" / import_id).stat().st_mode)[-3:] == "700"
    assert oct((tmp_path / "imports" / import_id / "upload").stat().st_mode)[-3:] == "600"

    house.work()
    at_the_command_line = import_file(db, house.loop, mira.me.email, Options(dry_run=True))
    found = look(mira, import_id)
    assert (found["state"], found["percent"]) == ("ready", 100)
    assert found["report"] == at_the_command_line.model_dump(mode="json")
    assert found["report"]["entries"]["added"] == 22
    assert len(found["report"]["refused"]) == 2
    assert "etag" not in mira.get(f"/imports/{import_id}").headers
    assert mira.get("/habits").json()["items"] == [], "a dry run writes nothing"

    assert confirm(mira, import_id).json()["state"] == "importing"
    house.work()
    found = look(mira, import_id)
    assert (found["state"], found["percent"], found["problem"]) == ("done", 100, None)
    assert found["report"] == at_the_command_line.model_dump(mode="json") | {"dry_run": False}
    assert len(stored(db, mira.me, "Read")) == 20
    assert house.folders() == []
    assert mira.get("/imports").json() == {"items": [found]}


def test_a_backup_is_read_too_and_a_second_time_adds_nothing(mira, house, tmp_path):
    file = backup(
        tmp_path / "loop.db", habits=[{"name": "Run"}], days=[done(1, "2026-10-01"), done(1, "2026-10-02")]
    )
    assert brought_in(mira, file, house.work)["entries"]["added"] == 2
    again = brought_in(mira, file, house.work)
    assert (again["entries"]["added"], again["entries"]["unchanged"]) == (0, 2)
    assert again["habits"] == {"new": 0, "merged": 0, "unchanged": 1}


def test_a_lone_file_is_called_what_its_sender_calls_it(mira, house):
    text = one_habit("2026-10-01,YES_MANUAL,")
    report = brought_in(mira, text, house.work, name="C:\\Users\\me\\Stretching.csv")
    assert report["habits"]["new"] == 1
    assert [habit["name"] for habit in mira.get("/habits").json()["items"]] == ["Stretching"]


@pytest.mark.parametrize("name", ["../../escape.csv", "/etc/passwd", "..", "", "\x00evil\n.csv", "ü" * 300])
def test_no_name_is_a_path(mira, house, tmp_path, name):
    before = {path.name for path in tmp_path.iterdir()} | {"imports"}
    answer = mira.request(
        "POST", "/imports", files={"file": (name or "x", one_habit("2026-10-01,YES_MANUAL,"))}
    )
    assert answer.status_code in {202, 422}, answer.text
    if answer.status_code == 202:
        assert len(answer.json()["file_name"]) <= 255
        assert house.folders() == [answer.json()["id"]]
        house.work()
    assert {path.name for path in tmp_path.iterdir()} <= before


def test_nobody_else_sees_it(client, mira, stranger, house):
    import_id = ready(mira, house.loop, house.work)
    refused(stranger.get(f"/imports/{import_id}"), 404, "import_not_found")
    refused(confirm(stranger, import_id), 404, "import_not_found")
    refused(stranger.delete(f"/imports/{import_id}"), 404, "import_not_found")
    assert stranger.get("/imports").json() == {"items": []}
    assert look(mira, import_id)["state"] == "ready"


def test_who_is_not_signed_in_sends_nothing(client, house):
    answer = client.post("/api/v1/imports", files={"file": ("x.csv", "x")})
    refused(answer, 401, "unauthenticated")
    for method, path in (
        ("GET", ""), ("GET", f"/{uuid4()}"), ("POST", f"/{uuid4()}/confirm"), ("DELETE", f"/{uuid4()}")
    ):  # fmt: skip
        refused(client.request(method, f"/api/v1/imports{path}"), 401, "unauthenticated")
    assert house.folders() == []


def test_another_site_sends_nothing(mira, house):
    answer = mira.request(
        "POST", "/imports", files={"file": ("x.csv", "x")}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    refused(answer, 403, "cross_site_refused")
    refused(mira.post("/imports", {"file": "x"}), 415, "content_type_wrong")
    answer = mira.request("POST", f"/imports/{uuid4()}/confirm", files={"file": ("x.csv", "x")})
    refused(answer, 415, "content_type_wrong")
    assert house.folders() == []


@pytest.mark.parametrize(
    "refusal",
    [
        (b"Date,Calories\n2026-01-05,1234.5\n", "steps.csv", "import_format_unknown"),
        (b"PK\x03\x04", "loop.zip", "archive_unreadable"),
        (b"SQLite format 3\0" + b"\0" * 500, "loop.db", "import_file_unreadable"),
        (b"", "empty.csv", "import_format_unknown"),
        (AMBIGUOUS.encode(), "Read.csv", "date_order_ambiguous"),
    ],
)
def test_a_file_that_is_refused(db, mira, house, refusal):
    content, name, code = refusal
    import_id = started(mira, content, name=name)
    house.work()
    found = look(mira, import_id)
    assert (found["state"], found["report"]) == ("failed", None)
    (house.files / name).write_bytes(content)
    with pytest.raises(DomainError) as at_the_command_line:
        import_file(db, house.files / name, mira.me.email, Options(dry_run=True))
    told = at_the_command_line.value
    assert found["problem"] == {"code": code, "title": told.title, "detail": told.detail}
    assert house.folders() == [name]
    refused(confirm(mira, import_id), 409, "import_not_ready")


def test_dates_that_could_be_read_both_ways_are_settled_by_a_field(mira, db, house):
    assert brought_in(mira, AMBIGUOUS, house.work, date_order="mdy")["entries"]["added"] == 2
    assert sorted(stored(db, mira.me, "Read")) == [2, 4], "of January and of March"


def test_the_unit_is_handed_on(mira, house):
    import_id = ready(mira, one_habit("2026-10-01,YES_MANUAL,"), house.work, unit="lb")
    assert any("no body weights" in words for words in look(mira, import_id)["report"]["warnings"])


@pytest.mark.parametrize(
    "form, pointer",
    [
        ({"files": {"file": ("x.csv", "x")}, "data": {"date_order": "ymd"}}, "/date_order"),
        ({"files": {"file": ("x.csv", "x")}, "data": {"unit": "g"}}, "/unit"),
        ({"files": {"file": ("x.csv", "x")}, "data": {"colour": "red"}}, "/colour"),
        ({"files": {"photo": ("x.csv", "x")}}, "/photo"),
        ({"files": [("file", ("x.csv", "x")), ("file", ("y.csv", "y"))]}, "/file"),
        ({"files": {"unit": (None, "kg")}}, "/file"),
        ({"files": {"file": (None, "kg")}}, "/file"),
        ({"files": {"file": ("x.csv", "x")}, "data": {"unit": ["kg", "kg"]}}, "/unit"),
        ({"files": {"file": ("x.csv", "x")}, "data": {"unit": "k" * 2000}}, "/unit"),
    ],
)
def test_a_form_that_does_not_fit(mira, house, form, pointer):
    answer = mira.request("POST", "/imports", **form)
    refused(answer, 422, "payload_invalid")
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
    assert house.folders() == []


@pytest.mark.parametrize(
    "body, kind",
    [
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (BEGUN + b"half", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data; boundary=x"),
        (b"--x--", "multipart/form-data"),
        (b"--x--", f"multipart/form-data; boundary={'x' * 300}"),
    ],
)  # fmt: skip
def test_a_form_that_is_none_or_breaks_off(mira, house, body, kind):
    answer = mira.request("POST", "/imports", content=body, headers={"Content-Type": kind})
    refused(answer, 422, "payload_invalid")
    assert house.folders() == []


def test_too_large_is_noticed_while_it_comes(mira, house, monkeypatch):
    monkeypatch.setattr(router, "MAX_UPLOAD", 1024**2)
    monkeypatch.setattr(receiving, "_PIECE", 64 * 1024)
    refused(upload(mira, b"x" * (1024**2 + 1)), 413, "payload_too_large")
    assert house.folders() == []
    assert upload(mira, b"x" * 1024**2).status_code == 202


def test_too_large_by_its_own_account_is_not_even_read(mira, house):
    length = {"Content-Length": str(router.UPLOAD_PATHS["/api/v1/imports"] + 1)}
    answer = mira.request(
        "POST", "/imports", content=b"", headers={"Content-Type": "multipart/form-data; boundary=x"} | length
    )
    refused(answer, 413, "payload_too_large")


def test_a_body_of_unknown_length_is_counted(mira, house, monkeypatch):
    monkeypatch.setitem(router.UPLOAD_PATHS, "/api/v1/imports", 100_000)

    def chunks():
        yield BEGUN
        for _ in range(20):
            yield b"x" * 10_000

    answer = mira.request(
        "POST", "/imports", content=chunks(), headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    refused(answer, 413, "payload_too_large")
    assert house.folders() == []


def test_a_disk_without_room_takes_no_file(mira, house, monkeypatch):
    monkeypatch.setattr(receiving, "has_room", lambda _folder, _size: False)
    answer = upload(mira, b"x")
    refused(answer, 507, "storage_full")
    assert answer.headers["retry-after"]
    assert house.folders() == []


def test_one_at_a_time(mira, stranger, house):
    import_id = started(mira, house.loop)
    refused(upload(mira, house.loop), 409, "import_running")
    other = started(stranger, house.loop)
    house.work()
    assert {look(mira, import_id)["state"], look(stranger, other)["state"]} == {"ready"}


def test_a_new_file_takes_the_place_of_one_that_is_not_confirmed(mira, house):
    first = ready(mira, house.loop, house.work)
    second = ready(mira, house.loop, house.work)
    assert look(mira, first)["state"] == "cancelled"
    assert house.folders() == [second]
    refused(confirm(mira, first), 409, "import_not_ready")


def test_a_queue_that_is_too_long_takes_nobody(mira, stranger, house, monkeypatch):
    monkeypatch.setattr(rules, "WAITING_MAX", 1)
    started(stranger, house.loop)
    answer = upload(mira, house.loop)
    refused(answer, 429, "imports_busy")
    assert answer.headers["retry-after"]


def test_confirming_twice_is_confirming_once(db, mira, house):
    import_id = ready(mira, house.loop, house.work)
    assert confirm(mira, import_id).json()["state"] == "importing"
    assert confirm(mira, import_id).json()["state"] == "importing"
    house.work()
    answer = confirm(mira, import_id)
    assert (answer.status_code, answer.json()["state"]) == (202, "done")
    assert house.work() == 0
    refused(confirm(mira, uuid4()), 404, "import_not_found")


def test_what_is_not_read_yet_cannot_be_confirmed(mira, house):
    refused(confirm(mira, started(mira, house.loop)), 409, "import_not_ready")


@pytest.mark.parametrize("state", ["waiting", "ready"])
def test_cancelling_before_anything_is_written(mira, house, state):
    import_id = started(mira, house.loop) if state == "waiting" else ready(mira, house.loop, house.work)
    assert mira.delete(f"/imports/{import_id}").status_code == 204
    found = look(mira, import_id)
    assert (found["state"], found["report"], found["problem"]) == ("cancelled", None, None)
    house.work()
    assert house.folders() == []
    assert look(mira, import_id)["state"] == "cancelled"
    assert mira.get("/habits").json()["items"] == []


def test_what_is_over_is_forgotten(mira, house):
    import_id = ready(mira, house.loop, house.work)
    mira.delete(f"/imports/{import_id}")
    assert mira.delete(f"/imports/{import_id}").status_code == 204
    refused(mira.get(f"/imports/{import_id}"), 404, "import_not_found")
    refused(mira.delete(f"/imports/{import_id}"), 404, "import_not_found")
    assert mira.get("/imports").json() == {"items": []}


def test_the_newest_twenty_are_remembered(mira, house, monkeypatch):
    monkeypatch.setattr(rules, "KEPT", 3)
    ids = []
    for number in range(5):
        ids.append(started(mira, b"nothing", name=f"{number}.csv"))
        house.work()
    assert [one["file_name"] for one in mira.get("/imports").json()["items"]] == ["4.csv", "3.csv", "2.csv"]
    refused(mira.get(f"/imports/{ids[0]}"), 404, "import_not_found")


def test_a_list_has_the_first_refused_rows_and_the_import_all(mira, house):
    text = one_habit("2026-10-01,YES_MANUAL,", *("2026-10-02,nonsense," for _ in range(60)))
    import_id = ready(mira, text, house.work)
    (listed,) = mira.get("/imports").json()["items"]
    assert len(listed["report"]["refused"]) == 50
    rows = look(mira, import_id)["report"]["refused"]
    assert [row["line"] for row in rows] == list(range(3, 63))
    assert rows[:50] == listed["report"]["refused"]


def test_clients_see_that_something_changed(db, mira, house):
    import_id = ready(mira, house.loop, house.work)
    confirm(mira, import_id)
    tag = mira.get("/habits").headers["etag"]
    house.work()
    assert mira.get("/habits", headers={"If-None-Match": tag}).status_code == 200
