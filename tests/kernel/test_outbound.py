"""The one way out, against real servers on this machine."""

from __future__ import annotations

import socket
import ssl
import threading

import pytest
from tests.factories import tls
from tests.factories.outbound import HOOK, Reply, leading_to, reader_at, serving, way_out
from tests.factories.people import create_person

from habitus.kernel.outbound import queries
from habitus.kernel.outbound.errors import (
    AddressRefused,
    CallFailed,
    ConsentMissing,
    DestinationUnknown,
    NotBuiltForThis,
    WrongThread,
)
from habitus.kernel.outbound.registry import Destination, Payload, Registry

NOBODYS = Payload(b'{"hello": 1}', path="notes?x=1", headers={"Authorization": "Bearer k"})


@pytest.fixture
def canary():
    with serving() as server:
        yield server


@pytest.fixture
def database(sqlite_database):
    return sqlite_database


@pytest.fixture
def me(database):
    return create_person(database)


def plain(url, **options):
    """A destination that takes nothing of people."""
    return Destination("plain", "Answers.", "a test", url, **options)


def newest(db):
    return db.run_read(queries.newest)


def test_a_listed_destination_is_called_and_the_call_is_noted(db, canary, clock):
    answer = way_out(plain(canary.url)).send(db, None, "plain", NOBODYS)
    assert (answer.status, answer.body) == (200, b'{"ok": true}')
    (heard,) = canary.heard
    assert (heard.method, heard.path, heard.body) == ("POST", "/notes?x=1", b'{"hello": 1}')
    assert heard.headers["authorization"] == "Bearer k"
    assert heard.headers["user-agent"] == "Habitus"
    (call,) = newest(db)
    assert call[:4] == (clock.now, "plain", "127.0.0.1", None)
    assert call.outcome == "200"
    assert len(NOBODYS.body) < call.bytes_sent < 500
    assert len(answer.body) < call.bytes_received < 500


def test_an_address_that_somebody_set_is_called_for_them(db, canary):
    somebody = create_person(db)
    way_out(HOOK).send_to_url(db, "hook", f"{canary.url}/mine", Payload(b"{}"), person=somebody.key)
    assert [heard.path for heard in canary.heard] == ["/mine"]
    assert [call.host for call in db.run_read(queries.calls_of, somebody.key)] == ["127.0.0.1"]


PORT = "{port}"
SPELLINGS = [
    "http://127.0.0.1:{port}/",
    "HTTP://127.0.0.1:{port}/",
    "http://127.1:{port}/",
    "http://127.0.1:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0x7f.1:{port}/",
    "http://017700000001:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://0:{port}/",
    "http://0.0.0.0:{port}/",
    "http://127.0.0.1.:{port}/",
    "http://127.127.127.127:{port}/",
    "http://localhost:{port}/",
    "http://localhost.:{port}/",
    "http://LOCALHOST:{port}/",
    "http://[::1]:{port}/",
    "http://[::]:{port}/",
    "http://[0:0:0:0:0:0:0:1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[::127.0.0.1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://[fe80::1%25lo]:{port}/",
    "http://[::1%25lo]:{port}/",
    "http://example.com@127.0.0.1:{port}/",
    "http://example.com:80@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}@example.com/",
    "http://127.0.0.1:{port}#@example.com/",
    "http://127.0.0.1:{port}\\@example.com/",
    "http://example.com\\@127.0.0.1:{port}/",
    "http://%31%32%37.0.0.1:{port}/",
    "http://①②⑦.⓪.⓪.①:{port}/",
    "http://127。0。0。1:{port}/",
    "http://ｌｏｃａｌｈｏｓｔ:{port}/",
    " http://127.0.0.1:{port}/",
    "http://127.0.0.1\t:{port}/",
    "http://127.0.0.1:{port}/\r\nHost: example.com",
    "http:127.0.0.1:{port}/",
    "http:/127.0.0.1:{port}/",
    "http:///127.0.0.1:{port}/",
    "//127.0.0.1:{port}/",
    "127.0.0.1:{port}",
    "https://127.0.0.1:{port}/",
    "gopher://127.0.0.1:{port}/_GET",
    "ftp://127.0.0.1:{port}/",
    "http+unix://127.0.0.1:{port}/",
    "file:///etc/hosts",
    "data:text/plain,hello",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_reaches_this_machine(database, me, canary, spelling):
    url = spelling.replace(PORT, str(canary.port))
    with pytest.raises((AddressRefused, CallFailed)):
        way_out(HOOK, allow="").send_to_url(database, "hook", url, Payload(b"{}"), person=me.key)
    assert (canary.connections, canary.heard) == (0, [])


REACHING = [SPELLINGS[place] for place in (0, 2, 4, 5, 9, 11, 13, 14)]


@pytest.mark.parametrize("spelling", REACHING)
def test_the_same_spellings_reach_it_where_it_is_listed(database, me, canary, spelling):
    url = spelling.replace(PORT, str(canary.port))
    listed = way_out(HOOK, allow="0.0.0.0/8, 127.0.0.0/8, ::1/128")
    assert listed.send_to_url(database, "hook", url, Payload(b"{}"), person=me.key).status == 200
    assert len(canary.heard) == 1


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["::1"],
        ["::ffff:127.0.0.1"],
        ["8.8.8.8", "127.0.0.1"],
        ["127.0.0.1", "8.8.8.8"],
        ["2606:4700::1111", "::1"],
        ["fe80::1%lo"],
        ["10.0.0.1", "192.168.0.1"],
        ["64:ff9b::127.0.0.1"],
    ],
    ids=" ".join,
)
def test_a_name_that_leads_here_too_is_refused_whole(database, me, canary, addresses):
    dialled = []
    out = way_out(HOOK, allow="", resolve=leading_to(addresses), dial=lambda *call: dialled.append(call))
    with pytest.raises(AddressRefused):
        out.send_to_url(database, "hook", f"http://evil.example:{canary.port}/", Payload(), person=me.key)
    assert (dialled, canary.connections) == ([], 0)
    assert [call.outcome for call in newest(database)] == ["address_refused"]


