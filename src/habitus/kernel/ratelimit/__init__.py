"""How often somebody may do something; counted in the database, in the transaction that does it."""
