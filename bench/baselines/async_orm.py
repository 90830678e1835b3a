"""The commonly seen way: FastAPI, pydantic, SQLAlchemy's async ORM and aiosqlite, `synchronous=FULL`.

One AsyncSession a request from a dependency, rows as ORM objects, read, changed and flushed by the
unit of work, one commit a request. ORM_DATABASE names the file; ORM_PEOPLE and ORM_HABITS say how
many people, and habits a person, are made at the start.

PUT /habits/{habit_id}/entries/{day} does what a check-off of Habitus does: verify the token, load the
session with its person and refuse a disabled one, load the habit, write the entry, move the habit's
counters, its month and the person's day, bump the person's sequence, commit, answer with a model:
5 SELECTs and 5 writes.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import NAMESPACE_URL, UUID, uuid5

import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer
from pydantic import BaseModel
from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import joinedload

from bench.baselines.async_orm_tables import Base, Entry, Habit, HabitMonth, Login, Person, PersonDay

SECRET = "a benchmark's signing key, which protects nothing"
DATABASE = f"sqlite+aiosqlite:///{os.environ.get('ORM_DATABASE', '')}"
engine = create_async_engine(DATABASE, connect_args={"timeout": 30})
sessions = async_sessionmaker(engine, expire_on_commit=False)


class EntryWrite(BaseModel):
    state: str
    note: str | None = None
    tapped_at: datetime
    zone: str
    client_id: UUID


class CheckOffRead(BaseModel):
    habit_id: UUID
    day: date
    state: str
    habit_done: int
    day_done: int | None


def token_of(person: int) -> str:
    """The bearer token of a person, counted from 0."""
    return jwt.encode({"sid": person + 1, "exp": 4_000_000_000}, SECRET, algorithm="HS256")


def habit_id_of(number: int) -> UUID:
    """The public id of a habit, counted from 0."""
    return uuid5(NAMESPACE_URL, f"habit/{number}")


@event.listens_for(engine.sync_engine, "connect")
def _set_up(connection: Any, _record: object) -> None:
    for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {setting}")


async def get_session() -> AsyncIterator[AsyncSession]:
    async with sessions() as session:
        yield session


Session = Annotated[AsyncSession, Depends(get_session)]
Token = Annotated[str, Depends(OAuth2PasswordBearer("token"))]


async def get_person(session: Session, token: Token) -> Person:
    sid = jwt.decode(token, SECRET, algorithms=["HS256"])["sid"]
    found = await session.execute(select(Login).where(Login.id == sid).options(joinedload(Login.person)))
    login = found.scalar_one_or_none()
    if login is None or not login.person.enabled:
        raise HTTPException(401)
    return login.person


CurrentPerson = Annotated[Person, Depends(get_person)]


async def load_habit(session: AsyncSession, person: Person, habit_id: UUID) -> Habit:
    found = await session.execute(
        select(Habit).where(Habit.public_id == habit_id, Habit.owner_id == person.id)
    )
    habit = found.scalar_one_or_none()
    if habit is None:
        raise HTTPException(404)
    return habit


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    people, habits = int(os.environ["ORM_PEOPLE"]), int(os.environ["ORM_HABITS"])
    async with sessions() as session:
        for key in range(1, people + 1):
            session.add(Login(id=key, person=Person(id=key, name=f"Person {key}")))
        await session.flush()
        for number in range(people * habits):
            owner_id = number // habits + 1
            session.add(Habit(public_id=habit_id_of(number), owner_id=owner_id, name=f"Habit {number}"))
        await session.commit()
    yield
    await engine.dispose()


app = FastAPI(lifespan=lifespan)


@app.put("/habits/{habit_id}/entries/{day}")
async def check_off(
    habit_id: UUID, day: date, body: EntryWrite, session: Session, person: CurrentPerson
) -> CheckOffRead:
    habit = await load_habit(session, person, habit_id)
    entry = await session.get(Entry, (habit.id, day))
    was_done = entry is not None and entry.state == "done"
    if entry is None:
        entry = Entry(habit_id=habit.id, day=day)
        session.add(entry)
    entry.state, entry.note, entry.zone = body.state, body.note, body.zone
    entry.tapped_at = body.tapped_at.astimezone(UTC)
    month = await session.get(HabitMonth, (habit.id, day.replace(day=1)))
    if month is None:
        month = HabitMonth(habit_id=habit.id, month=day.replace(day=1), done=0)
        session.add(month)
    total = await session.get(PersonDay, (person.id, day))
    if total is None:
        total = PersonDay(person_id=person.id, day=day, done=0)
        session.add(total)
    bit = 1 << day.day
    change = (body.state == "done") - was_done
    month.done = month.done | bit if body.state == "done" else month.done & ~bit
    habit.done += change
    habit.last_day = max(habit.last_day or day, day)
    total.done += change
    person.seq += 1
    await session.commit()
    return CheckOffRead(
        habit_id=habit_id, day=day, state=body.state, habit_done=habit.done, day_done=total.done
    )
