"""Making, listing, looking at and taking back invites, over HTTP on both databases."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from tests.factories.invites import invite, sign_in_admin, sign_up_body
from tests.factories.people import create_person, sign_in_again

from habitus.accounts import inviting, rules
from habitus.accounts.queries import tables
from habitus.kernel.db import table_of
from habitus.kernel.post.models import PostMessage

UNKNOWN_ID = "01900000-0000-7000-8000-000000000000"


@pytest.fixture
def ada(client, db):
    """An admin."""
    return sign_in_admin(client, db)


def rows(db, table):
    return db.run_read(lambda tx: [dict(row._mapping) for row in tx.execute(select(table))])


def messages(db):
    return rows(db, table_of(PostMessage))


def audits(db):
    return [(row["kind"], row["details"]) for row in rows(db, tables.audit) if "invite" in row["kind"]]


def code(response):
    return response.status_code, response.json()["code"]


def look(client, token):
    return client.post("/api/v1/auth/invites/look", json={"token": token})


def listed(person, query=""):
    return person.get(f"/admin/invites{query}").json()


class TestMaking:
    def test_a_link_of_160_bits_is_shown_once_and_only_its_digest_is_kept(self, ada, db):
        answer = ada.post("/admin/invites", {})
        assert answer.status_code == 201
        address, _, token = answer.json()["link"].partition("#")
        assert address == "http://localhost:8000/invite"
        assert len(token) == 27, "20 bytes in base64url"
        (row,) = rows(db, tables.invite)
        assert row["digest"] == hashlib.sha256(token.encode()).hexdigest()
        assert token not in str(row)
        assert token not in str(listed(ada))

    def test_it_is_for_a_member_with_any_address_and_three_days(self, ada, clock):
        made, _ = invite(ada)
        assert made == {
            "id": made["id"],
            "role": "member",
            "email": None,
            "invited_by": "Ada",
            "created_at": "2026-11-20T12:00:00Z",
            "ends_at": "2026-11-23T12:00:00Z",
            "state": "open",
            "used_by": None,
            "used_at": None,
        }

    def test_a_bound_one_is_sent_in_the_language_of_who_invites(self, ada, db):
        ada.patch("/me", {"language": "de"})
        ada.patch("/me", {"name": "Ada\u200bLove"})
        answer = ada.post("/admin/invites", {"email": "Jonas@Home.example.com", "days": 7})
        assert answer.json()["invite"]["email"] == "jonas@home.example.com"
        (message,) = messages(db)
        assert (message["kind"], message["recipient"]) == ("invite", "jonas@home.example.com")
        assert message["subject"] == "Ada Love lädt dich zu Habitus ein"
        assert answer.json()["link"] in message["text"]
        assert "27.11.2026 12:00" in message["text"]

    def test_without_an_address_nothing_is_sent(self, ada, db):
        invite(ada)
        assert messages(db) == []

    def test_a_link_that_makes_an_admin_lies_nowhere(self, ada, db):
        """Messages can be read with a credential that is no longer fresh."""
        answer = ada.post("/admin/invites", {"email": "jonas@home.example.com", "role": "admin"})
        assert (answer.status_code, messages(db)) == (201, [])

    def test_somebody_who_has_an_account_is_not_invited(self, ada, db):
        create_person(db, "Mira")
        assert code(ada.post("/admin/invites", {"email": "mira@home.example"})) == (409, "email_taken")
        assert (rows(db, tables.invite), messages(db)) == ([], [])

    def test_one_that_makes_an_admin_needs_a_fresh_credential(self, ada, clock):
        assert invite(ada, role="admin")[0]["role"] == "admin"
        clock.move(minutes=5, seconds=1)
        assert code(ada.post("/admin/invites", {"role": "admin"})) == (403, "step_up_needed")
        assert ada.post("/admin/invites", {"role": "member"}).status_code == 201

    @pytest.mark.parametrize(
        "field,value",
        [
            ("days", 0),
            ("days", 31),
            ("days", "x"),
            ("role", "owner"),
            ("email", "nobody"),
            ("owner_id", 1),
            ("is_admin", True),
            ("invited_by", "Mira"),
            ("ends_at", "2030-01-01T00:00:00Z"),
        ],
    )
    def test_what_does_not_fit_has_its_pointer(self, ada, field, value):
        answer = ada.post("/admin/invites", {field: value})
        assert code(answer) == (422, "payload_invalid")
        assert answer.json()["errors"][0]["pointer"] == f"/{field}"

    def test_ten_a_day_for_each_admin(self, client, db, ada, clock):
        for _ in range(10):
            invite(ada)
        refused = ada.post("/admin/invites", {})
        assert code(refused) == (429, "rate_limited")
        assert int(refused.headers["retry-after"]) > 3600
        assert invite(sign_in_admin(client, db, "Grace"))

    def test_what_was_done_is_in_the_audit_log(self, ada, db):
        made, _ = invite(ada, email="jonas@home.example.com", role="admin")
        ada.delete(f"/admin/invites/{made['id']}")
        about = {"role": "admin", "email": "jonas@home.example.com"}
        assert audits(db) == [("invite_made", about), ("invite_revoked", about)]


class TestWho:
    REQUESTS = (
        ("GET", "/admin/invites", None),
        ("POST", "/admin/invites", {}),
        ("DELETE", f"/admin/invites/{UNKNOWN_ID}", None),
    )

    @pytest.mark.parametrize("method,path,body", REQUESTS)
    def test_members_are_refused(self, mira, method, path, body):
        assert code(mira.request(method, path, json=body)) == (403, "admins_only")

    @pytest.mark.parametrize("method,path,body", REQUESTS)
    def test_the_anonymous_are_refused(self, client, method, path, body):
        assert client.request(method, f"/api/v1{path}", json=body).status_code == 401


class TestList:
    def test_open_ones_first_then_the_newest(self, client, db, ada, clock):
        used, token = invite(ada)
        assert client.post("/api/v1/auth/sign-up", json=sign_up_body(invite=token)).status_code == 201
        over = invite(ada, days=1)[0]
        clock.move(days=2)
        ada = sign_in_again(db, ada)
        taken_back = invite(ada)[0]
        ada.delete(f"/admin/invites/{taken_back['id']}")
        older, newer = invite(ada)[0], invite(ada)[0]
        found = listed(ada)["items"]
        assert [one["id"] for one in found] == [one["id"] for one in (newer, older, taken_back, over, used)]
        assert [one["state"] for one in found] == ["open", "open", "revoked", "over", "used"]
        assert (found[-1]["used_by"], found[-1]["used_at"]) == ("Tomasz", "2026-11-20T12:00:00Z")

    def test_pages_meet_without_a_gap(self, ada):
        made = [invite(ada)[0]["id"] for _ in range(5)]
        for done in made[:3]:
            ada.delete(f"/admin/invites/{done}")
        found, query = [], "?limit=2"
        while query:
            page = listed(ada, query)
            found += [one["id"] for one in page["items"]]
            query = f"?limit=2&cursor={page['next_cursor']}" if page["next_cursor"] else ""
        assert found == [made[4], made[3], made[2], made[1], made[0]]

    def test_a_cursor_of_another_list_is_refused(self, ada):
        assert code(ada.get("/admin/invites?cursor=x")) == (422, "cursor_invalid")

    def test_old_ones_are_forgotten_with_the_address_in_them(self, client, ada, db, clock):
        invite(ada, email="jonas@home.example.com")
        clock.move(days=94)
        invite(sign_in_again(db, ada))
        assert [row["email"] for row in rows(db, tables.invite)] == [None]


class TestRevoking:
    def test_the_link_stops_working_at_once(self, client, ada):
        made, token = invite(ada)
        assert look(client, token).status_code == 200
        assert ada.delete(f"/admin/invites/{made['id']}").status_code == 204
        assert code(look(client, token)) == (404, "invite_invalid")

    def test_only_open_ones_can_be_taken_back(self, client, ada):
        made, token = invite(ada)
        client.post("/api/v1/auth/sign-up", json=sign_up_body(invite=token))
        for path in (made["id"], UNKNOWN_ID):
            assert code(ada.delete(f"/admin/invites/{path}")) == (404, "invite_not_found")
        made, _ = invite(ada)
        ada.delete(f"/admin/invites/{made['id']}")
        assert code(ada.delete(f"/admin/invites/{made['id']}")) == (404, "invite_not_found")


class TestLooking:
    def test_who_holds_the_link_sees_what_it_is_for(self, client, ada):
        _, token = invite(ada, email="jonas@home.example.com", role="admin", days=1)
        for _ in range(2):
            assert look(client, token).json() == {
                "invited_by": "Ada",
                "ends_at": "2026-11-21T12:00:00Z",
                "email": "jonas@home.example.com",
                "role": "admin",
            }

    def test_one_made_on_the_command_line_names_nobody(self, client, db):
        made = db.run_write(inviting.invite_by_command, inviting.NewInvite(), "https://habits.example")
        assert made.link.startswith("https://habits.example/invite#")
        assert look(client, made.link.partition("#")[2]).json()["invited_by"] is None

    def test_used_revoked_over_and_unknown_answer_with_the_same_bytes(self, client, ada, clock):
        _, used = invite(ada)
        client.post("/api/v1/auth/sign-up", json=sign_up_body(invite=used))
        taken_back, revoked = invite(ada)
        ada.delete(f"/admin/invites/{taken_back['id']}")
        _, over = invite(ada, days=1)
        clock.move(days=1)
        answers = {told(look(client, token)) for token in (used, revoked, over, "guess", "")}
        assert len(answers) == 1
        assert "invite_invalid" in str(answers)

    def test_ten_looks_a_minute_from_one_address(self, client):
        assert [look(client, "guess").status_code for _ in range(11)] == [404] * 10 + [429]


def told(response):
    """All that an answer says, without what is new in each: its own id, and the time."""
    headers = {k: v for k, v in response.headers.items() if k not in {"x-request-id", "date"}}
    body = response.text.replace(response.json()["request_id"], "")
    return response.status_code, body, str(headers)


class TestLetter:
    until = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def letter(self, language, inviter="Ada", instance="Villa"):
        return rules.invitation(
            language, inviter=inviter, instance=instance, email="a@b.example", link="L", until=self.until
        )

    def test_english_stands_in_for_other_languages(self):
        assert self.letter("fr") == self.letter("en-GB") == self.letter("en")
        assert self.letter("de-AT").subject == "Ada lädt dich zu Villa ein"
        assert self.letter("en", inviter=None).subject == "An admin invites you to Villa"

    def test_a_name_cannot_begin_another_header(self):
        assert self.letter("en", "Ada\r\nBcc: x", "\u2028V").subject == "Ada Bcc: x invites you to V"
        assert len(self.letter("en", "x" * 300).subject) == 200


@pytest.mark.parametrize(
    "address,place",
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("a socket", "a socket"),
        (None, "unknown"),
    ],
)
def test_a_place_is_an_address_or_a_network_of_one_household(address, place):
    assert rules.place(address) == place


def test_states():
    now = datetime(2026, 11, 20, tzinfo=UTC)
    later = now + timedelta(seconds=1)

    def state(ends_at=later, used_at=None, revoked_at=None):
        return rules.invite_state(now, ends_at=ends_at, used_at=used_at, revoked_at=revoked_at)

    assert (state(), state(now), state(used_at=now), state(revoked_at=now)) == (
        "open",
        "over",
        "used",
        "revoked",
    )
