"""Access tokens that somebody made themselves: none of them is believed (RFC 8725)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import uuid

import jwt
import pytest

from habitus.kernel.crypto import load_or_create

FAR = 10_000_000_000


@pytest.fixture
def keyring(client, tmp_path):
    return load_or_create(tmp_path / "keys" / "habitus.key")


@pytest.fixture
def genuine(keyring, mira):
    """The parts of a token that works, to be changed."""
    return Parts(
        keyring.key("access-token"),
        jwt.get_unverified_header(mira.token),
        jwt.decode(mira.token, options={"verify_signature": False}),
        mira.token,
    )


def part(value):
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Parts:
    """A genuine token, and what can be made of it with and without its key."""

    def __init__(self, key, header, claims, token):
        self.key, self.header, self.claims, self.token = key, header, claims, token

    def signed(self, header=None, claims=None, key=None, hash_name="sha256"):
        """Header and claims as they are given, signed."""
        head = part(self.header if header is None else header)
        body = part(self.claims if claims is None else claims)
        mac = hmac.digest(self.key if key is None else key, f"{head}.{body}".encode(), hash_name)
        return f"{head}.{body}.{part(mac)}"

    def head(self, **changes):
        return self.signed(header=self.header | changes)

    def claim(self, **changes):
        return self.signed(claims=self.claims | changes)

    def without(self, name):
        return self.signed(claims={key: value for key, value in self.claims.items() if key != name})


def by_rsa(parts):
    """RS256, with the forger's own key named in the header as the one to check with."""
    jwk = {"kty": "RSA", "n": part(b"\xd5" * 256), "e": "AQAB", "kid": parts.header["kid"]}
    head = part(parts.header | {"alg": "RS256", "jwk": jwk})
    return f"{head}.{part(parts.claims)}.{part(bytes(256))}"


PUBLIC_KEY = b"""-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEVs/o5+uQbTjL3chynL4wXgUg2R9
q9UU8I5mEovUf86QZ7kOBIjJwqnzD1omageEHWwHdBO6B+dFabmdT9POxg==
-----END PUBLIC KEY-----
"""


def by_public_key(parts):
    """HS256 with a public key as the secret: the classic confusion."""
    return parts.signed(key=PUBLIC_KEY)


def duplicated(parts):
    """The header says `alg` twice."""
    raw = json.dumps(parts.header)[:-1].encode() + b',"alg":"none"}'
    return parts.signed(header=raw)


FORGED = {
    "alg none": lambda p: jwt.encode(
        p.claims, None, "none", headers={k: p.header[k] for k in ("typ", "kid")}
    ),
    "alg None, no signature": lambda p: ".".join([part(p.header | {"alg": "None"}), part(p.claims), ""]),
    "alg nOnE, signed": lambda p: p.head(alg="nOnE"),
    "HS512 with our key": lambda p: p.signed(p.header | {"alg": "HS512"}, hash_name="sha512"),
    "HS384 with our key": lambda p: p.signed(p.header | {"alg": "HS384"}, hash_name="sha384"),
    "says RS256, signed with our secret": lambda p: p.head(alg="RS256"),
    "says ES256, signed with our secret": lambda p: p.head(alg="ES256"),
    "RS256 with a key of its own": by_rsa,
    "HS256 with a public key": by_public_key,
    "another key": lambda p: p.signed(key=b"x" * 32),
    "an empty key": lambda p: p.signed(key=b""),
    "the key id as the key": lambda p: p.signed(key=p.header["kid"].encode()),
    "another purpose's key": lambda p: p.signed(key=hashlib.sha256(p.key).digest()),
    "another kid": lambda p: p.head(kid="00000000"),
    "kid is a path": lambda p: p.head(kid="../../dev/null"),
    "kid is SQL": lambda p: p.head(kid="x' UNION SELECT 'x"),
    "kid is a number": lambda p: p.head(kid=1),
    "no kid": lambda p: p.signed({k: v for k, v in p.header.items() if k != "kid"}),
    "crit": lambda p: p.head(crit=["exp"]),
    "crit, unknown": lambda p: p.head(crit=["b64"], b64=False),
    "jku": lambda p: p.head(jku="https://evil.example/keys.json"),
    "jwk": lambda p: p.head(jwk={"kty": "oct", "k": part(b"x" * 32)}),
    "x5u": lambda p: p.head(x5u="https://evil.example/key.pem"),
    "x5c": lambda p: p.head(x5c=["MII"]),
    "typ JWT": lambda p: p.head(typ="JWT"),
    "no typ": lambda p: p.signed({k: v for k, v in p.header.items() if k != "typ"}),
    "typ of a refresh token": lambda p: p.head(typ="rt+jwt"),
    "another issuer": lambda p: p.claim(iss="evil"),
    "another audience": lambda p: p.claim(aud="evil"),
    "many audiences": lambda p: p.claim(aud=["habitus", "evil"]),
    "over": lambda p: p.claim(exp=p.claims["iat"]),
    "exp is a text": lambda p: p.claim(exp="never"),
    "exp is infinite": lambda p: p.claim(exp=float("inf")),
    "exp is no number": lambda p: p.claim(exp=float("nan")),
    "exp is null": lambda p: p.claim(exp=None),
    "exp is true": lambda p: p.claim(exp=True),
    "exp is far": lambda p: p.claim(exp=FAR),
    "not yet": lambda p: p.claim(nbf=p.claims["nbf"] + 3600),
    "nbf is a list": lambda p: p.claim(nbf=[0]),
    "issued in the future": lambda p: p.claim(iat=p.claims["iat"] + 3600),
    "iat is a text": lambda p: p.claim(iat="yesterday"),
    **{f"no {name}": (lambda p, name=name: p.without(name)) for name in ("iss", "aud", "sub", "sid")},
    **{f"no {name}": (lambda p, name=name: p.without(name)) for name in ("iat", "nbf", "exp", "jti")},
    "sid is nobody's": lambda p: p.claim(sid=str(uuid.uuid4())),
    "sid is no id": lambda p: p.claim(sid="1 OR 1=1"),
    "sid is a number": lambda p: p.claim(sid=1),
    "sid is a list": lambda p: p.claim(sid=[p.claims["sid"]]),
    "lives for a year": lambda p: p.claim(exp=p.claims["iat"] + 31_536_000),
    "exp is a fraction": lambda p: p.claim(exp=p.claims["exp"] - 0.5),
    "over before it began": lambda p: p.claim(nbf=p.claims["exp"] + 1),
    "claims are a list": lambda p: p.signed(claims=[p.claims]),
    "claims are no JSON": lambda p: p.signed(claims=b"{"),
    "header is a list": lambda p: p.signed(header=[p.header]),
    "header is deep": lambda p: p.signed(header=b"[" * 5_000 + b"]" * 5_000),
    "claims are deep": lambda p: p.signed(claims=b'{"a":' * 1_000 + b"1" + b"}" * 1_000),
    "alg twice": duplicated,
    "two parts": lambda p: p.token.rpartition(".")[0],
    "four parts": lambda p: f"{p.token}.{p.token.rpartition('.')[2]}",
    "a dot": lambda _: ".",
    "two dots": lambda _: "..",
    "no signature": lambda p: p.token.rpartition(".")[0] + ".",
    "signature cut": lambda p: p.token[:-2],
    "signature of another token": lambda p: (
        p.token.rpartition(".")[0] + "." + p.claim(jti="x").rpartition(".")[2]
    ),
    "one bit changed": lambda p: p.token[:-8] + ("A" if p.token[-8] != "A" else "B") + p.token[-7:],
    "padding": lambda p: p.token + "==",
    "unicode": lambda p: p.token + "\u00fc",
    "not latin": lambda _: "\u4f60\u597d." * 3,
    "a space within": lambda p: p.token[:20] + " " + p.token[20:],
    "huge": lambda p: p.claim(jti="x" * 10_000),
    "nothing but its owner": lambda p: p.claims["sub"],
}
assert len(FORGED) >= 40


