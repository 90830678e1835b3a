"""The OpenAPI document tells the truth, and the screens' copy of it is the newest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from habitus.web import openapi_document

ROOT = Path(__file__).parents[2]
DOCUMENT = json.loads(openapi_document())
OPERATIONS = [
    (method, path, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]


def test_every_operation_has_its_own_id():
    ids = [operation["operationId"] for _, _, operation in OPERATIONS]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("method,path,operation", OPERATIONS, ids=lambda value: str(value)[:60])
def test_every_operation_documents_its_refusals(method, path, operation):
    assert operation.get("description"), "the docstring of a route is its documentation"
    for status in ("413", "422", "503"):
        content = operation["responses"][status]["content"]
        assert list(content) == ["application/problem+json"]
    if "security" in operation:
        assert {"401", "403"} <= set(operation["responses"]), "signed out, or the account is paused"


def test_bodies_refuse_unknown_fields():
    inputs = {
        operation["requestBody"]["content"]["application/json"]["schema"].get("$ref", "").rpartition("/")[2]
        for _, _, operation in OPERATIONS
        if "application/json" in operation.get("requestBody", {}).get("content", {})
    }
    for name in inputs - {""}:
        assert DOCUMENT["components"]["schemas"][name]["additionalProperties"] is False, name


def test_the_screens_were_generated_from_this_release():
    assert (ROOT / "ui" / "openapi.json").read_text() == openapi_document(), "run: make api"
