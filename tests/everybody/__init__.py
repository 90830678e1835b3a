"""Who may do what, for every route there is."""
