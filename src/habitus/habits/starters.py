"""Habits to begin with, for somebody who has none yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from habitus.accounts.models import Me
from habitus.habits.schemas.goals import GoalWrite
from habitus.habits.schemas.habits import StarterList, StarterRead
from habitus.habits.schemas.words import KindName, MeasureName, Pigment, Section
from habitus.kernel.db import Tx

Words = Mapping[str, tuple[str, str]]
"""Name and question by language; English is always there."""


class _Starter(NamedTuple):
    key: str
    words: Words
    goal: GoalWrite
    color: Pigment
    icon: str
    section: Section
    measure: MeasureName = "check"
    kind: KindName = "build"
    units: Mapping[str, str] = {}


_STARTERS = (
    _Starter(
        "water",
        {
            "en": ("Drink water", "How many glasses today?"),
            "de": ("Wasser trinken", "Wie viele Gläser heute?"),
        },
        GoalWrite(schedule="daily", target=8.0),
        "lagoon",
        "droplet",
        "anytime",
        measure="amount",
        units={"en": "glasses", "de": "Gläser"},
    ),
    _Starter(
        "walk",
        {"en": ("Take a walk", "Did you get outside?"), "de": ("Spazieren gehen", "Warst du draußen?")},
        GoalWrite(schedule="daily"),
        "moss",
        "walk",
        "afternoon",
    ),
    _Starter(
        "read",
        {
            "en": ("Read", "How many minutes did you read?"),
            "de": ("Lesen", "Wie viele Minuten hast du gelesen?"),
        },
        GoalWrite(schedule="daily", target=20.0),
        "dusk",
        "book",
        "evening",
        measure="minutes",
    ),
    _Starter(
        "move",
        {"en": ("Exercise", "Did you train today?"), "de": ("Sport", "Hast du heute trainiert?")},
        GoalWrite(schedule="weekly", times=3),
        "clay",
        "run",
        "anytime",
    ),
    _Starter(
        "meditate",
        {
            "en": ("Meditate", "Did you sit still for a while?"),
            "de": ("Meditieren", "Hast du kurz innegehalten?"),
        },
        GoalWrite(schedule="daily"),
        "heather",
        "leaf",
        "morning",
    ),
    _Starter(
        "bed",
        {
            "en": ("In bed by eleven", "Lights out in time?"),
            "de": ("Um elf im Bett", "Rechtzeitig Licht aus?"),
        },
        GoalWrite(schedule="weekdays", weekdays=(1, 2, 3, 4, 7)),
        "dusk",
        "moon",
        "evening",
    ),
    _Starter(
        "smoke",
        {"en": ("No cigarettes", "Smoke-free today?"), "de": ("Nicht rauchen", "Heute rauchfrei?")},
        GoalWrite(schedule="daily"),
        "rose",
        "smoking-no",
        "anytime",
        kind="quit",
    ),
    _Starter(
        "coffee",
        {"en": ("Less coffee", "How many cups today?"), "de": ("Weniger Kaffee", "Wie viele Tassen heute?")},
        GoalWrite(schedule="daily", target=2.0),
        "honey",
        "coffee",
        "morning",
        measure="amount",
        kind="quit",
        units={"en": "cups", "de": "Tassen"},
    ),
    _Starter(
        "call",
        {"en": ("Call the family", "Did you call?"), "de": ("Familie anrufen", "Hast du angerufen?")},
        GoalWrite(schedule="weekly", times=1),
        "rose",
        "phone",
        "evening",
    ),
)


def starters(tx: Tx, me: Me) -> StarterList:  # noqa: ARG001 - every read has a transaction
    """Habits to begin with, in the person's language."""
    return StarterList(items=[_read(starter, me.language) for starter in _STARTERS])


def _read(starter: _Starter, language: str) -> StarterRead:
    name, question = starter.words.get(language, starter.words["en"])
    return StarterRead(
        key=starter.key,
        name=name,
        question=question,
        kind=starter.kind,
        measure=starter.measure,
        unit=starter.units.get(language, starter.units.get("en", "")),
        color=starter.color,
        icon=starter.icon,
        section=starter.section,
        goal=starter.goal,
    )
