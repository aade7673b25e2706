"""The benchmarks run at their smallest, clean up after themselves, and report every row; what is fast enough is not asked."""

from __future__ import annotations

import json

import pytest

from adapters.bench.caseload import Caseload
from adapters.bench.harness import Row, in_turns, ratio
from adapters.bench.suite import FEWEST_EVENTS, BenchReport, Machine, run_bench
from tests.support.cluster import Cluster

ROWS = [
    "append_library", "append_insert", "append_8_writers", "append_checkpoints", "views_follow", "import_copy",
    f"as_of_{FEWEST_EVENTS}",
    f"audit_all_{FEWEST_EVENTS}", f"audit_one_{FEWEST_EVENTS}",
    "goals_year", "goals_trend", "verify_hash", "verify_memory", "rebuild_library", "rebuild_read", "rebuild_workers",
]


@pytest.fixture(scope="module")
def told() -> list[str]:
    return []


@pytest.fixture(scope="module")
def report(cluster: Cluster, told: list[str]) -> BenchReport:
    return run_bench(cluster.connections, cluster.keys, cluster.kek, 1, told.append)


def row(value: float, bound: float, *, at_least: bool) -> Row:
    return Row("some", "Något", value, bound, at_least, {"ours_us": 1.0})


def test_every_row_is_there(report: BenchReport) -> None:
    assert [each.id for each in report.rows] == ROWS
    assert all(each.ratio > 0 and all(value >= 0 for value in each.figures.values()) for each in report.rows)
    assert report.events == FEWEST_EVENTS


def test_it_tells_what_it_does(report: BenchReport, told: list[str]) -> None:
    assert report.rows
    assert told[0] == "En skrivare"
    assert told[-1] == "Ombyggnad"


def test_the_report_is_one_json_document(report: BenchReport) -> None:
    document = json.loads(json.dumps(report.to_json()))
    assert document["ok"] is report.ok
    assert [each["id"] for each in document["rows"]] == ROWS
    assert set(document["rows"][0]) == {"id", "name", "ratio", "bound", "at_least", "ok", "figures"}
    assert set(document["machine"]) == {"flush_us", "postgresql", "python", "processors"}


def test_the_table_has_a_line_of_ratio_and_bound_for_each_row(report: BenchReport) -> None:
    text = report.text()
    assert all(each.name in text for each in report.rows)
    assert text.count("≥") + text.count("≤") == len(ROWS)
    assert "µs på disken" in text.splitlines()[0]


def test_nothing_is_left_behind(report: BenchReport, cluster: Cluster) -> None:
    assert report.rows
    with cluster.admin() as connection:
        assert connection.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE '%bench%'").fetchall() == []
    with cluster.keys.connection() as connection:
        assert connection.execute("SELECT count(*) FROM data_key WHERE board LIKE 'bench%'").fetchone() == (0,)


def test_a_bound_is_kept_up_to_and_with_itself() -> None:
    assert row(2.0, 2.0, at_least=True).ok
    assert not row(1.999, 2.0, at_least=True).ok
    assert row(4.0, 4.0, at_least=False).ok
    assert not row(4.001, 4.0, at_least=False).ok
    machine = Machine(1.0, "15.1", "3.11", 2)
    kept, broken = row(2.0, 2.0, at_least=True), row(1.0, 2.0, at_least=True)
    assert BenchReport(200, machine, (kept,)).ok
    assert not BenchReport(200, machine, (kept, broken)).ok


def test_sides_take_turns_and_the_first_turn_does_not_count() -> None:
    order: list[str] = []

    def side(name: str) -> float:
        order.append(name)
        return float(len(order))

    assert in_turns(2, {"a": lambda: side("a"), "b": lambda: side("b")}) == {"a": [3, 5], "b": [4, 6]}
    assert order == ["a", "b"] * 3
    assert ratio([2, 9, 4], [1, 3, 4]) == 2


def test_a_caseload_is_the_same_for_the_same_seed_and_its_streams_are_whole() -> None:
    def events(seed: int) -> list[object]:
        return [command.events[0] for command in Caseload(seed, 500).take(500)]

    assert events(1) == events(1)
    assert events(1) != events(2)
    versions: dict[object, int] = {}
    for event in events(1):
        assert event.originator_version == versions.get(event.originator_id, 0) + 1
        versions[event.originator_id] = event.originator_version
