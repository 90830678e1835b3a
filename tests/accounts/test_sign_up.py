"""Signing up with an invite and without, and what admins let through, over HTTP on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select
from tests.accounts.test_invites import told
from tests.factories.invites import invite, sign_in_admin, sign_up_body
from tests.factories.people import PASSWORD, create_person, me_again

from habitus.accounts import instance
from habitus.accounts.errors import AdminsOnly
from habitus.accounts.queries import tables
from habitus.kernel.errors import PayloadInvalid


@pytest.fixture
def ada(client, db):
    """An admin."""
    return sign_in_admin(client, db)


def sign_up(http, **changes):
    return http.post("/api/v1/auth/sign-up", json=sign_up_body(**changes))


def code(response):
    return response.status_code, response.json()["code"]


def me(client, response):
    headers = {"Authorization": f"Bearer {response.json()['access_token']}"}
    return client.get("/api/v1/me", headers=headers).json()


def people(db):
    return db.run_read(lambda tx: tx.execute(select(func.count()).select_from(tables.person)).scalar_one())


def registration(db, ada, mode):
    db.run_write(lambda tx: instance.change(tx, me_now(db, ada, tx), registration=mode))


def me_now(db, person, tx):
    """An admin as their session would be proven in this transaction."""
    return replace(person.me, role="admin", proved_at=tx.now)


class TestWithAnInvite:
    def test_the_account_is_made_and_signed_in(self, client, ada):
        _, token = invite(ada)
        answer = sign_up(client, invite=token, zone="Europe/Berlin", language="de")
        assert answer.status_code == 201
        assert answer.json()["refresh_token"]
        profile = me(client, answer)
        wanted = {"email": "tomasz@home.example.com", "name": "Tomasz", "role": "member", "language": "de"}
        assert wanted.items() <= profile.items()
        assert (profile["zone"], profile["onboarded"]) == ("Europe/Berlin", False)
        form = {"username": "tomasz@home.example.com", "password": PASSWORD}
        assert client.post("/api/v1/auth/token", data=form).status_code == 200

    def test_a_browser_gets_its_refresh_token_as_a_cookie(self, client, ada):
        answer = sign_up(client, invite=invite(ada)[1], client="web")
        assert answer.json()["refresh_token"] is None
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie

    def test_what_the_account_may_do_says_the_invite(self, client, ada):
        answer = sign_up(client, invite=invite(ada, role="admin")[1])
        assert me(client, answer)["role"] == "admin"

    @pytest.mark.parametrize("field", ["role", "owner_id", "is_admin", "disabled", "id"])
    def test_and_never_the_body(self, client, ada, db, field):
        _, token = invite(ada)
        answer = sign_up(client, invite=token, **{field: "admin"})
        assert code(answer) == (422, "payload_invalid")
        assert answer.json()["errors"][0]["pointer"] == f"/{field}"
        assert people(db) == 1
        assert me(client, sign_up(client, invite=token))["role"] == "member"

    def test_it_works_once(self, client, ada, db):
        _, token = invite(ada)
        assert sign_up(client, invite=token).status_code == 201
        assert code(sign_up(client, invite=token, email="x@home.example.com")) == (404, "invite_invalid")
        assert people(db) == 2

    def test_a_bound_one_is_for_its_address_alone_and_stays_open_for_it(self, client, ada, db):
        made, token = invite(ada, email="jonas@home.example.com")
        assert code(sign_up(client, invite=token)) == (403, "invite_for_another")
        assert ada.get("/admin/invites").json()["items"][0]["state"] == "open"
        assert sign_up(client, invite=token, email=" JONAS@home.example.com ".strip()).status_code == 201
        (row,) = ada.get("/admin/invites").json()["items"]
        assert (row["id"], row["state"], row["used_by"]) == (made["id"], "used", "Tomasz")

    def test_a_taken_address_leaves_it_open(self, client, ada, db):
        create_person(db, "Tomasz")
        _, token = invite(ada)
        assert code(sign_up(client, invite=token, email="tomasz@home.example")) == (409, "email_taken")
        assert sign_up(client, invite=token).status_code == 201

    @pytest.mark.parametrize(
        "changes,pointer",
        [
            ({"password": "x1y2z3w4v5u"}, "/password"),
            ({"password": "tomasz tomasz 1"}, "/password"),
            ({"name": " "}, "/name"),
            ({"zone": "Mars"}, "/zone"),
            ({"language": "klingon"}, "/language"),
            ({"email": "nobody"}, "/email"),
        ],
    )
    def test_the_same_rules_as_for_everybody(self, client, ada, changes, pointer):
        _, token = invite(ada)
        answer = sign_up(client, invite=token, **changes)
        assert code(answer) == (422, "payload_invalid")
        assert answer.json()["errors"][0]["pointer"] == pointer
        assert sign_up(client, invite=token).status_code == 201

    def test_used_revoked_over_and_unknown_answer_with_the_same_bytes(self, client, ada, clock):
        _, used = invite(ada)
        sign_up(client, invite=used)
        taken_back, revoked = invite(ada)
        ada.delete(f"/admin/invites/{taken_back['id']}")
        _, over = invite(ada, days=1)
        clock.move(days=1)
        answers = {told(sign_up(client, invite=token)) for token in (used, revoked, over, "guess", "")}
        assert len(answers) == 1
        assert "invite_invalid" in str(answers)

    def test_nobody_has_a_password_hashed_for_a_link_that_does_not_work(self, client):
        answers = {sign_up(client, invite="guess", password=word).status_code for word in ("short", PASSWORD)}
        assert answers == {404}, "refused before the password was looked at"

    def test_ten_tries_a_minute_from_one_address(self, client, ada, clock):
        answers = [sign_up(client, invite="guess").status_code for _ in range(11)]
        assert answers == [404] * 10 + [429]
        clock.move(seconds=6)
        assert sign_up(client, invite=invite(ada)[1]).status_code == 201

    def test_it_is_in_the_audit_log_without_a_secret(self, client, ada, db):
        _, token = invite(ada)
        sign_up(client, invite=token)
        found = db.run_read(lambda tx: tx.execute(select(tables.audit)).all())
        (row,) = [row for row in found if row.kind == "signed_up"]
        assert row.details == {"invited": "yes"}
        assert me_again(db, row.subject_key).name == "Tomasz"
        assert token not in str(found)
        assert PASSWORD not in str(found)


class TestRegistration:
    def test_by_default_there_has_to_be_an_invite(self, client, db):
        assert client.get("/api/v1/instance").json()["sign_up"] == "invite"
        assert code(sign_up(client)) == (403, "sign_up_closed")
        assert people(db) == 0

    def test_open_lets_everybody_make_a_members_account(self, client, ada, db):
        registration(db, ada, "open")
        assert client.get("/api/v1/instance").json()["sign_up"] == "open"
        answer = sign_up(client)
        assert me(client, answer)["role"] == "member"
        assert code(sign_up(client)) == (409, "email_taken")

    def test_open_takes_invites_too_with_what_they_say(self, client, ada, db):
        registration(db, ada, "open")
        assert code(sign_up(client, invite="guess")) == (404, "invite_invalid")
        assert me(client, sign_up(client, invite=invite(ada, role="admin")[1]))["role"] == "admin"

    def test_closed_lets_nobody_in_and_uses_no_invite_up(self, client, ada, db):
        _, token = invite(ada)
        registration(db, ada, "closed")
        assert client.get("/api/v1/instance").json()["sign_up"] == "closed"
        for word in (token, "guess", None):
            assert code(sign_up(client, invite=word)) == (403, "sign_up_closed")
        for word in (token, "guess"):
            answer = client.post("/api/v1/auth/invites/look", json={"token": word})
            assert code(answer) == (403, "sign_up_closed")
        registration(db, ada, "invite")
        assert sign_up(client, invite=token).status_code == 201


class TestInstance:
    def test_a_name_is_shown_to_everybody_and_every_change_is_noted(self, client, ada, db):
        def change(tx, **changes):
            return instance.change(tx, me_now(db, ada, tx), **changes)

        assert client.get("/api/v1/instance").json()["name"] == "Habitus"
        db.run_write(lambda tx: change(tx, name="  Villa \n Kunterbunt "))
        db.run_write(lambda tx: change(tx, name="Villa Kunterbunt", registration="closed"))
        db.run_write(lambda tx: change(tx, registration="closed"))
        found = client.get("/api/v1/instance").json()
        assert (found["name"], found["sign_up"], found["set_up"]) == ("Villa Kunterbunt", "closed", True)
        noted = db.run_read(lambda tx: tx.execute(select(tables.audit)).all())
        assert [row.details for row in noted if row.kind == "instance_changed"] == [
            {"name": "Villa Kunterbunt"},
            {"registration": "closed"},
        ]

    @pytest.mark.parametrize("name", ["", "  ", "x" * 61])
    def test_a_name_has_one_to_sixty_characters(self, db, ada, name):
        with pytest.raises(PayloadInvalid):
            db.run_write(lambda tx: instance.change(tx, me_now(db, ada, tx), name=name))

    def test_members_change_nothing(self, db, mira):
        with pytest.raises(AdminsOnly):
            db.run_write(lambda tx: instance.change(tx, mira.me, registration="open"))
