"""A made-up household: two people and a year of their days, to look at, to photograph and to measure."""
