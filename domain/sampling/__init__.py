"""Samples of records for review: chances, strata and a draw that anybody can do again."""