def test_a_name_that_leads_elsewhere_at_the_second_look_is_not_looked_up_twice(database, me, canary):
    dialled = []

    def refuse(address, port, _seconds):
        dialled.append((address, port))
        raise ConnectionRefusedError(111, "Connection refused")

    out = way_out(HOOK, allow="", resolve=leading_to(["8.8.8.8"], ["127.0.0.1"]), dial=refuse)
    with pytest.raises(CallFailed):
        out.send_to_url(database, "hook", f"http://rebind.example:{canary.port}/", Payload(), person=me.key)
    assert (dialled, canary.connections) == ([("8.8.8.8", canary.port)], 0)


def test_the_next_address_is_tried_when_one_does_not_answer(database, canary):
    out = way_out(
        plain(f"http://two.example:{canary.port}"),
        resolve=leading_to(["127.0.0.9", "127.0.0.1"]),
        allow="127.0.0.0/8",
    )
    assert out.send(database, None, "plain", NOBODYS).status == 200


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_answer_and_not_followed(database, canary, status):
    with serving() as inner:
        canary.reply = lambda _heard: Reply(status, {"Location": f"{inner.url}/secret"})
        answer = way_out(plain(canary.url)).send(database, None, "plain", NOBODYS)
        assert (answer.status, inner.heard) == (status, [])


def test_proxies_of_the_environment_are_ignored(database, canary, monkeypatch):
    with serving() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "HTTPS_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        way_out(plain(canary.url)).send(database, None, "plain", NOBODYS)
        assert (len(canary.heard), proxy.heard) == (1, [])


def test_https_checks_the_name_against_the_certificate(database, tmp_path):
    pair = tls.self_signed(tmp_path)
    trusting = ssl.create_default_context(cafile=str(pair.certificate))
    with serving(pair) as server:
        right, wrong = f"https://localhost:{server.port}", f"https://elsewhere.example:{server.port}"
        here = leading_to(["127.0.0.1"])
        assert (
            way_out(plain(right), tls=trusting, resolve=here).send(database, None, "plain", NOBODYS).status
            == 200
        )
        with pytest.raises(CallFailed) as refused:
            way_out(plain(wrong), tls=trusting, resolve=here).send(database, None, "plain", NOBODYS)
        with pytest.raises(CallFailed) as unknown:
            way_out(plain(right), resolve=here).send(database, None, "plain", NOBODYS)
        assert len(server.heard) == 1
    assert [refused.value.outcome, unknown.value.outcome] == ["tls_failed", "tls_failed"]


def test_an_answer_that_is_too_long_is_not_read_to_its_end(database, canary):
    canary.reply = lambda _heard: Reply(body=b"x" * 3_000_000)
    with pytest.raises(CallFailed) as failure:
        way_out(plain(canary.url, answer_max=1000)).send(database, None, "plain", NOBODYS)
    assert failure.value.outcome == "too_large"
    assert newest(database)[0].bytes_received < 200_000


def test_a_packed_answer_is_refused(database, canary):
    canary.reply = lambda _heard: Reply(headers={"Content-Encoding": "gzip"}, body=b"\x1f\x8b")
    with pytest.raises(CallFailed) as failure:
        way_out(plain(canary.url)).send(database, None, "plain", NOBODYS)
    assert failure.value.outcome == "unreadable"


