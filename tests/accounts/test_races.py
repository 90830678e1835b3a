"""Of many at once exactly one: the real application on both databases, a caller an address."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import func, select
from tests.factories.invites import invite, sign_in_admin, sign_up_body

from habitus.accounts import first_admin, service, signing_up
from habitus.accounts.errors import InviteInvalid
from habitus.accounts.first_admin import FirstAdmin
from habitus.accounts.models import Caller
from habitus.accounts.passwords import Hashing
from habitus.accounts.queries import invites, tables
from habitus.accounts.tokens import RefreshTokens, digest
from habitus.accounts.turns import Turns
from habitus.kernel.crypto import Keyring


class CountedHashing(Hashing):
    """Notes how often a password was hashed."""

    def __init__(self):
        super().__init__()
        self.hashed = 0

    async def hash(self, password):
        self.hashed += 1
        return await super().hash(password)


@pytest.fixture
def hashing(client):
    """Of the application, whose door is opened on the loop of the test."""
    state = client.app.state
    state.doorkeeper = replace(state.doorkeeper, hashing=CountedHashing(), turns=Turns())
    return state.doorkeeper.hashing


def at_once(app, path, bodies):
    """Send them all before the first is answered; gives the answers in their order."""

    async def send(number, body):
        sender = ASGITransport(app, client=(f"192.0.2.{number}", 50_000))
        async with AsyncClient(transport=sender, base_url="http://localhost") as http:
            return await http.post(f"/api/v1{path}", json=body)

    async def send_all():
        return await asyncio.gather(*(send(number, body) for number, body in enumerate(bodies)))

    return asyncio.run(send_all())


def codes(answers):
    return Counter((answer.status_code, answer.json().get("code")) for answer in answers)


def people(db, **wanted):
    statement = select(func.count()).select_from(tables.person).filter_by(**wanted)
    return db.run_read(lambda tx: tx.execute(statement).scalar_one())


def somebody(number, **changes):
    return sign_up_body(email=f"p{number}@home.example.com", **changes)


def test_fifty_sign_ups_with_one_invite_make_one_account(client, db, hashing):
    _, token = invite(sign_in_admin(client, db))
    answers = at_once(client.app, "/auth/sign-up", [somebody(n, invite=token) for n in range(50)])
    assert codes(answers) == {(201, None): 1, (404, "invite_invalid"): 49}
    assert people(db) == 2, "the admin and one more"
    assert hashing.hashed == 1, "who cannot win costs no hash"


def test_fifty_with_one_bound_invite_are_fifty_of_one_person(client, db, hashing):
    _, token = invite(sign_in_admin(client, db), email="p0@home.example.com", role="admin")
    bodies = [somebody(0 if n % 2 else n, invite=token) for n in range(50)]
    answers = codes(at_once(client.app, "/auth/sign-up", bodies))
    assert answers[201, None] == 1
    assert answers[403, "invite_for_another"] + answers[404, "invite_invalid"] == 49
    assert people(db, role="admin") == 2


def test_twenty_set_ups_make_one_admin(client, db, hashing):
    link = db.run_write(service.offer_set_up)
    body = {"token": link, "name": "Mira", "password": sign_up_body()["password"]}
    bodies = [body | {"email": f"p{n}@home.example.com"} for n in range(20)]
    assert codes(at_once(client.app, "/auth/setup", bodies)) == {(201, None): 1, (404, "setup_closed"): 19}
    assert (people(db), people(db, role="admin")) == (1, 1)
    assert hashing.hashed == 1


def test_one_address_is_taken_once_and_the_other_invites_stay_open(client, db, hashing):
    ada = sign_in_admin(client, db)
    tokens = [invite(ada)[1] for _ in range(4)]
    answers = at_once(client.app, "/auth/sign-up", [sign_up_body(invite=token) for token in tokens])
    assert codes(answers) == {(201, None): 1, (409, "email_taken"): 3}
    states = Counter(one["state"] for one in ada.get("/admin/invites").json()["items"])
    assert states == {"used": 1, "open": 3}


def test_the_database_alone_decides_too(client, db):
    """Several processes share no turns: their transactions meet in the row of the invite."""
    _, token = invite(sign_in_admin(client, db))
    device = signing_up.Device("api", Caller(None, ""))
    tokens = RefreshTokens(Keyring("k", b"0" * 32))

    def sign_up(number):
        new = service.NewPerson(f"p{number}@home.example.com", "P", "unusable")
        try:
            db.run_write(signing_up.sign_up, new, digest(token), device, tokens)
        except InviteInvalid:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(sign_up, range(50))) == 1
    assert people(db) == 2


def test_who_comes_second_waits_for_the_first_and_finds_the_invite_used(client, db):
    _, token = invite(sign_in_admin(client, db))
    taken, go_on = threading.Event(), threading.Event()

    def first(tx):
        found = invites.take_invite(tx, digest(token))
        taken.set()
        assert go_on.wait(30)
        return found

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(db.run_write, first)
        assert taken.wait(30)
        other = pool.submit(db.run_write, invites.take_invite, digest(token))
        with pytest.raises(TimeoutError):
            other.result(0.3)
        go_on.set()
        assert (one.result().role, other.result()) == ("member", None)


def test_processes_that_start_at_once_make_one_first_admin(db, tmp_path):
    file = tmp_path / "password"
    file.write_text(sign_up_body()["password"] + "\n")
    admin = FirstAdmin("ada@home.example.com", file, "UTC")

    async def start():
        await asyncio.gather(*(first_admin.make(db, admin) for _ in range(3)))

    asyncio.run(start())
    assert (people(db), people(db, role="admin", email="ada@home.example.com")) == (1, 1)


def test_turns_are_one_at_a_time_by_name_and_leave_nothing_behind():
    turns, inside = Turns(), Counter()

    async def enter(name):
        async with turns.of(name):
            inside[name] += 1
            assert inside[name] == 1
            await asyncio.sleep(0)
            inside[name] -= 1

    async def enter_all():
        await asyncio.gather(*(enter(name) for name in "aabab"))

    asyncio.run(enter_all())
    assert turns._locks == {}
