"""A case rebuilt through the command line and the service: the summer gap, read by somebody who has not seen it before."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from psycopg import sql

from api.access_reading import take_in_access_logs
from api.http.reconstruction_documents import CaseChanges, Reconstruction
from api.main import OpenBoard, Runtime
from tests.api.conftest import PASSWORD, MemoryLog, RunCommand, Service, access_records, account_of_inga, new_board, served
from tests.support import summer_gap_case as summer
from tests.support.cast import CASE, CECILIA
from tests.support.cluster import Cluster

GOLDEN = Path(__file__).parents[1] / "golden" / "reconstructions"
ADDRESS = f"/api/v1/cases/{CASE}/reconstruction"


@pytest.fixture
def board(runtime: Runtime) -> Iterator[OpenBoard]:
    """The board after the summer."""
    opened = new_board(runtime)
    summer.fill(opened)
    yield opened


def asked(service: Service, **params: Any) -> dict[str, Any]:
    """The reconstruction that the service answers with, held to its shape."""
    answer = service.client.get(ADDRESS, params=params)
    assert answer.status_code == 200, answer.text
    Reconstruction.model_validate_json(answer.content)
    return answer.json()


def changed(service: Service, first: object, last: object) -> dict[str, Any]:
    answer = service.client.get(f"{ADDRESS}/changes", params={"from": first, "to": last})
    assert answer.status_code == 200, answer.text
    CaseChanges.model_validate_json(answer.content)
    return answer.json()


@pytest.mark.parametrize(("name", "arguments"), [
    ("whole", ()),
    ("as-of-2026-07-31", ("--known-at", "2026-07-31")),
    ("day-2026-07-10", ("--day", "2026-07-10", "--from", "2026-08-31", "--kind", "gap")),
], ids=["whole", "as of 31 July", "10 July"])
def test_the_summer_gap_reads_as_it_should(
    aktspar: RunCommand, board: OpenBoard, name: str, arguments: tuple[str, ...]
) -> None:
    ran = aktspar("reconstruct", summer.NUMBER, "--no-readings", *arguments)
    assert ran.status == 0, ran.stderr
    golden = GOLDEN / f"summer-gap.{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(ran.stdout, "utf-8")
    assert ran.stdout == golden.read_text("utf-8")
    assert "\x1b" not in ran.stdout and max(map(len, ran.stdout.splitlines())) <= 130


def test_the_gap_holds_what_was_expected_in_it_and_who_was_responsible(service: Service, board: OpenBoard) -> None:
    document = asked(service)
    silence, nobody = (
        next(row for row in document["rows"] if row["row"] == "gap" and row["gap"] == kind)
        for kind in ("silence", "nobody")
    )
    assert (silence["first"], silence["last"], silence["days"]) == ("2026-06-25", "2026-08-18", 55)
    assert (silence["too_long_since"], silence["filled_on"]) == ("2026-07-16", "2026-08-19")
    assert (silence["planned_interval_days"], silence["planned_contacts"]) == (7, 7)
    assert [(each["on"], each["note"] and each["note"]["days_late"]) for each in silence["visits"]] == [
        ("2026-07-01", None), ("2026-07-10", 53), ("2026-07-24", None),
    ]
    assert [each["rule"] for each in silence["due"]] == ["R-14"]
    assert [(each["came_on"], each["signal"]) for each in silence["signals"]] == [
        ("2026-08-12", "Fråga från uppdragsgivaren"), ("2026-09-10", "Enheten har rapporterat en avvikelse"),
    ]
    [away] = nobody["responsibility"]
    assert (away["cover"], away["stand_in"], away["away"]) == ("none", None, {"from": "2026-07-01", "to": "2026-08-16"})
    assert (nobody["first"], nobody["last"]) == ("2026-07-01", "2026-08-16")


def test_every_row_cites_its_evidence_and_every_event_of_the_case_is_in_one_row(service: Service, board: OpenBoard) -> None:
    document = asked(service)
    items = [row for row in document["rows"] if row["row"] == "item"]
    positions = sorted(position for row in items for position in row["evidence"])
    assert positions == [each.position for each in board.ledger.stream(CASE)]
    assert document["events"] == len(positions)
    assert all(row["evidence"] for row in document["rows"])


def test_no_gap_is_seen_before_anybody_could_have_seen_it(service: Service, board: OpenBoard) -> None:
    def silences(known_at: str) -> list[tuple[str, Any]]:
        rows = asked(service, known_at=known_at)["rows"]
        return [(row["first"], row["last"]) for row in rows if row["row"] == "gap" and row["gap"] == "silence"]

    assert silences("2026-07-15") == []
    assert silences("2026-07-16") == [("2026-06-25", None)]
    assert silences("2026-10-01")[0] == ("2026-06-25", "2026-08-18")


def test_a_day_says_what_was_known_then_and_what_was_written_about_it_later(service: Service, board: OpenBoard) -> None:
    day = asked(service, day="2026-07-10")["day"]
    assert [(each["type"], each["position"]) for each in day["known"]] == [("case.session_held", 25)]
    assert day["latest_note"]["occurred_on"] == "2026-06-24"
    assert [(each["deed"], each["days_after"]) for each in day["written_later"]] == [("added", 53), ("corrected", 57)]
    assert day["responsible"]["in_words"].endswith("Ingen ersättare var utsedd.")
    nobody = next(each for each in day["missing"] if each["rule"] == "R-01")
    assert (nobody["since"], nobody["until"], nobody["now"], nobody["filled_on"]) == ("2026-07-01", None, "filled", "2026-08-17")
    assert not any(each["rule"] == "R-02" and each["since"] > "2026-07-10" for each in day["missing"])


def test_a_day_before_the_case_was_there_says_that_nothing_was_known(service: Service, board: OpenBoard) -> None:
    day = asked(service, day="2026-05-03")["day"]
    assert (day["known"], day["latest_note"], day["missing"], day["responsible_as_known_then"]["cover"]) == (
        [], None, [], "not_open"
    )


def test_what_was_missing_on_a_day_but_is_known_only_since_is_told_apart(service: Service, board: OpenBoard) -> None:
    day = asked(service, day="2026-07-20")["day"]
    assert ("R-02", "filled") in {(each["rule"], each["now"]) for each in day["missing"]}
    # The late note was not there to be late.
    assert [each["rule"] for each in day["missing_as_known_now"]] == ["R-03"]


def test_changes_add_up_and_tell_the_original_beside_the_correction(service: Service, board: OpenBoard) -> None:
    first, middle, last = 0, 34, board.ledger.size()
    parts = changed(service, first, middle)["changes"] + changed(service, middle, last)["changes"]
    assert parts == changed(service, first, last)["changes"]
    [corrected] = [each for each in parts if each["deed"] == "corrected"]
    assert "hemma hos Klara" in str(corrected["original"]) and "biblioteket" in str(corrected["texts"])
    assert corrected["reason"] == "Fel plats: vi sågs på biblioteket."


def test_readings_are_told_between_moments_and_this_one_is_not_among_them(service: Service, board: OpenBoard) -> None:
    assert asked(service)["readings"]["count"] == 0
    readings = asked(service)["readings"]
    assert [(each["caller"], each["purpose"], each["outcome"]) for each in readings["rows"]] == [
        ("konto:inga", "internal_control", "shown")
    ]
    assert readings["names_shown"] is True
    assert asked(service, readings="false")["readings"] is None
    # Asked as of the moment that the answer states, it is the same readings for ever.
    assert asked(service, known_at=readings["until"])["readings"]["rows"] == readings["rows"]


def test_who_read_is_told_only_to_those_who_examine_it(aktspar: RunCommand, board: OpenBoard) -> None:
    aktspar("case", "show", summer.NUMBER)
    [hidden] = aktspar("reconstruct", summer.NUMBER, "--json").document["readings"]["rows"]
    assert (hidden["caller"], hidden["purpose"], hidden["action"], hidden["reason"]) == (None,) * 4
    assert hidden["outcome_in_words"] == "visat"
    for purpose in ("lex-sarah", "internkontroll", "loggkontroll"):
        shown = aktspar("--purpose", purpose, "reconstruct", summer.NUMBER, "--json").document["readings"]["rows"]
        assert shown[0]["action"] == "case show" and shown[0]["caller"].startswith("lokal:")
    screen = aktspar("reconstruct", summer.NUMBER).stdout
    assert "lokal:" not in screen and "Vem som läste och varför visas för lex Sarah" in screen


def test_the_whole_log_gives_what_the_index_gives(aktspar: RunCommand, board: OpenBoard) -> None:
    for _ in range(3):
        aktspar("case", "show", summer.NUMBER)
    by_index = aktspar("reconstruct", summer.NUMBER, "--json").document["readings"]
    whole = aktspar("reconstruct", summer.NUMBER, "--json", "--whole-log").document["readings"]
    assert [each["access_position"] for each in whole["rows"][:3]] == [each["access_position"] for each in by_index["rows"]]
    assert (by_index["whole_log"], whole["whole_log"]) == (False, True)


def test_rows_are_chosen_by_source_author_kind_and_period_and_a_gap_is_never_hidden_by_a_choice_of_source(
    service: Service, board: OpenBoard
) -> None:
    def positions(**params: Any) -> list[int]:
        return [row["position"] for row in asked(service, **params)["rows"] if row["row"] == "item"]

    assert positions(source="import") == positions(source="kalendern") == [24, 25, 26]
    assert set(positions(source="hand")) | {24, 25, 26} == set(positions())
    assert positions(author=str(CECILIA)) == [32]
    assert positions(kind="signal") == [37, 27, 36]
    assert positions(kind="case.account_given") == [36]
    assert positions(period="2026-07-10") == [25, 32]
    assert positions(period="2026-09-05..2026-09-08") == [36]
    chosen = asked(service, source="import")
    assert any(row["row"] == "gap" for row in chosen["rows"])
    assert chosen["hidden_rows"] == len(asked(service)["rows"]) - len(chosen["rows"])
    assert [row["row"] for row in asked(service, kind="gap")["rows"]] == ["gap"] * 2


@pytest.mark.parametrize(("params", "says"), [
    ({"to": "10"}, "Ange också från vilken tidpunkt"),
    ({"from": "20", "to": "10"}, "Tidpunkterna kommer i fel ordning"),
    ({"from": "10", "to": "20", "known_at": "15"}, "Tidpunkterna kommer i fel ordning"),
    ({"kind": "ingenting"}, "Slaget finns inte"),
    ({"period": "2026-07-31..2026-07-01"}, "Periodens sista dag ligger före den första"),
    ({"period": "i somras"}, "Perioden går inte att läsa"),
    ({"period": "2026-02-30"}, "Perioden går inte att läsa"),
    ({"day": "igår"}, "Värdet i valid_at går inte att läsa"),
])
def test_what_cannot_be_asked_is_refused_and_says_why(service: Service, params: dict[str, str], says: str) -> None:
    answer = service.client.get(ADDRESS, params=params)
    assert answer.status_code == 422 and says in answer.json()["detail"], answer.text


def test_a_case_that_is_not_there_is_not_found_and_the_attempt_is_logged(service: Service, board: OpenBoard) -> None:
    for address in (f"/api/v1/cases/{CECILIA}/reconstruction", f"/api/v1/cases/{CECILIA}/reconstruction/changes?from=0"):
        answer = service.client.get(address)
        assert answer.status_code == 404
        assert access_records(board)[-1].outcome == "not_found"
    assert service.client.get(ADDRESS, params={"known_at": 3}).status_code == 404


def test_a_reading_stands_in_the_log_before_it_is_answered_and_names_the_case(service: Service, board: OpenBoard) -> None:
    asked(service)
    [record] = access_records(board)
    assert (record.cases, record.action) == ((CASE,), "GET /api/v1/cases/{case_id}/reconstruction")
    changed(service, 0, 10)
    assert access_records(board)[-1].cases == (CASE,)


def test_whoever_has_no_part_in_the_case_has_to_say_why(runtime: Runtime, board: OpenBoard, tmp_path: Path) -> None:
    with served(runtime, account_of_inga(tmp_path, board, "behandlare"), MemoryLog()) as address:
        with httpx2.Client(base_url=address, auth=("inga", PASSWORD)) as client:
            assert client.get(ADDRESS).status_code == 403
            assert client.get(f"{ADDRESS}/changes", params={"from": 0}).status_code == 403
    assert [each.outcome for each in access_records(board)] == ["refused", "refused"]


def test_the_command_refuses_what_contradicts_itself(aktspar: RunCommand, board: OpenBoard) -> None:
    ran = aktspar("reconstruct", summer.NUMBER, "--whole-log", "--no-readings")
    assert ran.status == 2 and "--whole-log gäller läsningarna" in ran.stderr


def test_what_was_taken_out_of_the_index_is_back_after_a_rebuild(
    aktspar: RunCommand, board: OpenBoard, api_cluster: Cluster
) -> None:
    aktspar("case", "show", summer.NUMBER)
    board.access_readings.catch_up()
    with api_cluster.admin() as admin:
        admin.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(board.store.schema, "access_case_index")))
    assert aktspar("reconstruct", summer.NUMBER, "--json").document["readings"]["count"] == 0
    assert aktspar("rebuild", "--json").status == 0
    found = aktspar("--purpose", "lex-sarah", "reconstruct", summer.NUMBER, "--json").document["readings"]["rows"]
    assert found[0]["action"] == "case show"


def test_the_worker_takes_the_access_log_in_before_anybody_asks(
    aktspar: RunCommand, runtime: Runtime, board: OpenBoard
) -> None:
    aktspar("case", "show", summer.NUMBER)
    take_in_access_logs(runtime)
    told: list[tuple[int, int]] = []
    board.access_readings.by_case(CASE, progress=lambda done, total: told.append((done, total)))
    assert told == []
