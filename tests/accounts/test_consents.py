"""Consent: agreed to what was shown, for as long as it is so, and gone at once when it is taken back."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select
from tests.factories.outbound import HOOK, Reply, reader_at, serving, way_out
from tests.factories.people import sign_in_again
from tests.kernel.jobs import crew_of, rows

from habitus.accounts import consents
from habitus.accounts.consents import ConsentDesk
from habitus.accounts.models import Me
from habitus.accounts.queries import people
from habitus.accounts.queries.tables import audit
from habitus.kernel.outbound import queries
from habitus.kernel.outbound.errors import CallFailed, ConsentMissing
from habitus.kernel.outbound.registry import Destination, Payload, Registry
from habitus.kernel.outbox import LongJob, kinds_by_data, record
from habitus.kernel.outbox.running import LeaseLost, run, work_on

READER = reader_at("http://reader.example", "metrics", "photo")
OTHER = reader_at("https://other.example/v1", "metrics", name="other")
ROUTES = [
    ("GET", "/me/consents"),
    ("PUT", "/me/consents/metrics"),
    ("DELETE", "/me/consents/metrics"),
    ("GET", "/me/consents/metrics/preview"),
    ("GET", "/outbound"),
    ("GET", "/admin/outbound"),
]


@pytest.fixture
def ask(client):
    """Makes this server one that asks for consent to these destinations."""

    def by(*destinations, jobs=()):
        client.app.state.agreements = ConsentDesk(Registry(destinations), kinds_by_data(jobs))

    return by


def metrics_of(person):
    return next(
        item for item in person.get("/me/consents").json()["items"] if item["data_class"] == "metrics"
    )


def agree(person, *names, data_class="metrics"):
    return person.put(f"/me/consents/{data_class}", {"destinations": list(names)})


def audits_of(db, me):
    kinds = select(audit.c.kind, audit.c.details).where(audit.c.subject_key == me.key).order_by(audit.c.key)
    return [
        (row.kind, row.details)
        for row in db.run_read(lambda tx: tx.execute(kinds).all())
        if row.kind.startswith("consent")
    ]


@pytest.mark.parametrize("method,path", ROUTES)
def test_nobody_who_is_not_signed_in_is_answered(client, method, path):
    assert client.request(method, f"/api/v1{path}", json={} if method == "PUT" else None).status_code == 401


def test_where_nobody_is_called_there_is_nothing_to_agree_to(mira):
    items = mira.get("/me/consents").json()["items"]
    assert [item["data_class"] for item in items] == ["photo", "notes", "metrics"]
    assert all(item["given_at"] is None and not item["is_current"] for item in items)
    assert all(item["destinations"] == [] for item in items)
    refused = agree(mira)
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_agree")
    assert mira.get("/me/consents/notes/preview").json() == {"items": []}
    assert mira.get("/outbound").json() == {"destinations": [], "calls": []}


def test_consent_is_given_to_what_was_shown_kept_when_repeated_and_taken_back(db, mira, stranger, clock, ask):
    ask(READER, OTHER)
    shown = metrics_of(mira)["destinations"]
    assert [(one["name"], one["host"]) for one in shown] == [
        ("other", "other.example"),
        ("reader", "reader.example"),
    ]
    given = agree(mira, "reader", "other").json()
    assert (given["is_current"], given["given_at"]) == (True, "2026-11-20T12:00:00Z")
    clock.move(minutes=1)
    assert agree(mira, "other", "reader").json()["given_at"] == given["given_at"]
    assert metrics_of(mira) == given
    assert not metrics_of(stranger)["is_current"]
    assert [mira.delete("/me/consents/metrics").status_code for _ in range(2)] == [204, 204]
    assert (metrics_of(mira)["given_at"], metrics_of(mira)["is_current"]) == (None, False)
    assert audits_of(db, mira.me) == [
        ("consent_given", {"data_class": "metrics", "to": "other.example, reader.example"}),
        ("consent_withdrawn", {"data_class": "metrics"}),
    ]


@pytest.mark.parametrize(
    "names", [[], ["reader"], ["reader", "other", "third"], ["reader", "reader"], ["READER", "other"]]
)
def test_consent_to_anything_else_than_what_is_asked_is_none(mira, ask, names):
    ask(READER, OTHER)
    refused = agree(mira, *names)
    assert (refused.status_code, refused.json()["code"]) == (409, "destinations_changed")
    assert not metrics_of(mira)["is_current"]


@pytest.mark.parametrize(
    "body",
    [{}, {"destinations": "reader"}, {"destinations": [""]}, {"destinations": ["reader"], "until": "later"}],
)
def test_a_body_that_does_not_fit_is_refused(mira, ask, body):
    ask(READER)
    assert mira.put("/me/consents/metrics", body).status_code == 422


def test_a_class_of_data_that_does_not_exist_is_refused(mira):
    paths = ["/me/consents/moods", "/me/consents/moods/preview"]
    assert agree(mira, data_class="moods").status_code == 422
    assert (mira.delete(paths[0]).status_code, mira.get(paths[1]).status_code) == (422, 422)


@pytest.mark.parametrize(
    "later",
    [(READER, OTHER), (reader_at("http://elsewhere.example"),), (reader_at("http://reader.example:81"),), ()],
    ids=["one more", "another host", "another port", "none"],
)
def test_a_consent_is_void_when_the_destinations_are_others(db, mira, ask, later):
    ask(READER)
    agree(mira, "reader")
    ask(*later)
    assert (metrics_of(mira)["is_current"], metrics_of(mira)["given_at"] is None) == (False, False)
    with pytest.raises(ConsentMissing):
        db.run_read(
            consents.grant, mira.me, "metrics", "reader", Registry(later) if later else Registry([HOOK])
        )


def test_the_preview_is_what_is_sent_to_the_byte(db, mira, ask):
    with serving() as server:
        reader = reader_at(server.url)
        ask(reader)
        (shown,) = mira.get("/me/consents/metrics/preview").json()["items"]
        agree(mira, "reader")
        out = way_out(reader)
        out.send(db, grant_of(db, mira.me, out), "reader", built(db, mira.me, out))
        (heard,) = server.heard
    assert shown == {
        "destination": "reader",
        "host": "127.0.0.1",
        "content_type": heard.headers["content-type"],
        "body": heard.body.decode(),
        "encoding": "utf-8",
    }
    assert heard.headers["x-key"] == "secret", "which the preview does not show"


def test_what_is_no_text_is_shown_as_base64_and_nothing_as_nothing(mira, ask):
    photo = reader_at("http://a.example", "photo")
    ask(
        Destination(
            "bytes", "p", "t", photo.url, ("photo",), lambda *_: Payload(b"\xff\xd8\xff", "image/jpeg")
        ),
        Destination("none", "p", "t", photo.url, ("photo",), lambda *_: None),
    )
    (item,) = mira.get("/me/consents/photo/preview").json()["items"]
    assert (item["destination"], item["body"], item["encoding"]) == ("bytes", "/9j/", "base64")


def grant_of(db, me: Me, out):
    return db.run_read(consents.grant, me, "metrics", "reader", out.registry)


def built(db, me, out):
    return db.run_read(out.registry.build, me, "reader", "metrics")


@pytest.fixture
def server():
    with serving() as server:
        yield server


def test_nothing_is_sent_without_a_consent_that_stands_at_that_moment(db, mira, clock, ask, server):
    reader = reader_at(server.url)
    ask(reader)
    out = way_out(reader)
    with pytest.raises(ConsentMissing):
        grant_of(db, mira.me, out)
    agree(mira, "reader")
    grant = grant_of(db, mira.me, out)
    payload = built(db, mira.me, out)

    def refused(grant):
        with pytest.raises(ConsentMissing):
            out.send(db, grant, "reader", payload)

    clock.move(minutes=10)
    refused(grant)
    mira = sign_in_again(db, mira)
    grant = grant_of(db, mira.me, out)
    mira.delete("/me/consents/metrics")
    refused(grant)
    clock.move(seconds=1)
    agree(mira, "reader")
    refused(grant)
    grant = grant_of(db, mira.me, out)
    db.run_write(lambda tx: people.update_person(tx, mira.me.key, {"disabled_at": tx.now}))
    refused(grant)
    assert server.connections == 0
    assert {call.outcome for call in db.run_read(queries.calls_of, mira.me.key)} == {"no_consent"}


def test_a_grant_is_for_one_person_and_one_class(db, mira, stranger, ask, server):
    reader = reader_at(server.url, "metrics", "notes")
    ask(reader)
    out = way_out(reader)
    agree(mira, "reader")
    agree(stranger, "reader")
    agree(mira, "reader", data_class="notes")
    grant = grant_of(db, mira.me, out)
    for person, data_class in ((stranger.me, "metrics"), (mira.me, "notes")):
        payload = db.run_read(out.registry.build, person, "reader", data_class)
        with pytest.raises(Exception, match="built for another grant"):
            out.send(db, grant, "reader", payload)
    assert server.connections == 0


class Sender:
    """A job that sends a person's data again and again, and at the end would write a result."""

    def __init__(self, db, me, out, *, reports: bool) -> None:
        self.db = db
        self.me = me
        self.out = out
        self.reports = reports
        self.refused = 0
        self.job = LongJob("test.send", self.work, timedelta(minutes=10), data_class="metrics")

    def work(self, report):
        grant, payload = grant_of(self.db, self.me, self.out), built(self.db, self.me, self.out)
        for _ in range(500):
            if self.refused == 20:
                break
            if self.reports:
                report.progress(1)
            try:
                self.out.send(self.db, grant, "reader", payload)
            except (ConsentMissing, CallFailed):
                self.refused += 1
                self._ask_anew()
        return lambda tx: people.update_person(tx, self.me.key, {"name": "Read by another"})

    def _ask_anew(self):
        with pytest.raises(ConsentMissing):
            grant_of(self.db, self.me, self.out)