def ask(client, *authorization):
    headers = [("Authorization", value.encode()) for value in authorization]
    return client.get("/api/v1/me", headers=headers)


def test_every_forged_token_is_401(client, genuine):
    answers = {name: ask(client, f"Bearer {forge(genuine)}") for name, forge in FORGED.items()}
    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code != 401} == {}
    for answer in answers.values():
        assert answer.json()["code"] == "unauthenticated"
        assert answer.headers["www-authenticate"] == "Bearer"
    assert ask(client, f"Bearer {genuine.token}").status_code == 200, "the genuine one still works"


def test_what_is_changed_here_would_work_unchanged(client, genuine):
    """Else the table above would prove nothing."""
    assert ask(client, f"Bearer {genuine.signed()}").status_code == 200
    assert ask(client, f"bearer {genuine.claim(jti='another')}").status_code == 200


def test_the_session_of_somebody_else_needs_the_right_key(client, genuine, stranger):
    theirs = jwt.decode(stranger.token, options={"verify_signature": False})
    claims = genuine.claims | {"sid": theirs["sid"]}
    assert ask(client, f"Bearer {genuine.signed(claims=claims, key=b'y' * 32)}").status_code == 401


def test_of_two_tokens_none_counts(client, mira, stranger):
    good, other = f"Bearer {mira.token}", f"Bearer {stranger.token}"
    for pair in [(good, other), (good, good), (good, "Bearer x.y.z"), ("Bearer x.y.z", good)]:
        assert ask(client, *pair).status_code == 401
    assert ask(client, f"{good}, {other}").status_code == 401
    tag = ask(client, good).headers["etag"]
    both = [("Authorization", good), ("Authorization", other), ("If-None-Match", tag)]
    assert client.get("/api/v1/me", headers=both).status_code == 401


@pytest.mark.parametrize("kind", ["Basic", "Token", "JWT", "Bearer Bearer", ""])
def test_it_comes_as_a_bearer(client, mira, kind):
    assert ask(client, f"{kind} {mira.token}").status_code == 401


@pytest.mark.parametrize("place", ["query", "cookie", "header"])
def test_it_is_taken_from_no_other_place(client, mira, place):
    path, headers = "/api/v1/me", {}
    if place == "query":
        path += f"?access_token={mira.token}"
    elif place == "cookie":
        headers["Cookie"] = f"access_token={mira.token}; Authorization=Bearer {mira.token}"
    else:
        headers["X-Authorization"] = f"Bearer {mira.token}"
    assert client.get(path, headers=headers).status_code in {401, 422}


def test_they_are_remembered_neither(client, genuine):
    """What was refused once is refused again, also right after the genuine one was verified."""
    forged = genuine.signed(key=b"x" * 32)
    for _ in range(3):
        assert ask(client, f"Bearer {genuine.token}").status_code == 200
        assert ask(client, f"Bearer {forged}").status_code == 401
