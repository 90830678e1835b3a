"""The daily loop: a day's habits, and checking them off."""