def test_who_never_answers_is_left_after_the_whole_time(database, canary):
    answered = threading.Event()
    canary.reply = lambda _heard: answered.wait(30) and Reply()
    with pytest.raises(CallFailed) as failure:
        way_out(plain(canary.url), whole_seconds=0.3).send(database, None, "plain", NOBODYS)
    answered.set()
    call = newest(database)[0]
    assert (failure.value.outcome, call.outcome, call.bytes_received) == ("too_slow", "too_slow", 0)
    assert call.bytes_sent > len(NOBODYS.body)


def test_a_server_that_does_not_take_what_is_sent_is_left_too(database):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        out = way_out(plain(f"http://127.0.0.1:{deaf.getsockname()[1]}"), whole_seconds=0.6)
        with pytest.raises(CallFailed) as failure:
            out.send(database, None, "plain", Payload(b"x" * 30_000_000))
    assert failure.value.outcome == "too_slow"
    assert 0 < newest(database)[0].bytes_sent < 30_000_000


def test_nobody_there_and_no_such_name_are_told_and_noted(database, canary):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(CallFailed) as nobody:
        way_out(plain(f"http://127.0.0.1:{port}")).send(database, None, "plain", NOBODYS)

    def unknown(_host, _port):
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(CallFailed) as no_name:
        way_out(plain("http://gone.example"), resolve=unknown).send(database, None, "plain", NOBODYS)
    assert [nobody.value.outcome, no_name.value.outcome] == ["not_reached", "not_found"]
    assert [(call.outcome, call.bytes_sent) for call in newest(database)] == [
        ("not_found", 0),
        ("not_reached", 0),
    ]


def test_what_is_no_http_is_told(database):
    with socket.create_server(("127.0.0.1", 0)) as odd:

        def mumble():
            connection, _ = odd.accept()
            connection.recv(65536)
            connection.sendall(b"220 smtp ready\r\n\r\n")
            connection.close()

        thread = threading.Thread(target=mumble)
        thread.start()
        with pytest.raises(CallFailed) as failure:
            way_out(plain(f"http://127.0.0.1:{odd.getsockname()[1]}")).send(database, None, "plain", NOBODYS)
        thread.join()
    assert failure.value.outcome == "unreadable"


def test_only_what_is_listed_is_called(database, me, canary):
    out = way_out(plain(canary.url), HOOK)
    with pytest.raises(DestinationUnknown):
        out.send(database, None, "other", NOBODYS)
    with pytest.raises(DestinationUnknown):
        out.send(database, None, "hook", NOBODYS)
    with pytest.raises(DestinationUnknown):
        out.send_to_url(database, "plain", canary.url, NOBODYS, person=me.key)
    assert canary.connections == 0


def test_what_takes_consent_takes_a_grant_and_what_was_built_for_it(database, me, canary):
    out = way_out(reader_at(canary.url))
    with pytest.raises(ConsentMissing):
        out.send(database, None, "reader", NOBODYS)
    built = database.run_read(out.registry.build, me, "reader", "metrics")
    with pytest.raises(NotBuiltForThis):
        out.send(database, None, "reader", built)
    assert canary.connections == 0
    assert [(call.outcome, call.bytes_sent) for call in newest(database)] == [("no_consent", 0)]


def test_it_does_not_wait_inside_a_transaction(db, canary):
    out = way_out(plain(canary.url))
    for run in (db.run_write, db.run_read):
        with pytest.raises(WrongThread):
            run(lambda _tx: out.send(db, None, "plain", NOBODYS))


def test_the_newest_hundred_of_each_are_kept(db, clock):
    mira, tomasz = create_person(db), create_person(db, "Tomasz")
    values = {"destination": "d", "host": "h", "data_class": None, "bytes_sent": 0, "bytes_received": 0}

    def add(tx, number, person):
        queries.add(tx, values | {"at": tx.now, "person_key": person, "outcome": str(number)})

    def many(tx):
        add(tx, 0, tomasz.key)
        for number in range(queries.KEPT + 5):
            add(tx, number, mira.key)
            add(tx, number, None)

    db.run_write(many)
    kept = [call.outcome for call in db.run_read(queries.calls_of, mira.key)]
    assert kept == [str(number) for number in range(104, 4, -1)]
    assert len(db.run_read(queries.calls_of, tomasz.key)) == 1, "one's own page is not pushed out by others"
    assert len(newest(db)) == queries.KEPT


def test_a_list_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="two destinations"):
        Registry([plain("http://a.example"), plain("http://b.example")])
    with pytest.raises(ValueError, match="needs a url and a build"):
        Registry([Destination("x", "p", "t", "http://a.example", ("notes",))])
    with pytest.raises(AddressRefused):
        Registry([plain("ftp://a.example")])
    with pytest.raises(ValueError, match="characters"):
        Registry([Destination("", "p", "t")])
