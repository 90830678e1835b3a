"""`habitus settings`: what is set, by what, and what it means."""

from __future__ import annotations

import json

import pytest

from habitus.kernel.settings import Settings

SECRET = "hunter2hunter2"


def listed(habitus, *words):
    code, out, _ = habitus("settings", *words, "--json")
    assert code == 0
    return json.loads(out)


def by_name(habitus, *words):
    return {one["name"]: one for one in listed(habitus, *words)["settings"]}


def test_every_setting_is_listed_with_where_it_comes_from(habitus, monkeypatch):
    monkeypatch.setenv("HABITUS_PORT", "9000")
    monkeypatch.setenv("HABITUS_DOCS", "off")
    found = by_name(habitus)
    assert set(found) == {f"HABITUS_{name.upper()}" for name in Settings.model_fields}
    assert found["HABITUS_PORT"] == {"name": "HABITUS_PORT", "value": 9000, "source": "environment"}
    assert (found["HABITUS_DOCS"]["value"], found["HABITUS_LOG_LEVEL"]["source"]) == (False, "default")
    assert found["HABITUS_DATA_DIR"]["value"] == str(habitus.data)


def test_what_follows_from_other_settings_is_worked_out(habitus, monkeypatch):
    monkeypatch.setenv("HABITUS_PORT", "9000")
    found = by_name(habitus)
    assert found["HABITUS_BASE_URL"]["value"] == "http://localhost:9000"
    assert found["HABITUS_KEY_FILE"]["value"] == str(habitus.data / "keys" / "habitus.key")


@pytest.mark.parametrize(
    "url,shown",
    [
        (f"postgresql+psycopg://mira:{SECRET}@db/habitus", "postgresql+psycopg://mira:***@db/habitus"),
        (f"postgresql+psycopg://mira:{SECRET}@x@db/h", "postgresql+psycopg://mira:***@db/h"),
        (
            f"postgresql+psycopg://db/h?user=m&password={SECRET}&a=b",
            "postgresql+psycopg://db/h?user=m&password=***&a=b",
        ),
        ("postgresql+psycopg://mira@db:5432/habitus", "postgresql+psycopg://mira@db:5432/habitus"),
    ],
)
def test_passwords_are_never_shown(habitus, monkeypatch, url, shown):
    monkeypatch.setenv("HABITUS_DATABASE_URL", url)
    assert by_name(habitus)["HABITUS_DATABASE_URL"]["value"] == shown
    assert SECRET not in str(habitus("settings", "--explain"))


def test_explain_says_what_each_does_with_an_example_that_works(habitus, monkeypatch):
    found = by_name(habitus, "--explain")
    assert all(one["description"].endswith(".") for one in found.values())
    for one in found.values():
        name, _, value = one["example"].partition("=")
        assert (name, bool(value)) == (one["name"], True)
    code, out, _ = habitus("settings", "--explain")
    assert (code, "For example: HABITUS_ZONE=Europe/Berlin" in out) == (0, True)


@pytest.mark.parametrize("name", Settings.model_fields)
def test_examples_are_taken(name, tmp_path):
    together = {
        "tls_cert": {"tls_key": "k"},
        "tls_key": {"tls_cert": "c"},
        "admin_email": {"admin_password_file": "p"},
        "admin_password_file": {"admin_email": "ada@home.example.com"},
    }
    for example in Settings.model_fields[name].examples or ():
        Settings(**{name: example, **together.get(name, {})})


def test_a_typing_mistake_is_named(habitus, monkeypatch):
    monkeypatch.setenv("HABITUS_PROT", "9000")
    monkeypatch.setenv("HABITUS_COLOUR", "red")
    found = listed(habitus)
    assert found["unknown"] == [
        {"name": "HABITUS_COLOUR", "meant": None},
        {"name": "HABITUS_PROT", "meant": "HABITUS_PORT"},
    ]
    _, out, _ = habitus("settings")
    assert "HABITUS_PROT is no setting of Habitus and does nothing. Did you mean HABITUS_PORT?" in out


def test_a_value_that_does_not_fit_is_refused_by_its_name(habitus, monkeypatch):
    monkeypatch.setenv("HABITUS_PORT", "many")
    code, out, _ = habitus("settings", "--json")
    assert (code, "HABITUS_PORT" in json.loads(out)["error"]["detail"]) == (2, True)
