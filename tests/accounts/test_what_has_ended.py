"""What has ended opens nothing and tells nothing; what an admin left open ends with their power."""

from __future__ import annotations

import pytest
from tests.factories.invites import invite, sign_in_admin, sign_up_body
from tests.factories.people import PASSWORD, sign_in_again

PAUSE = {"kind": "security", "reason": "Your phone was found in the tram"}


def pause(admin, person):
    answer = admin.post(f"/admin/people/{person.me.id}/pause", PAUSE)
    assert answer.status_code == 200, answer.text


class TestPausedPeople:
    @pytest.mark.parametrize("what", ["over", "taken back"])
    def test_a_token_that_does_not_work_tells_nothing_of_the_pause(self, client, db, clock, mira, what):
        made = mira.post("/me/tokens", {"name": "watch", "scopes": ["read"], "days": 1}).json()
        if what == "over":
            clock.move(days=1)
        else:
            mira.delete(f"/me/tokens/{made['token']['id']}")
        pause(sign_in_admin(client, db), mira)
        answer = client.get("/api/v1/me", headers={"Authorization": f"Bearer {made['secret']}"})
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")

    def test_a_token_that_would_work_tells_it_whatever_its_scope(self, client, db, mira):
        made = mira.post("/me/tokens", {"name": "watch", "scopes": ["chat"]}).json()
        pause(sign_in_admin(client, db), mira)
        answer = client.get("/api/v1/me", headers={"Authorization": f"Bearer {made['secret']}"})
        assert (answer.status_code, answer.json()["detail"]) == (403, PAUSE["reason"])

    def test_nor_does_a_session_that_was_signed_out_before(self, client, db, clock, mira):
        form = {"username": mira.me.email, "password": PASSWORD}
        tokens = client.post("/api/v1/auth/token", data=form).json()
        assert client.post("/api/v1/auth/logout", json=tokens_of(tokens)).status_code == 204
        clock.move(seconds=1)
        pause(sign_in_admin(client, db), mira)
        bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
        assert client.get("/api/v1/me", headers=bearer).status_code == 401
        assert client.post("/api/v1/auth/refresh", json=tokens_of(tokens)).status_code == 401
        assert mira.get("/me").status_code == 403, "the pause itself ended this one"

    def test_nor_does_a_session_that_nobody_used_for_weeks(self, client, db, clock, mira):
        form = {"username": mira.me.email, "password": PASSWORD}
        tokens = client.post("/api/v1/auth/token", data=form).json()
        clock.move(days=15)
        pause(sign_in_admin(client, db), mira)
        answer = client.post("/api/v1/auth/refresh", json=tokens_of(tokens))
        assert (answer.status_code, answer.json()["code"]) == (401, "session_over")


def tokens_of(tokens):
    return {"refresh_token": tokens["refresh_token"]}


class TestInvitesOfFormerAdmins:
    @pytest.fixture
    def eve(self, client, db):
        return sign_in_admin(client, db, "Eve")

    def is_open(self, client, token):
        return client.post("/api/v1/auth/invites/look", json={"token": token}).status_code == 200

    @pytest.mark.parametrize("role", ["member", "admin"])
    def test_a_pause_takes_them_back(self, client, db, eve, role):
        ada = sign_in_admin(client, db)
        (_, theirs), (_, own) = invite(eve, role=role), invite(ada)
        pause(ada, eve)
        answer = client.post("/api/v1/auth/sign-up", json=sign_up_body(invite=theirs))
        assert (answer.status_code, answer.json()["code"]) == (404, "invite_invalid")
        assert self.is_open(client, own)
        assert ada.post(f"/admin/people/{eve.me.id}/resume", {}).status_code == 200
        assert not self.is_open(client, theirs)

    def test_so_does_becoming_a_member(self, client, db, eve):
        ada = sign_in_admin(client, db)
        _, theirs = invite(eve, role="admin", email="again@home.example.com")
        assert ada.put(f"/admin/people/{eve.me.id}/role", {"role": "member"}).status_code == 200
        assert not self.is_open(client, theirs)
        revoked = ada.get("/admin/audit", params={"kind": "invite_revoked"}).json()["items"]
        assert [line["details"] for line in revoked] == [{"role": "admin", "email": "again@home.example.com"}]
        assert revoked[0]["actor"] == ada.me.email

    def test_what_was_used_stays_used(self, client, db, eve):
        _, token = invite(eve)
        client.post("/api/v1/auth/sign-up", json=sign_up_body(invite=token))
        ada = sign_in_admin(client, db)
        pause(ada, eve)
        ada = sign_in_again(db, ada)
        assert [one["state"] for one in ada.get("/admin/invites").json()["items"]] == ["used"]
