"""A unit's year, told on a real board: what it aims at, how it measures, what people say, what it reports, how it is controlled."""
