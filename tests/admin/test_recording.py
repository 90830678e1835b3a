"""Counting errors: at most once a second, in transactions of its own, and never at the cost of a request."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text

from habitus.admin import queries, recording
from habitus.admin.recording import KINDS_MAX, ErrorBook, kind_of
from habitus.kernel.unhandled import Unhandled


def unhandled(error, route="/api/v1/today", request_id="1"):
    return Unhandled("GET", route, error, request_id)


def raised(error):
    try:
        raise error
    except type(error) as caught:
        return caught


def found(db):
    rows = db.run_read(queries.errors, None, 99)
    return {row.route: (row._mapping["count"], row.last_request_id) for row in rows}


@pytest.fixture
def book(db):
    book = ErrorBook()
    book.open(db)
    return book


def test_many_at_once_are_one_write(book, db, monkeypatch):
    monkeypatch.setattr(recording, "EVERY_SECONDS", 60.0)
    writes, written = [], asyncio.Event()
    public_write = db.public.write

    async def write(*args):
        writes.append(args)
        await public_write(*args)
        written.set()

    monkeypatch.setattr(db.public, "write", write)

    async def meet():
        for number in range(50):
            book.note(unhandled(raised(KeyError("x")), request_id=str(number)))
        await written.wait()
        for number in range(50, 60):
            book.note(unhandled(raised(KeyError("x")), request_id=str(number)))
        await asyncio.sleep(0.05)
        before = len(writes)
        await book.close()
        return before

    assert asyncio.run(meet()) == 1
    assert len(writes) == 2
    assert found(db) == {"GET /api/v1/today": (60, "59")}


def test_a_database_that_fails_is_left_in_peace(book, db):
    db.run_write(lambda tx: tx.execute(text("ALTER TABLE server_error RENAME TO away")))

    async def meet():
        book.note(unhandled(raised(KeyError("x"))))
        await book.close()
        book.note(unhandled(raised(KeyError("y"))))
        await book.close()

    try:
        asyncio.run(meet())
    finally:
        db.run_write(lambda tx: tx.execute(text("ALTER TABLE away RENAME TO server_error")))
    assert found(db) == {}


def test_before_there_is_a_database_nothing_is_written():
    async def meet():
        book = ErrorBook()
        book.note(unhandled(raised(KeyError("x"))))
        await book.close()

    asyncio.run(meet())


def test_there_are_only_so_many_kinds(book, db, monkeypatch):
    async def meet():
        for number in range(KINDS_MAX + 50):
            book.note(unhandled(raised(KeyError("x")), route=f"/{number}"))
        await book.close()

    asyncio.run(meet())
    (count,) = db.run_read(lambda tx: tx.execute(text("SELECT count(*) FROM server_error")).one())
    assert count == KINDS_MAX


def test_a_kind_is_route_class_and_line_of_ours():
    kind = kind_of(unhandled(raised(recording.asyncio.TimeoutError("in Mira's words")), route=None))
    assert (kind.route, kind.exception, kind.place) == ("GET (no route)", "TimeoutError", "(not ours)")
    try:
        queries.people(None, queries.Wanted("x" * 3, None), 0, 1)
    except AttributeError as error:
        kind = kind_of(unhandled(error))
    assert kind.place.startswith("habitus/admin/queries.py:")
    assert kind.fingerprint != kind_of(unhandled(raised(KeyError("x")))).fingerprint
