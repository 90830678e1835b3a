"""The one HTTP client of the house."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

import httpcore2
import httpx2

from habitus.kernel.db import Database, Tx
from habitus.kernel.db.lane import runs_transactions
from habitus.kernel.outbound import queries
from habitus.kernel.outbound.addresses import Allowed
from habitus.kernel.outbound.errors import (
    AddressRefused,
    CallFailed,
    ConsentMissing,
    DestinationUnknown,
    NotBuiltForThis,
    WrongThread,
)
from habitus.kernel.outbound.network import CheckedNetwork, Dial, Resolve, Watch, dial, look_up
from habitus.kernel.outbound.registry import Destination, Grant, Owner, Payload, Registry
from habitus.kernel.outbound.urls import Url

P = TypeVar("P", bound=Owner)
WHOLE_SECONDS = 60.0
# What the library would add by itself says more of us than anybody needs, and asks for packed answers,
# whose size nobody knows beforehand.
_HEADERS = {"User-Agent": "Habitus", "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
_OUTCOME_MAX = 40


class StillAgreed(Protocol):
    """What `accounts` lends."""

    def __call__(self, tx: Tx, grant: Grant, asked: Sequence[str], *, locks: bool) -> bool:
        """Whether the consent behind a grant stands, for exactly these destinations.

        With `locks`, who withdraws it meanwhile waits for the end of the transaction (PostgreSQL).
        """


class Answer(NamedTuple):
    """What came back; a redirect is an answer like any other and is not followed."""

    status: int
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes


class _Target(NamedTuple, Generic[P]):
    """Where a call goes, and for whom."""

    listed: Destination[P]
    url: Url
    person: int | None


@dataclass(frozen=True, slots=True)
class _Call:
    """A call that is noted in the log."""

    db: Database[Any, Any]
    key: int
    grant: Grant | None
    asked: Sequence[str]


@dataclass(frozen=True)
class Outbound(Generic[P]):
    """Calls other servers: listed ones, at checked addresses, with consent where it takes one, in the log.

    It waits for answers, so it is used by long work alone: at most a minute a call, five seconds of it to
    connect.
    """

    registry: Registry[P]
    still_agreed: StillAgreed
    allowed: Allowed = field(default_factory=Allowed)
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    """Whom to believe: the system's list of authorities (OpenSSL's SSL_CERT_FILE adds one's own)."""
    resolve: Resolve = look_up
    dial: Dial = dial
    whole_seconds: float = WHOLE_SECONDS

    def send(
        self,
        db: Database[Any, Any],
        grant: Grant | None,
        destination: str,
        payload: Payload,
        *,
        person: int | None = None,
    ) -> Answer:
        """Send a payload to a destination of wiring's list.

        What takes consent takes a grant, and a payload from `Registry.build`; whatever else is for somebody
        names the `person` for their page of the log. Raises ConsentMissing, AddressRefused or CallFailed.
        """
        listed = self.registry[destination]
        if listed.url is None:
            raise DestinationUnknown(f"{destination} has no address of its own")
        url = Url.parse(listed.url).under(payload.path)
        return self._call(db, _Target(listed, url, person), payload, grant)

    def send_to_url(
        self, db: Database[Any, Any], destination: str, url: str, payload: Payload, *, person: int
    ) -> Answer:
        """Send to an address that a person set. Raises AddressRefused or CallFailed."""
        listed = self.registry[destination]
        if listed.url is not None:
            raise DestinationUnknown(f"{destination} is at an address of its own")
        return self._call(db, _Target(listed, Url.parse(url), person), payload, None)

    def _call(self, db: Database[Any, Any], to: _Target[P], payload: Payload, grant: Grant | None) -> Answer:
        _require_own_thread()
        _require_built_for_this(to.listed, payload, grant)
        noted = db.run_write(self._begin, to, grant)
        if noted is None:
            raise ConsentMissing("Agree to it first, under Settings, Privacy.")
        key, asked = noted
        call = _Call(db, key, grant, asked)
        watch = Watch(self.whole_seconds, partial(db.run_read, self._is_withdrawn, call))
        outcome = "failed"
        try:
            answer = self._ask(to, payload, watch)
            outcome = str(answer.status)
        except CallFailed as failure:
            outcome = failure.outcome
            raise
        except AddressRefused:
            outcome = "address_refused"
            raise
        else:
            return answer
        finally:
            db.run_write(queries.finish, key, watch.sent, watch.received, outcome[:_OUTCOME_MAX])

    def _begin(self, tx: Tx, to: _Target[P], grant: Grant | None) -> tuple[int, Sequence[str]] | None:
        """Note the call before anything leaves; None, and noted as refused, where consent is missing."""
        asked = () if grant is None else self.registry.asked(grant.data_class)
        agreed = self._may_send(tx, to.listed, grant, asked)
        key = queries.add(
            tx,
            {
                "at": tx.now,
                "destination": to.listed.name,
                "host": to.url.host,
                "person_key": to.person if grant is None else grant.person_key,
                "data_class": None if grant is None else grant.data_class,
                "bytes_sent": 0,
                "bytes_received": 0,
                "outcome": queries.SENDING if agreed else "no_consent",
            },
        )
        return (key, asked) if agreed else None

    def _may_send(self, tx: Tx, listed: Destination[P], grant: Grant | None, asked: Sequence[str]) -> bool:
        if grant is None:
            return not listed.data_classes
        return tx.now < grant.expires_at and self.still_agreed(tx, grant, asked, locks=True)

    def _is_withdrawn(self, tx: Tx, call: _Call) -> bool:
        return call.grant is not None and not self.still_agreed(tx, call.grant, call.asked, locks=False)

    def _ask(self, to: _Target[P], payload: Payload, watch: Watch) -> Answer:
        url = to.url
        network = CheckedNetwork(self.allowed, watch, self.resolve, self.dial)
        with (
            _Transport(network, self.tls) as transport,
            httpx2.Client(transport=transport, trust_env=False, follow_redirects=False) as client,
        ):
            request = _request(client, url, payload)
            try:
                response = client.send(request, stream=True)
                return _answer(response, to.listed.answer_max)
            except (httpcore2.ProtocolError, httpcore2.NetworkError, httpcore2.TimeoutException) as error:
                raise CallFailed("It did not answer by HTTP.", outcome="unreadable") from error


