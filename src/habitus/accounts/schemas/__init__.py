"""The JSON of accounts, by what it is about."""