def name_of(db, me):
    return db.run_read(lambda tx: people.person_by_key(tx, me.key).name)


@pytest.fixture
def begin(db, mira, ask, server):
    """Starts a sender in a thread, as the job engine would; another job of its kind waits."""
    threads = []

    def start(*, reports):
        reader = reader_at(server.url)
        sender = Sender(db, mira.me, way_out(reader), reports=reports)
        ask(reader, jobs=[sender.job, LongJob("test.other", lambda _report: None)])
        assert agree(mira, "reader").status_code == 200
        crew = crew_of(db, sender.job)
        for kind in ("test.send", "test.send", "test.other"):
            db.run_write(lambda tx, kind=kind: record(tx, kind, {}, person=mira.me.key))
        claim = db.run_write(run, crew, rows(db)[0].id)
        threads.append(threading.Thread(target=work_on, args=(db, claim)))
        threads[0].start()
        return threads[0], sender

    yield start
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("reports", [True, False], ids=["reports", "stubborn"])
def test_withdrawing_stops_a_running_job_at_once(db, mira, server, begin, reports):
    several = threading.Event()
    server.reply = lambda _heard: (len(server.heard) < 5 or several.set(), Reply())[1]
    thread, _sender = begin(reports=reports)
    assert several.wait(30)
    assert mira.delete("/me/consents/metrics").status_code == 204
    heard = len(server.heard)
    assert [row.kind for row in rows(db)] == ["test.other"], "the waiting one is gone too, others stay"
    thread.join(30)
    assert not thread.is_alive()
    assert heard >= 5
    assert len(server.heard) == heard, "no request came after the answer"
    assert name_of(db, mira.me) == "Mira", "no result was written"
    assert [row.kind for row in rows(db)] == ["test.other"]


