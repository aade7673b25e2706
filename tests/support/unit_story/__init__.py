"""The second golden story: a unit's year, with what it aims at, how it measures, what people say, what it reports."""
