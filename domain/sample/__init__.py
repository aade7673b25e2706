"""A sample of records for review, from its rule to its draw."""