def test_withdrawing_breaks_off_what_is_under_way_before_it_answers(db, mira, server, begin):
    asked, answer = threading.Event(), threading.Event()
    server.reply = lambda _heard: (asked.set(), answer.wait(30), Reply())[2]
    thread, sender = begin(reports=False)
    assert asked.wait(30)
    assert mira.delete("/me/consents/metrics").status_code == 204
    (call, *_) = [call for call in db.run_read(queries.calls_of, mira.me.key) if call.bytes_sent]
    assert call.outcome == "stopped"
    assert (call.bytes_received, len(server.heard)) == (0, 1)
    answer.set()
    thread.join(30)
    assert sender.refused == 20
    assert (len(server.heard), name_of(db, mira.me)) == (1, "Mira")


def test_a_job_that_reports_hears_that_it_lost_its_work(db, mira, begin):
    seen = []

    def work(report):
        mira.delete("/me/consents/metrics")
        try:
            report.progress(50)
        except LeaseLost:
            seen.append("lost")
            raise

    job = LongJob("test.send", work, data_class="metrics")
    mira.http.app.state.agreements = ConsentDesk(Registry(), kinds_by_data([job]))
    db.run_write(lambda tx: record(tx, "test.send", {}, person=mira.me.key))
    work_on(db, db.run_write(run, crew_of(db, job), rows(db)[0].id))
    assert (seen, rows(db)) == (["lost"], [])


