"""JSON that is meant to hurt: too deep, never closed, the same name twice."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habitus.kernel.http.strict_json import DEPTH_MAX, parse

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(exclude_characters="\0")),
    lambda inner: st.lists(inner, max_size=40) | st.dictionaries(st.text(max_size=3), inner, max_size=40),
)


@given(values)
def test_what_json_writes_is_read_back(value):
    text = json.dumps({"value": value})
    if "\\u0000" not in text:
        assert parse(text.encode()) == {"value": value}


def test_depth_is_counted_exactly_and_not_by_brackets_alone():
    flat = b"[" + b",".join([b"[]"] * 1000) + b"]"
    assert len(parse(flat)) == 1000
    assert parse(b'["' + b"[{" * 100 + b'\\""]') == ["[{" * 100 + '"']
    parse(b"[" * DEPTH_MAX + b"]" * DEPTH_MAX)
    with pytest.raises(json.JSONDecodeError, match="levels deep"):
        parse(b"[" * (DEPTH_MAX + 1) + b"]" * (DEPTH_MAX + 1))


@pytest.mark.parametrize(
    "string", [b'"' + b'\\"' * 400_000, b'"a\\', b'"' + b"\\" * 400_000, b'"a"' * 200_000]
)
def test_a_string_that_never_ends_is_looked_at_once(string):
    """Looked at again from each quote in it, a megabyte held the event loop for hours."""
    with pytest.raises(json.JSONDecodeError):
        parse(b"[" * (DEPTH_MAX + 1) + string)


def test_a_name_given_twice_is_refused():
    with pytest.raises(json.JSONDecodeError, match="twice"):
        parse(b'{"role": {"a": 1, "b": 2, "a": 3}}')


@pytest.mark.parametrize("body", [b'"a\\u0000b"', b'[{"a": ["\\u0000"]}]', b'{"\\u0000": 1}'])
def test_a_character_postgresql_cannot_keep_is_refused(body):
    with pytest.raises(json.JSONDecodeError, match=r"U\+0000"):
        parse(body)


def test_the_escape_written_as_text_is_text():
    assert parse(b'"\\\\u0000"') == "\\u0000"
