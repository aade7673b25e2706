"""The journal routine: its versions, who has acknowledged them, and induction in documentation."""
