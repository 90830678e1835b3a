"""JSON that is meant to hurt: too deep, never closed, the same name twice."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habitus.kernel.http.strict_json import DEPTH_MAX, INT_MAX, ITEMS_MAX, STRING_MAX, JsonRefused, parse

characters = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(characters),
    lambda inner: (
        st.lists(inner, max_size=40) | st.dictionaries(st.text(characters, max_size=3), inner, max_size=40)
    ),
)


@given(values, st.booleans())
def test_what_json_writes_is_read_back(value, ascii_only):
    assert parse(json.dumps({"value": value}, ensure_ascii=ascii_only).encode()) == {"value": value}


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


JSON_PIECES = [*'[]{}",:\\/ \n0123456789-+.eEtrufalsn', "\\u0000", "\\ud800", "\\udc00", "ä", "\0"]
documents = st.lists(st.sampled_from(JSON_PIECES)).map("".join)


@given(st.binary() | documents.map(str.encode) | documents.map(lambda text: f"[{text}]".encode()))
def test_whatever_comes_in_is_what_json_reads_or_refused(body):
    try:
        value = parse(body)
    except json.JSONDecodeError:
        return
    assert value == json.loads(body.decode())
    json.dumps(value, ensure_ascii=False, allow_nan=False).encode()


def refused_at(body: str) -> tuple[str, tuple[str | int, ...]]:
    with pytest.raises(JsonRefused) as refused:
        parse(body.encode())
    return refused.value.msg, refused.value.path


@pytest.mark.parametrize(
    "body,words,path",
    [
        ('{"a": [1, NaN]}', "NaN", ("a", 1)),
        ('{"a": -Infinity}', "-Infinity", ("a",)),
        ('{"a": {"b": 1e999}}', "too large", ("a", "b")),
        ('[0, {"b": -1e999}]', "too large", (1, "b")),
        (f'{{"a": {INT_MAX + 1}}}', "2⁵³", ("a",)),
        (f"[{-INT_MAX - 1}]", "2⁵³", (0,)),
        ("1" * 5000, "2⁵³", ()),
        ('{"deep": [{"role": 1, "x": 2, "role": 3}]}', "twice", ("deep", 0, "role")),
        ('{"role": 1, "role": 1}', "twice", ("role",)),
        ('{"a": ["x", "\\u0000"]}', "U+0000", ("a", 1)),
        ('{"a": "\\ud800"}', "surrogate", ("a",)),
        ('{"a": "\\udc00\\ud800"}', "surrogate", ("a",)),
        ('{"\\udfff": 1}', "surrogate", ()),
        (json.dumps({"a": [0] * (ITEMS_MAX + 1)}), "items", ("a",)),
        (json.dumps({"a": "x" * (STRING_MAX + 1)}), "bytes", ("a",)),
        (json.dumps({"a": "ä" * (STRING_MAX // 2 + 1)}, ensure_ascii=False), "bytes", ("a",)),
        (json.dumps({"x" * (STRING_MAX + 1): 1}), "bytes", ()),
    ],
)
def test_what_is_refused_is_told_with_its_place(body, words, path):
    why, place = refused_at(body)
    assert words in why
    assert place == path


@pytest.mark.parametrize(
    "value",
    [
        INT_MAX,
        -INT_MAX,
        [0] * ITEMS_MAX,
        "x" * STRING_MAX,
        "ä" * (STRING_MAX // 2),
        [["x"] * ITEMS_MAX] * 3,
        1.7976931348623157e308,
        "🏃",
        {str(number): number for number in range(ITEMS_MAX + 1)},
    ],
    ids=range(9),
)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_what_just_fits_is_taken(value, ascii_only):
    assert parse(json.dumps(value, ensure_ascii=ascii_only).encode()) == value


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b"1" * 1_000_000,
        b"-" + b"9" * 4301,
        b"1." + b"1" * 1_000_000 + b"e",
        b"\xed\xa0\x80",
        b'"\xed\xa0\x80"',
        b'"\x00"',
        b"\xef\xbb\xbf{}",
        b"",
        b" ",
        b"[1,]",
        b"{} {}",
        b"01",
        b"'a'",
    ],
)
def test_what_is_no_json_is_refused_and_nothing_worse(body):
    with pytest.raises(json.JSONDecodeError):
        parse(body)


def test_a_name_on_both_sides_of_an_object_is_no_repetition():
    assert parse(b'{"a": {"a": [{"a": 1}, {"a": 2}]}}') == {"a": {"a": [{"a": 1}, {"a": 2}]}}
