"""What this process counts of itself (sv. *mätvärden*): times of appends and of requests; never who, what or which case.

The labels are ledgers, routes' patterns, methods and statuses: as many as the program has, whatever people do.
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram

REGISTRY = CollectorRegistry()
_FAST = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)

APPEND_SECONDS = Histogram(
    "aktspar_append_seconds", "From asking to durable, by ledger; access = the access log.", ["ledger"],
    buckets=_FAST, registry=REGISTRY,
)
REQUEST_SECONDS = Histogram(
    "aktspar_request_seconds", "From the first byte in to the last byte out, by route.", ["route"],
    buckets=_FAST, registry=REGISTRY,
)
REQUESTS = Counter("aktspar_requests", "Answered requests.", ["method", "route", "status"], registry=REGISTRY)
