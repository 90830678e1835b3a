"""What the exports of Loop Habit Tracker share: its values, its looks, and how a habit is put together."""
