"""The usual first design of statistics: keep the entries alone, and count them when somebody asks.

FastAPI and SQLAlchemy's sync ORM: the entries of the days asked for become objects, Python counts them,
the answer is JSON. As in the other baselines the token is verified and the person loaded from their
session. ROWS_DATABASE names the file; ROWS_PEOPLE, ROWS_HABITS (a person) and ROWS_DAYS say what is made
at the start: the same history as Habitus gets (`harness.plan.was_done`).

GET /heatmap?first=&last= and GET /habits/{habit_id}/summary?days= answer what Habitus answers.
"""

import os
from collections.abc import Iterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Annotated
from uuid import UUID

import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.responses import JSONResponse
from fastapi.security import OAuth2PasswordBearer
from pydantic import BaseModel
from sqlalchemy import create_engine, insert, select
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.orm import joinedload, sessionmaker

from bench.baselines.async_orm import SECRET, habit_id_of
from bench.baselines.async_orm_tables import Base, Entry, Habit, Login, Person
from bench.harness.plan import was_done

engine = create_engine(f"sqlite:///{os.environ.get('ROWS_DATABASE', '')}")
sessions = sessionmaker(engine, expire_on_commit=False)


class WeekdayRead(BaseModel):
    weekday: int
    due: int
    done: int


class SummaryRead(BaseModel):
    habit_id: UUID
    first: date
    last: date
    due: int
    done: int
    skipped: int
    rate: float | None
    by_weekday: list[WeekdayRead]


def get_session() -> Iterator[OrmSession]:
    with sessions() as session:
        yield session


Session = Annotated[OrmSession, Depends(get_session)]
Token = Annotated[str, Depends(OAuth2PasswordBearer("token"))]


def get_person(session: Session, token: Token) -> Person:
    sid = jwt.decode(token, SECRET, algorithms=["HS256"])["sid"]
    login = session.scalars(
        select(Login).where(Login.id == sid).options(joinedload(Login.person))
    ).one_or_none()
    if login is None or not login.person.enabled:
        raise HTTPException(401)
    return login.person


CurrentPerson = Annotated[Person, Depends(get_person)]


@asynccontextmanager
async def lifespan(_app: FastAPI):
    Base.metadata.create_all(engine)
    with sessions.begin() as session:
        _fill(session, *(int(os.environ[f"ROWS_{name}"]) for name in ("PEOPLE", "HABITS", "DAYS")))
    yield
    engine.dispose()


def _fill(session: OrmSession, people: int, habits: int, days: int) -> None:
    for key in range(1, people + 1):
        session.add(Login(id=key, person=Person(id=key, name=f"Person {key}")))
    session.flush()
    today = datetime.now(UTC).date()
    for number in range(people * habits):
        owner_id = number // habits + 1
        habit = Habit(public_id=habit_id_of(number), owner_id=owner_id, name=f"Habit {number}", last_day=None)
        session.add(habit)
        session.flush()
        done = [today - timedelta(days=back) for back in range(days, 0, -1) if was_done(number, back)]
        common = {"habit_id": habit.id, "state": "done", "note": None, "zone": "UTC"}
        now = datetime.now(UTC)
        session.execute(insert(Entry), [{**common, "day": day, "tapped_at": now} for day in done])


app = FastAPI(lifespan=lifespan)


@app.get("/heatmap")
def heatmap(session: Session, person: CurrentPerson, first: int, last: int) -> JSONResponse:
    begin, end = date(first, 1, 1), min(date(last, 12, 31), datetime.now(UTC).date())
    habits = session.scalars(select(Habit).where(Habit.owner_id == person.id)).all()
    entries = session.scalars(
        select(Entry)
        .where(Entry.habit_id.in_([habit.id for habit in habits]), Entry.day.between(begin, end))
        .order_by(Entry.habit_id, Entry.day)
    ).all()
    states: dict[int, list[dict[str, str]]] = {habit.id: [] for habit in habits}
    done: dict[date, int] = {}
    for entry in entries:
        states[entry.habit_id].append({"day": entry.day.isoformat(), "state": entry.state})
        if entry.state == "done":
            done[entry.day] = done.get(entry.day, 0) + 1
    days = [
        {"day": day.isoformat(), "due": len(habits), "done": done.get(day, 0)}
        for day in (begin + timedelta(days=ahead) for ahead in range((end - begin).days + 1))
    ]
    return JSONResponse(
        {
            "days": days,
            "habits": [
                {"id": str(habit.public_id), "name": habit.name, "days": states[habit.id]} for habit in habits
            ],
        }
    )


@app.get("/habits/{habit_id}/summary")
def summary(session: Session, person: CurrentPerson, habit_id: UUID, days: int) -> SummaryRead:
    habit = session.scalars(
        select(Habit).where(Habit.public_id == habit_id, Habit.owner_id == person.id)
    ).one_or_none()
    if habit is None:
        raise HTTPException(404)
    last = datetime.now(UTC).date()
    first = last - timedelta(days=days - 1)
    entries = session.scalars(
        select(Entry).where(Entry.habit_id == habit.id, Entry.day.between(first, last))
    ).all()
    due, done = [0] * 7, [0] * 7
    skipped = {entry.day for entry in entries if entry.state == "skipped"}
    for ahead in range(days):
        day = first + timedelta(days=ahead)
        due[day.weekday()] += day not in skipped
    for entry in entries:
        done[entry.day.weekday()] += entry.state == "done"
    return SummaryRead(
        habit_id=habit_id,
        first=first,
        last=last,
        due=sum(due),
        done=sum(done),
        skipped=len(skipped),
        rate=sum(done) / sum(due) if sum(due) else None,
        by_weekday=[
            WeekdayRead(weekday=number, due=due[number - 1], done=done[number - 1]) for number in range(1, 8)
        ],
    )
