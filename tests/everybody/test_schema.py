"""What the OpenAPI document promises, tried with made-up requests as nobody, as a member and as an admin."""

from __future__ import annotations

import os
from collections.abc import Callable
from unittest import SkipTest

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from tests.everybody.world import World, new_world
from tests.factories.people import SignedIn

EXAMPLES = int(os.environ.get("EXAMPLES", "3"))
"""Requests an operation and a kind of person; `make fuzz` sends more."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    ignored_auth,
    negative_data_rejection,
]
LEFT_OUT = {"startImport"}
"""Takes a file as it comes in; its own tests send what does not fit."""


@pytest.fixture
def world(client, sqlite_database) -> World:
    return new_world(client, sqlite_database)


@pytest.fixture
def db(sqlite_database):
    """The requests are the same on both databases, and so are the routes."""
    return sqlite_database


@pytest.mark.parametrize("who", ["nobody", "member", "admin"])
def test_answers_are_as_documented(application, world, clock, who):
    person = {"nobody": None, "member": world.tomasz, "admin": world.noor}[who]
    schema = schemathesis.openapi.from_asgi("/openapi.json", application, config=SchemathesisConfig())
    faults: list[str] = []
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.definition.raw.get("operationId") in LEFT_OUT:
            continue
        for mode in GenerationMode:
            try:
                attempt(operation, mode, world, person, clock.move)()
            except (Unsatisfiable, SkipTest):  # nothing in it can be wrong
                continue
            except Exception as fault:  # noqa: BLE001 - each operation is tried, and all faults are told
                faults.append(f"{operation.label} ({mode.value}): {fault}")
    assert not faults, "\n\n".join(faults)


def attempt(
    operation: APIOperation,
    mode: GenerationMode,
    world: World,
    person: SignedIn | None,
    move: Callable[..., None],
) -> Callable[[], None]:
    """A property: whatever is sent to the operation, the answer is one of the documented ones."""

    @seed(20261120)
    @settings(
        max_examples=EXAMPLES,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def answered(case: schemathesis.Case) -> None:
        # Time passes, so that no limit on how often is met.
        move(seconds=2)
        case.call_and_validate(headers=world.credential(person), checks=CHECKS)

    answered_once: Callable[[], None] = answered
    return answered_once
