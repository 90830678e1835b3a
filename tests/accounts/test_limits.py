"""How often a person may change and read things, over HTTP; on both databases."""

from __future__ import annotations

from datetime import timedelta

from tests.factories import habit_api
from tests.factories.people import PASSWORD, sign_in_again

from habitus.accounts.queries import people


def code(response):
    return response.status_code, response.json()["code"]


class TestWrites:
    def test_a_week_without_a_network_is_taken_at_once_and_then_one_a_second(self, mira, db, clock):
        habit = habit_api.create(mira)
        path = f"/habits/{habit['id']}/entries/2026-11-20"
        body = {"state": "done", "tapped_at": clock.now.isoformat(), "zone": "UTC"}
        answers = [mira.put(path, body).status_code for _ in range(999)]
        assert answers == [200] * 999, "with the habit itself a thousand"
        refused = mira.put(path, body)
        assert code(refused) == (429, "rate_limited")
        assert refused.headers["retry-after"] == "1"
        assert mira.get("/today").status_code == 200, "reading goes on"
        clock.move(seconds=1)
        assert [mira.put(path, body).status_code for _ in range(2)] == [200, 429]
        clock.move(minutes=1)
        mira = sign_in_again(db, mira)
        assert [mira.put(path, body).status_code for _ in range(61)] == [200] * 60 + [429]

    def test_a_second_device_shares_it_and_a_stranger_does_not(self, mira, stranger, db, clock):
        paid_until = clock.now + timedelta(seconds=1_000)
        db.run_write(people.update_person, mira.me.key, {"writes_until": paid_until})
        second = sign_in_again(db, mira)
        for device in (mira, second):
            assert code(device.patch("/me", {"onboarded": True})) == (429, "rate_limited")
        assert stranger.patch("/me", {"onboarded": True}).status_code == 200

    def test_who_uses_them_up_in_their_name_is_kept_out_all_the_same(self, mira, db, clock):
        secret = mira.post("/me/tokens", {"name": "lost", "scopes": ["check-in"]}).json()["token"]["id"]
        other = sign_in_again(db, mira)
        paid_until = clock.now + timedelta(seconds=1_000)
        db.run_write(people.update_person, mira.me.key, {"writes_until": paid_until})
        assert code(mira.patch("/me", {"onboarded": True})) == (429, "rate_limited")
        assert mira.delete(f"/me/tokens/{secret}").status_code == 204
        assert mira.delete("/me/sessions").status_code == 204
        assert other.get("/me").status_code == 401
        body = {"current": PASSWORD, "new": "four grey stones by the lake"}
        assert mira.post("/me/password", body).status_code == 204
        assert mira.post("/auth/step-up", {"password": body["new"]}).status_code == 200
        (session,) = sign_in_again(db, mira).get("/me/sessions").json()["items"][1:]
        assert sign_in_again(db, mira).delete(f"/me/sessions/{session['id']}").status_code == 204
        assert code(sign_in_again(db, mira).patch("/me", {"onboarded": True})) == (429, "rate_limited")


class TestReads:
    def test_six_hundred_a_minute_for_a_device(self, mira, stranger, db, clock):
        answers = [mira.get("/me/sessions").status_code for _ in range(601)]
        assert answers == [200] * 600 + [429]
        refused = mira.get("/me/sessions")
        assert code(refused) == (429, "rate_limited")
        assert refused.headers["retry-after"] == "1"
        assert stranger.get("/me").status_code == 200
        assert sign_in_again(db, mira).get("/me").status_code == 200
        assert mira.patch("/me", {"onboarded": True}).status_code == 200, "changes have a limit of their own"
        clock.move(seconds=6)
        assert [mira.get("/me/sessions").status_code for _ in range(61)] == [200] * 60 + [429]

    def test_nobody_in_particular_has_fewer(self, client, clock):
        answers = [client.get("/api/v1/me").status_code for _ in range(250)]
        assert answers == [401] * 240 + [429] * 10
        assert client.get("/api/v1/instance").status_code == 429, "one count for all that is for anybody"
        assert client.get("/healthz").status_code == 200
        clock.move(minutes=1)
        answers = [client.get("/api/v1/instance").status_code for _ in range(61)]
        assert answers == [200] * 60 + [429]