class _Transport(httpx2.BaseTransport):
    """The library's own, but for the network below it."""

    def __init__(self, network: CheckedNetwork, tls: ssl.SSLContext) -> None:
        self._pool = httpcore2.ConnectionPool(ssl_context=tls, network_backend=network, retries=0)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        answer = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions={"timeout": {"connect": 5.0}},
            )
        )
        return httpx2.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Any:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def _request(client: httpx2.Client, url: Url, payload: Payload) -> httpx2.Request:
    """Raises AddressRefused where the library reads another address than the one that is checked."""
    headers = {**_HEADERS, "Content-Type": payload.content_type, **payload.headers}
    try:
        request = client.build_request(payload.method, url.text, headers=headers, content=payload.body)
    except httpx2.InvalidURL as error:
        raise AddressRefused("It is no address.") from error
    if (request.url.host, request.url.port or url.port) != (url.host, url.port):
        raise AddressRefused("It can be read in two ways.")
    return request


def _answer(response: httpx2.Response, answer_max: int) -> Answer:
    try:
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            raise CallFailed("Its answer is packed, which was not asked for.", outcome="unreadable")
        body = bytearray()
        for part in response.iter_raw():
            body += part
            if len(body) > answer_max:
                raise CallFailed("Its answer is too long.", outcome="too_large")
        return Answer(response.status_code, dict(response.headers), bytes(body))
    finally:
        response.close()


def _require_own_thread() -> None:
    if runs_transactions():
        raise WrongThread("a transaction function must not wait for another server")
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    raise WrongThread("the event loop must not wait for another server")


def _require_built_for_this(listed: Destination[P], payload: Payload, grant: Grant | None) -> None:
    """A grant is for one person's data to one destination, and the payload must be exactly that."""
    if grant is None:
        if payload.stamp is not None:
            raise NotBuiltForThis("data of people is not sent without a grant")
        return
    if payload.stamp != (grant.destination, grant.person_key, grant.data_class):
        raise NotBuiltForThis("the payload was built for another grant")
    if grant.destination != listed.name or grant.data_class not in listed.data_classes:
        raise NotBuiltForThis("the grant is for another destination")
