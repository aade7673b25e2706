"""`/metrics`: what the service and its databases tell of themselves, in Prometheus' text form, for the operator alone."""

from __future__ import annotations

import hmac
import ipaddress
import time
from collections.abc import Iterator

from fastapi import APIRouter
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adapters import measures
from adapters.postgres.vital_signs import ledger_signs
from api.alarms import LEDGERS, readings
from api.http.dependencies import runtime_of
from api.problems import ForbiddenError, Text

router = APIRouter(tags=["health"])
_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
_NOBODY = "none"


@router.get("/metrics", include_in_schema=False)
def metrics(request: Request) -> Response:
    """Mätvärden, för den som driver tjänsten: från den egna maskinen, eller med nyckeln i AKTSPAR_METRICS_TOKEN."""
    runtime = runtime_of(request)
    _require_operator(request, runtime.settings.metrics_token)
    registry = CollectorRegistry()
    registry.register(_Readings(runtime))
    return Response(generate_latest(measures.REGISTRY) + generate_latest(registry), media_type=_CONTENT_TYPE)


class Measured:
    """Counts every request by its route's pattern; stands outside every other layer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def counted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, counted)
        finally:
            # The pattern, never the address: that may hold a case's id. What no route knows is one label.
            route = getattr(scope.get("route"), "path", None) or _NOBODY
            method = scope["method"] if route != _NOBODY else _NOBODY
            measures.REQUESTS.labels(method, route, str(status)).inc()
            measures.REQUEST_SECONDS.labels(route).observe(time.perf_counter() - started)


class _Readings:
    """The databases' values, read when they are asked for."""

    def __init__(self, runtime) -> None:
        self._runtime = runtime

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Every gauge."""
        values: dict[str, GaugeMetricFamily] = {}
        alarm = GaugeMetricFamily("aktspar_alarm", "1 = somebody has to act; see docs/runbook.md.", labels=["alarm", "of"])
        for each in readings(self._runtime):
            alarm.add_metric([each.name, each.of], 0.0 if each.ok else 1.0)
            name = f"aktspar_{each.name}"
            gauge = values.setdefault(name, GaugeMetricFamily(name, "See docs/runbook.md.", labels=["of"]))
            if each.value is not None:
                gauge.add_metric([each.of], each.value)
        yield alarm
        yield from values.values()
        yield from self._of_ledgers()

    def _of_ledgers(self) -> Iterator[GaugeMetricFamily]:
        size = GaugeMetricFamily("aktspar_ledger_events", "Recorded events.", labels=["board", "ledger"])
        witness = GaugeMetricFamily(
            "aktspar_witness_age_seconds", "Since a checkpoint went out with its witnesses.", labels=["board", "ledger"]
        )
        pool = GaugeMetricFamily("aktspar_pool_connections", "Connections of a pool.", labels=["pool", "state"])
        for slug in self._runtime.boards():
            store = self._runtime.board(slug).store
            for ledger in LEDGERS:
                signs = ledger_signs(store, ledger)
                size.add_metric([slug, ledger], signs.size)
                if signs.published_seconds is not None:
                    witness.add_metric([slug, ledger], signs.published_seconds)
            _add_pool(pool, slug, store.datastore.pool.get_stats())
        _add_pool(pool, "keys", self._runtime.keys.get_stats())
        yield from (size, witness, pool)


def _add_pool(gauge: GaugeMetricFamily, name: str, stats: dict[str, int]) -> None:
    for state, key in (("open", "pool_size"), ("free", "pool_available"), ("waiting", "requests_waiting")):
        gauge.add_metric([name, state], stats.get(key, 0))


def _require_operator(request: Request, token: str | None) -> None:
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if token is not None and hmac.compare_digest(given.encode(), token.encode()):
        return
    if token is None and _is_local(request):
        return
    raise ForbiddenError(Text(
        "Mätvärden ges bara till den egna maskinen, eller med nyckeln i AKTSPAR_METRICS_TOKEN.",
        "Metrics are given to this machine alone, or with the token in AKTSPAR_METRICS_TOKEN.",
    ))


def _is_local(request: Request) -> bool:
    # What a proxy passes on comes from this machine by its address, but not by its sender.
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
