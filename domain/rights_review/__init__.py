"""Review of rights (sv. *genomgång av behörigheter*): once a year somebody else looks at every account."""
