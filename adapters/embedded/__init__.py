"""The parts of the embedded PostgreSQL server; `adapters.embedded_server` is the way in."""
