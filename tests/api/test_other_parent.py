"""What goes out to one parent says nothing of the other, who is protected from them: every byte is searched for canaries."""

from __future__ import annotations

import hashlib
import io
import zipfile
from uuid import uuid4

import pytest

from tests.api.conftest import access_records
from tests.api.other_parent import CASE, DAY, found, opened_place
from tests.api.test_evidence_command import unpacked, verified
from tests.support.pdf_text import pages_text, pdf_text


@pytest.fixture
def place(runtime, tmp_path):
    with opened_place(runtime, tmp_path) as opened:
        yield opened


def texts_in(package) -> str:
    """Every text of a package's files, and of its pages."""
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        read = {name: files.read(name) for name in files.namelist()}
    return "".join(pdf_text(each) if name.endswith(".pdf") else each.decode() for name, each in read.items())


def timeline_in(package) -> bytes:
    """The pages of a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        return files.read("tidslinje.pdf")


def extract_in(place, **asked):
    """Every text of an extract, and of its pages."""
    made = place.extract(**asked)
    return made.text + pdf_text(place.chef.get(made.json()["file"], timeout=60).content)


def test_the_other_parent_gets_what_is_theirs_and_nothing_of_whom_is_protected_from_them(place, tmp_path):
    request = place.ask()
    place.protect()
    place.review(request, place.rulings())
    place.answer(request)
    why = {"Aktspar-Purpose": "case_work", "Aktspar-Purpose-Reason": place.canary("nobodys")}
    assert place.utan.get(f"/api/v1/cases/{CASE}/journal", headers=why).status_code == 200
    extract = place.extract()
    package = place.package()
    pages = [pages_text(place.chef.get(extract.json()["file"], timeout=60).content), pages_text(timeline_in(package))]
    for text in (extract_in(place), texts_in(package), *pages):
        assert found(place.hers, text) == [] and found(place.nobodys, text) == []
        assert found(place.his, text) == place.his
    assert verified(unpacked(io.BytesIO(package), tmp_path / "p")).returncode == 0
    reduced = [each for each in extract.json()["items"] if each["type"] is None]
    assert reduced and {(each["occurred_on"], each["author"]["name"]) for each in reduced} == {(None, None)}
    assert {part["why"] for each in reduced for part in each["hidden"]} == {"kept_back"}


def test_without_the_protection_the_same_answers_hold_what_the_other_has_said(place):
    request = place.ask()
    place.review(request, place.rulings(kept=("his", "hers", "nobodys")))
    place.answer(request)
    for text in (extract_in(place), texts_in(place.package())):
        assert found(place.hers, text) == place.hers and found(place.his, text) == place.his


def test_a_protection_that_comes_after_the_answer_holds_in_what_is_handed_out_then(place):
    request = place.ask()
    place.review(request, place.rulings(kept=("his", "hers", "nobodys")))
    place.answer(request)
    first = place.extract().json()
    place.protect()
    text = extract_in(place)
    assert found(place.hers, text) == [] and found(place.his, text) == place.his
    again = place.chef.get(first["file"])
    assert again.status_code == 409 and "kan inte göras om" in again.json()["detail"]


def test_what_goes_out_though_it_is_kept_back_has_its_reason_and_its_rule_and_stands_in_the_record(place):
    request = place.ask()
    place.protect()
    one = {"of_entry_id": place.mixed, "content_kind": "third_party", "ruling": "kept"}
    rulings = [each for each in place.rulings() if each["of_entry_id"] != place.mixed or each["ruling"] == "kept"] + [one]
    refused = place.review(request, rulings, 409)
    assert "skyddas mot den som begär" in refused["detail"]
    shown = {"of_entry_id": place.mixed, "content_kind": "third_party", "secrecy_ground": "osl_21_3", "unmasking_reason": "Känt."}
    another = place.review(request, rulings, 422, unmaskings=[{**shown, "secrecy_ground": "osl_26_5"}])
    assert "skyddar inte en part" in another["detail"]
    place.review(request, rulings, unmaskings=[shown])
    place.answer(request)
    [gone] = [each for each in place.hers if each in extract_in(place)]
    package = texts_in(place.package(unmaskings=[shown]))
    assert found(place.hers, package) == [gone]
    [told] = place.lex.get("/api/v1/evidence-packages").json()["evidence_packages"]
    assert (told["person"], [each["unmasking_reason"] for each in told["unmaskings"]]) == (place.father, ["Känt."])
    assert "en för en" in place.package(422, shows_protected=True)["detail"]


def test_an_extract_is_for_whom_asked_and_was_answered_and_is_logged_and_recorded_before_it_goes(place):
    assert "ingen begäran" in place.extract(409).json()["detail"]
    assert "finns inte i ärendet" in place.extract(404, person=str(uuid4())).json()["detail"]
    request = place.ask()
    place.review(request, place.rulings())
    place.answer(request)
    key = uuid4()
    first, again = place.extract(key=key), place.extract(200, key=key)
    assert first.json() == again.json()
    pdf = place.chef.get(first.json()["file"])
    assert pdf.content.startswith(b"%PDF") and pdf.headers["content-type"] == "application/pdf"
    assert place.chef.get(f"/api/v1/record-extracts/{first.json()['record_extract']}").json()["items"] == first.json()["items"]
    [listed] = place.chef.get("/api/v1/record-extracts").json()["record_extracts"]
    assert (listed["extract_sha256"], listed["person"]) == (first.json()["extract_sha256"], place.father)
    assert place.extract(403, client=place.lex).status_code == 403
    assert place.extract(403, client=place.utan).json()["type"].endswith("purpose-required")
    last = [each for each in access_records(place.board) if each.action.startswith("POST /api/v1/cases/{case_id}/record-ext")]
    # That the record was opened to be handed out is written before it is known whether anything may be.
    assert [each.outcome for each in last] == ["shown"] * 4 + ["refused"] * 2


def test_a_label_that_keeps_something_from_somebody_needs_no_protection(place):
    place.label(place.mixed, "fact", [], keep_from=[place.father])
    request = place.ask()
    refused = place.review(request, place.rulings(), 409)
    assert "skyddas mot den som begär" in refused["detail"]


def test_who_writes_where_somebody_is_protected_is_told_what_to_look_at(place):
    note = {"occurred": {"on": DAY}, "entry_type": "event"}
    assert place.post("notes", {**note, "texts": {"fact": "Ett möte."}})["warnings"] == []
    place.protect()
    [plain] = place.post("notes", {**note, "texts": {"fact": "Ett möte."}})["warnings"]
    known = [each["warning"] for each in place.post("notes", {**note, "texts": {"fact": f"På {place.place}."}})["warnings"]]
    assert (plain["warning"], known) == ("not_labelled", ["tells_whereabouts", "not_labelled"])
    assert place.place not in plain["message"]


def test_the_shell_makes_the_same_extract_and_a_package_for_the_person(place, aktspar, tmp_path):
    request = place.ask()
    place.protect()
    place.review(request, place.rulings())
    place.answer(request)
    file = tmp_path / "utdrag.pdf"
    made = aktspar("records-extract", CASE, "--for", place.father, "-o", file, "--json")
    assert made.status == 0, made.stderr
    assert hashlib.sha256(file.read_bytes()).hexdigest() == made.document["extract_sha256"]
    assert aktspar("records-extract", CASE, "--for", place.father, "-o", file).status != 0
    to = ("--recipient", "Fadern", "--legal-basis", "fl_10", "--scope", "Akten.", "--recipient-person", place.father)
    shown = ("--unmask", f"{place.mixed}:third_party=osl_26_1", "--unmask-reason", "Redan känt.")
    ran = aktspar("evidence", CASE, "-o", tmp_path / "p.zip", *to, *shown, "--json")
    assert ran.status == 0, ran.stderr
    assert len(found(place.hers, texts_in((tmp_path / "p.zip").read_bytes()))) == 1
    for wrong, said in (
        ((*to, "--unmask", "x"), "tillsammans"), ((*to, *shown[:1], "x:y=z", *shown[2:]), "finns inte"),
        (shown, "ingen person i ärendet"), ((*to, "--show-protected"), "en för en"),
    ):
        refused = aktspar("evidence", CASE, "-o", tmp_path / "q.zip", *wrong)
        assert refused.status != 0 and said in refused.stderr
