"""The JSON of habits: what is sent to make and change them, and how they are read."""
