"""Habits: their goals, entries, streaks, strength and calendars."""