def test_withdrawing_stops_nobody_elses_jobs_and_no_other_class(db, mira, stranger, ask):
    photos = LongJob("test.photos", lambda _report: None, data_class="photo")
    numbers = LongJob("test.numbers", lambda _report: None, data_class="metrics")
    ask(READER, jobs=[photos, numbers])
    for kind in ("test.photos", "test.numbers"):
        for person in (mira, stranger):
            db.run_write(lambda tx, kind=kind, person=person: record(tx, kind, {}, person=person.me.key))
    mira.delete("/me/consents/metrics")
    left = {(row.kind, row.person_key) for row in rows(db)}
    assert left == {
        ("test.photos", mira.me.key),
        ("test.photos", stranger.me.key),
        ("test.numbers", stranger.me.key),
    }


def test_everybody_sees_their_own_calls_and_admins_all(db, mira, stranger, ask, server):
    plain = Destination("weather", "Tells the weather.", "HABITUS_WEATHER", server.url)
    reader = reader_at(server.url)
    ask(reader, plain, HOOK)
    out = way_out(reader, plain, HOOK)
    agree(mira, "reader")
    out.send(db, grant_of(db, mira.me, out), "reader", built(db, mira.me, out))
    out.send(db, None, "weather", Payload())
    out.send_to_url(db, "hook", f"{server.url}/hook", Payload(b"{}"), person=stranger.me.key)
    page = mira.get("/outbound").json()
    assert page["destinations"][0] == {
        "name": "reader",
        "host": "127.0.0.1",
        "purpose": "Reads what it is sent.",
        "data": ["metrics"],
        "allowed_by": "a test",
    }
    assert page["destinations"][2]["host"] == "*"
    (call,) = page["calls"]
    assert (call["destination"], call["data_class"], call["outcome"]) == ("reader", "metrics", "200")
    assert call["bytes_sent"] > 0
    assert call["bytes_received"] > 0
    assert [call["destination"] for call in stranger.get("/outbound").json()["calls"]] == ["hook"]
    refused = mira.get("/admin/outbound")
    assert (refused.status_code, refused.json()["code"]) == (403, "admins_only")
    db.run_write(lambda tx: people.update_person(tx, mira.me.key, {"role": "admin"}))
    calls = mira.get("/admin/outbound").json()["calls"]
    assert [call["destination"] for call in calls] == ["hook", "weather", "reader"]
    assert "Mira" not in str(calls), "never whom it was for, never what was in it"
