"""The completeness of an imported year, as known at any size: the queries say what the pure judge of each case says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from adapters.settings import load_settings
from api.main import OpenBoard, Runtime
from api.workbook_import import import_workbook
from domain.completeness.codes import Status
from projections.checked_records import checked_records
from projections.completeness import counts_of, findings_of, judge_case
from tests.adapters.test_completeness import shipped_in_force
from tests.adapters.test_workbook_import import DATA, TODAY
from tests.support.cluster import Cluster


@pytest.fixture(scope="module")
def board(short_dir: Path) -> Iterator[OpenBoard]:
    """The published year on a server of its own, since a workbook names its board."""
    with Cluster(short_dir / "imported") as cluster:
        runtime = Runtime(load_settings(data_dir=cluster.data_dir), cluster.connections, cluster.keys, cluster.kek)
        path = DATA / "resursenheten-2018.xlsx"
        import_workbook(runtime, path, caller="lokal:prov", today=TODAY, progress=lambda *_: None, create=True)
        yield runtime.board("skarholmens_stadsdelsnamnd")
        runtime.close()


@pytest.mark.parametrize(("share", "day"), [(1.0, TODAY), (0.7, date(2018, 7, 15))])
def test_of_the_published_year_the_queries_find_what_the_pure_judge_finds(board: OpenBoard, share: float, day: date) -> None:
    rules, size = shipped_in_force(), int(board.ledger.size() * share)
    known = checked_records(board.ledger.read(0, size), day)
    assert list(board.completeness.findings(rules, size, day, statuses=tuple(Status))) == findings_of(
        rules, known, day, tuple(Status)
    )
    assert board.completeness.counts(rules, size, day) == counts_of(rules, known, day)
    for record in known[::40]:
        found = board.completeness.case(rules, record.about.case_id, size, day)
        assert found == judge_case(rules, record.about, record.facts, day)


def test_whatever_is_missing_of_an_imported_visit_is_marked_as_claimed(board: OpenBoard) -> None:
    size = board.ledger.size()
    found = list(board.completeness.findings(shipped_in_force(), size, TODAY))
    assert found and all(each.finding.claimed for each in found if each.rule.id == "R-02")
