"""The one way out of this server: destinations that are listed, calls that are logged, data with consent."""
