"""Why a field does not fit, in plain words; the library's own texts speak to programmers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a field of this request",
    "given_twice": "is given more than once",
    "string_too_short": "needs {min_length} characters or more",
    "string_too_long": "may have {max_length} characters",
    "string_pattern_mismatch": "does not have the form that belongs here",
    "string_type": "must be a text",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "finite_number": "must be a number, and not an endless one",
    "bool_type": "must be true or false",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be {ge} or more",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be {le} or less",
    "literal_error": "must be one of {expected}",
    "enum": "must be one of {expected}",
    "uuid_parsing": "must be an id (a UUID)",
    "uuid_type": "must be an id (a UUID)",
    "date_from_datetime_parsing": "must be a day, written YYYY-MM-DD",
    "date_parsing": "must be a day, written YYYY-MM-DD",
    "datetime_parsing": "must be an instant, such as 2026-11-20T07:10:00Z",
    "datetime_from_date_parsing": "must be an instant, such as 2026-11-20T07:10:00Z",
    "timezone_aware": "must name its offset from UTC, such as 2026-11-20T07:10:00Z",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "dict_type": "must be an object",
    "list_type": "must be a list",
}


def words_for(kind: str, message: str, context: Mapping[str, Any]) -> str:
    """The words for a pydantic error: ours where we have some, its own without its prefixes elsewhere."""
    if kind == "json_invalid":
        return f"is not valid JSON: {context['error']}"
    if kind == "value_error" and "valid email address" in message:
        return "is not an e-mail address" + message.partition("valid email address")[2].replace(": ", ". ", 1)
    template = _WORDS.get(kind)
    if template is not None:
        return template.format_map(context)
    own = message.removeprefix("Value error, ")
    return own[:1].lower() + own[1:]
