import type { components } from './schema.gen'

type Schemas = components['schemas']

export type Me = Schemas['ProfileRead']
export type DayRead = Schemas['DayRead']
export type AgendaItem = DayRead['habits'][number]
export type EntryState = AgendaItem['state']
export type DayMark = AgendaItem['week'][number]
export type CheckOffRead = Schemas['CheckOffRead']
export type EntryWrite = Schemas['EntryWrite']
export type MonthRead = Schemas['MonthRead']
export type MonthHabit = MonthRead['habits'][number]
export type HabitCreate = Schemas['HabitCreate']
export type Pigment = HabitCreate['color']
export type Section = HabitCreate['section']
