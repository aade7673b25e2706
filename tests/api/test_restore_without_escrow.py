"""A restore without the escrow takes two people too: who they are and why stands in the access log of what was restored."""

from __future__ import annotations

import shutil

import pytest

from api.restoring import answerable
from domain.errors import InvalidValueError
from domain.policies import DEFAULT_POLICY
from tests.api import records, test_restore_drill
from tests.api.installation import opened, run

folder = test_restore_drill.folder
TWO = ("--custodian", "Anna Exempel", "--custodian", "Bo Exempel")
WHY = ("--reason", "Disken gick sönder.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (TWO, "Skälet till återläsningen (--reason) saknas"),
        (("--reason", " ", *TWO), "Skälet till återläsningen (--reason) saknas"),
        (WHY, "Utan deposition krävs två personer"),
        ((*WHY, *TWO[:2]), "Utan deposition krävs två personer"),
        ((*WHY, *TWO, *TWO[:2]), "Utan deposition krävs två personer"),
        ((*WHY, *TWO[:2], "--custodian", " anna  exempel "), "Utan deposition krävs två personer"),
        ((*WHY, *TWO[:2], "--custodian", " "), "Nyckelförvaltarens namn (--custodian) saknas"),
    ],
)
def test_one_person_without_a_reason_is_refused_before_anything_is_made(folder, words, said):
    data = folder / "data"
    ran = run("restore", folder, "--keys-dir", folder / "keys", "--without-escrow", *words, "--data", data)
    assert ran.status == 2 and said in ran.stderr and not data.exists()


def test_with_the_escrow_its_two_passphrases_are_the_two_people(folder):
    ran = run("restore", folder, "--keys-dir", folder / "k", "--escrow", folder / "e.json", *WHY, "--data", folder / "data")
    assert ran.status == 2 and "depositionen öppnas av två personer redan" in ran.stderr


def test_a_reason_may_be_as_long_as_a_short_text_and_no_longer():
    longest = "x" * DEFAULT_POLICY.short_text_max_chars
    assert answerable("drift", longest, ("Anna", "Bo")).reason.startswith(longest)
    with pytest.raises(InvalidValueError, match="--reason"):
        answerable("drift", longest + "x", ("Anna", "Bo"))


def test_who_restored_and_why_stands_in_the_access_log_of_the_new_incarnation(folder, monkeypatch):
    data, copies, keys, kek = folder / "data", folder / "copies", folder / "elsewhere", folder / "kek"
    with opened(data) as runtime:
        records.fill(runtime.create_board("Provnämnden"))
    assert run("backup", copies, "--keys-dir", keys, "--data", data).status == 0
    shutil.copy2(data / "keys" / "kek", kek)
    shutil.rmtree(data)
    with monkeypatch.context() as environment:
        environment.setenv("AKTSPAR_KEK_FILE", str(kek))
        ran = run("restore", copies, "--keys-dir", keys, "--without-escrow", *WHY, *TWO, "--data", data)
        assert ran.status == 0, ran.stderr
    (data / "keys").mkdir(mode=0o700, exist_ok=True)
    shutil.copy2(kek, data / "keys" / "kek")
    with opened(data) as runtime:
        board = runtime.board()
        told = [each.event for each in board.store.access.read(0, 100) if getattr(each.event, "action", None) == "restore"]
        assert [each.purpose_reason for each in told] == [
            "Disken gick sönder. Utan deposition; uppgivna nyckelförvaltare: Anna Exempel och Bo Exempel."
        ]
        assert told[0].outcome == "written" and told[0].caller.startswith("lokal:")
        assert board.store.incarnations["access"].current.number == 2
    assert "Anna Exempel" not in ran.stdout + ran.stderr
