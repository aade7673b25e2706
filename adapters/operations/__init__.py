"""Backup, recovery, escrow, upgrade and export: what keeps the records through the loss of a machine, a key or a program."""
