"""What a package hides by itself: what is protected, what lies in the wrong file, what is another case's; and what is gone."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from domain.ledger.port import Command
from tests.api.records import CORRECTED, NAME, SECRET
from tests.api.test_evidence_command import unpacked, verified
from tests.support.cast import CASE, NOTE, OTHER_CASE
from tests.support.examples import EXAMPLES
from tests.support.pdf_text import pages_text, pdf_text


def append(board, name: str, version: int, **changes) -> int:
    """One more event, after all others; its position."""
    event = EXAMPLES[name].model_copy(update={"originator_version": version, **changes})
    [last] = board.ledger.read(board.ledger.size() - 1, 1)
    return board.ledger.append(Command(uuid4(), b"test", [event], [last.recorded_us + 1_000_000])).first_position


@pytest.fixture
def package(board, aktspar, tmp_path):
    """Makes a package, unpacks it and requires that it verifies; gives a reader of its lines."""

    def made(*arguments):
        path = tmp_path / f"{uuid4()}.zip"
        ran = aktspar("evidence", CASE, "-o", path, *arguments)
        assert ran.status == 0, ran.stderr
        folder = unpacked(path, path.with_suffix(""))
        checked = verified(folder)
        assert checked.returncode == 0, checked.stdout
        return folder

    return made


def rows(folder, name):
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]


def everything(folder) -> str:
    """All the text of a package, and of its pages."""
    return "".join(
        pdf_text(each.read_bytes()) if each.suffix == ".pdf" else each.read_text("utf-8") for each in folder.iterdir()
    )


def on_pages(folder) -> str:
    """What the pages say by themselves, without the events that lie in them as a file."""
    return pages_text((folder / "tidslinje.pdf").read_bytes())


def why(folder):
    return {(row["position"], row["kind"]): row["why"] for row in rows(folder, "maskering.jsonl") if row["ledger"] == "ledger"}


def test_a_chosen_mask_hides_the_text_everywhere_and_stays_proved(board, package):
    folder = package("--mask", "5:fact=osl_26_5")
    assert SECRET not in everything(folder) and CORRECTED in everything(folder)
    assert SECRET not in on_pages(folder) and CORRECTED in on_pages(folder)
    assert why(folder) == {(5, "fact"): "osl_26_5"}
    [line] = [row for row in rows(folder, "handelser.jsonl") if row["position"] == 5]
    kinds = [segment["kind"] for segment in json.loads(line["header"])["seg"]]
    assert line["segments"][kinds.index("fact")] == {"masked": "osl_26_5"}
    assert NAME not in everything(package("--mask", "identity"))


def test_a_mask_of_the_staff_hides_who_wrote_in_every_line_and_nothing_else(board, package):
    [shown] = [row for row in rows(package(), "tidslinje.jsonl") if row["position"] == 5]
    assert shown["author"]["name"] == "Anna Exempel"
    folder = package("--mask", "5:staff")
    [item] = [row for row in rows(folder, "tidslinje.jsonl") if row["position"] == 5]
    assert (item["author"]["name"], item["author"]["title"]) == (None, None)
    assert [each["author"] for each in item["beneath"]] == [each["author"] for each in shown["beneath"]]
    assert why(folder) == {(5, "staff"): "osl_26_1"}


def test_what_a_mask_of_the_record_hides_is_the_day_and_the_number_too(board, package):
    folder = package("--mask", "5:record", "--mask", "2")
    [item] = [row for row in rows(folder, "tidslinje.jsonl") if row["position"] == 5]
    assert (item["occurred_on"], item["days_late"], item["late"]) == (None, None, None)
    assert "2024-0001" not in everything(folder) and "(numret är maskerat)" in everything(folder)


@pytest.mark.parametrize("level", ["confidentiality_flag", "protected_registration"])
def test_a_protected_person_is_masked_unless_it_is_asked_for(board, package, level):
    level = type(EXAMPLES["case.protected_identity_set.v2"].protection_level)(level)
    append(board, "case.protected_identity_set.v2", 5, originator_id=CASE, protection_level=level)
    folder = package()
    assert NAME not in everything(folder) and set(why(folder).values()) == {"protected"}
    assert (SECRET in everything(folder)) == (level.value == "confidentiality_flag")
    shown = package("--show-protected")
    assert NAME in everything(shown) and SECRET in on_pages(shown) and why(shown) == {}


def test_what_lies_in_the_wrong_file_is_masked_with_its_corrections_and_its_trace_is_shown(board, package):
    position = append(board, "case.note_misfiled.v1", 5, originator_id=CASE, note_id=NOTE)
    for arguments in ((), ("--known-at", position)):
        folder = package(*arguments)
        assert SECRET not in everything(folder) and CORRECTED not in everything(folder)
        assert {place for place, _ in why(folder)} == {5, 6} and set(why(folder).values()) == {"misfiled"}
    [item] = [row for row in rows(package(), "tidslinje.jsonl") if row["position"] == 5]
    assert [each["role"] for each in item["beneath"]] == ["correction", "misfiled"] and item["withheld"]


def test_a_viewpoint_that_turned_out_to_be_another_cases_is_masked_and_its_stream_is_whole(board, package):
    stream = uuid4()
    first = append(board, "viewpoint.received.v2", 1, originator_id=stream, case_id=CASE)
    second = append(board, "viewpoint.corrected.v2", 2, originator_id=stream, case_id=OTHER_CASE)
    folder = package()
    hidden = why(folder)
    assert {hidden[key] for key in hidden if key[0] == first} == {"misfiled"}
    assert {hidden[key] for key in hidden if key[0] == second} == {"other_case"}
    assert json.loads((folder / "innehall.json").read_text("utf-8"))["streams"] == {str(CASE): 4, str(stream): 2}


def test_a_viewpoint_of_the_case_is_in_it(board, package):
    stream = uuid4()
    append(board, "viewpoint.received.v2", 1, originator_id=stream, case_id=CASE)
    assert EXAMPLES["viewpoint.received.v2"].description in everything(package())


def test_a_reading_of_many_cases_is_proved_but_its_contents_are_the_boards_word(board, aktspar, package):
    aktspar("case", "list")
    folder = package()
    found = [(row["action"], row["proven"]) for row in rows(folder, "lasningar.jsonl")]
    assert found == [("case list", False), ("evidence", True)]
    assert str(OTHER_CASE) not in everything(folder)


def test_a_text_with_characters_that_no_typeface_has_does_not_stop_the_package(board, package):
    append(board, "case.note_recorded.v1", 5, originator_id=CASE, note_id=uuid4(), fact="Glad \U0001f600 \u4f60")
    folder = package()
    assert "\U0001f600" in everything(folder) and (folder / "tidslinje.pdf").read_bytes().startswith(b"%PDF-1.7")
