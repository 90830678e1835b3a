"""Messages to addresses outside the app."""

from __future__ import annotations

import pytest
import structlog
from structlog.testing import LogCapture

from habitus.kernel.post import service as post

FINE = {
    "kind": "invite",
    "recipient": "eva@home.example",
    "subject": "Come in — willkommen",
    "text": "Hej\nEva",
}


@pytest.mark.parametrize("name", ["recipient", "subject"])
@pytest.mark.parametrize("text", ["a\r\nBcc: b@c.example", "a\nb", "a\n", "a\x00", "", "a\u2028b", "x" * 300])
def test_a_header_is_one_line(name, text):
    with pytest.raises(ValueError, match=name):
        post.Message(**FINE | {name: text})


def test_without_a_transport_a_message_waits_on_the_admins_page(db, monkeypatch):
    logged = LogCapture()
    monkeypatch.setattr(post, "log", structlog.wrap_logger(None, [logged], structlog.BoundLogger))
    db.run_write(post.send, post.Message(**FINE))
    (kept,) = db.run_read(post.kept, None, 9)
    assert {name: getattr(kept, name) for name in FINE} == FINE
    (said,) = logged.entries
    assert said["event"] == "message_kept"
    assert "Eva" not in str(said)
    assert "eva@" not in str(said)


def test_a_message_goes_with_the_transaction_that_is_undone(db):
    def send_and_fail(tx):
        post.send(tx, post.Message(**FINE))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        db.run_write(send_and_fail)
    assert db.run_read(post.kept, None, 9) == []


def test_a_transport_takes_messages_over(db):
    taken = []

    class Pigeon:
        def send(self, _tx, message):
            taken.append(message.recipient)

    db.run_write(lambda tx: post.send(tx, post.Message(**FINE), Pigeon()))
    assert taken == ["eva@home.example"]
    assert db.run_read(post.kept, None, 9) == []
