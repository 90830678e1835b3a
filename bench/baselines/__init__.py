"""What the check-off is measured against: small servers that do the same job in other ways."""
