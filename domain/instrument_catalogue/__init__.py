"""The instruments that a board adds to those that Aktspår comes with (sv. *instrumentkatalog*)."""
