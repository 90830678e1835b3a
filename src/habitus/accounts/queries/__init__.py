"""The statements of accounts. What belongs to a person is asked for with their key."""
