"""What goes out to one parent says nothing of the other, who is protected from them: every byte is searched for canaries."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest

from api.writes.table import WRITES
from api.writes.write import example_id
from tests.api.conftest import access_records, new_board
from tests.api.test_evidence_command import unpacked, verified
from tests.api.writing import TIMES, accounts_of, address_of, clients, headers_of, run_examples

BO = example_id("/staff/managers", "staff_id")
CASE = example_id("/cases", "case_id")
PEOPLE = [("chef", "chef", BO), ("lex", "utredare", None), ("utan", "behandlare", None)]
DAY = "2026-03-16"


class Place:
    """A child's case with two parents, in which each has said things and been somewhere; every text of theirs is a canary.

    Attributes:
        hers, his: The canaries of each; `nobodys` are those that nobody has labelled.
        entries: (Entry, label) of all that was written: `hers`, `his` or `nobodys`.
    """

    def __init__(self, board, opened):
        self.board = board
        self.chef, self.lex, self.utan = opened
        self.hers, self.his, self.nobodys = [], [], []
        self.entries = []
        self._seconds = 0
        self.mother, self.father = self.parent("hers"), self.parent("his")
        for of, person in (("hers", self.mother), ("his", self.father)):
            self.told_by(of, person)
        self.place = self.canary("hers")
        home = self.add("hers", "contact-details", {
            "from_date": DAY, "home_address": self.place, "school": self.canary("hers"),
        })
        self.label(home, None, [self.mother])
        self.add("nobodys", "notes", {
            "occurred": {"on": DAY}, "entry_type": "event", "texts": {"fact": self.canary("nobodys")},
        }, "note_id")
        self.mixed = self.add("mixed", "notes", {
            "occurred": {"on": DAY}, "entry_type": "event",
            "texts": {"fact": self.canary("his"), "third_party": self.canary("hers")},
        }, "note_id", {"fact": [self.father], "third_party": [self.mother]})

    def canary(self, of):
        getattr(self, of).append(text := f"kanarie{of}{len(self.hers) + len(self.his) + len(self.nobodys)}x")
        return text

    def post(self, path, body, status=201, client=None, timed=True):
        self._seconds += 1
        time = (TIMES["/cases"] + timedelta(seconds=self._seconds)).isoformat()
        headers = {"Idempotency-Key": str(uuid4())}
        headers |= {"If-Match": "*", "Aktspar-Simulated-Time": time} if timed else {}
        answer = (client or self.chef).post(f"/api/v1/cases/{CASE}/{path}", json=body, headers=headers, timeout=60)
        assert answer.status_code == status, answer.text
        return answer.json()

    def add(self, of, path, body, member="entry_id", labels=None):
        entry = self.post(path, body)["made"][member]
        self.entries.append((entry, of))
        for kind, concerns in (labels or {}).items():
            self.label(entry, kind, concerns)
        return entry

    def label(self, entry, kind, concerns, keep_from=()):
        made = self.post("content-labels", {
            "of_entry_id": entry, "content_kind": kind, "concerns_person_ids": list(concerns), "keep_from_ids": list(keep_from),
        })["made"]["entry_id"]
        self.entries.append((made, "label"))

    def parent(self, of):
        return self.add(of, "representatives", {
            "representative_kind": "guardian", "custody": "joint", "may_consent": True, "from_date": "2026-03-01",
            "representative_name": self.canary(of), "representative_contact": self.canary(of), "mandate": self.canary(of),
        })

    def told_by(self, of, person):
        """What one parent has said and where they were: a note, an opinion about it, and a meeting at a place."""
        note = self.add(of, "notes", {
            "occurred": {"on": DAY}, "entry_type": "contact", "information_source": self.canary(of),
            "participants": [self.canary(of)],
            "texts": {kind: self.canary(of) for kind in ("fact", "assessment", "third_party", "unmarked", "child_view")},
        }, "note_id", {None: [person]})
        self.post("differing-opinions", {
            "target_ids": [note], "statement": (said := self.canary("nobodys")), "stated_by": said, "stated_on": DAY,
        })
        self.add(of, "contacts", {
            "occurred": {"on": DAY}, "way": "visit", "contact_result": "reached", "initiated_by": "unit",
            "parties": ["mother" if of == "hers" else "father"], "place": "other", "place_name": self.canary(of),
        }, labels={None: [person]})

    def protect(self):
        self.add("hers", "protections", {
            "protection_level": "party", "protected_from": "2026-03-01", "protected_person": "guardian",
            "protection_source": "own_assessment", "keep_from": self.canary("hers"), "safe_contact": self.canary("hers"),
            "protected_person_id": self.mother, "kept_from_ids": [self.father],
        })

    def ask(self):
        """The father's request."""
        return self.add("his", "disclosure-requests", {
            "received_on": DAY, "channel": "written", "disclosure_kind": "party_access", "requester": "guardian",
            "requester_name": self.canary("his"), "requester_person_id": self.father, "requested_scope": self.canary("his"),
        }, labels={None: [self.father]})

    def rulings(self, kept=("his",)):
        """What is labelled as theirs goes out, and nothing else of the rest; of what is mixed only his."""
        masked = {"ruling": "masked", "secrecy_ground": "osl_10_3"}
        whole = [
            {"of_entry_id": entry, **({"ruling": "kept"} if of in kept else masked)}
            for entry, of in self.entries if of != "mixed"
        ]
        parts = [] if "hers" in kept else [{"of_entry_id": self.mixed, "content_kind": "third_party", **masked}]
        mixed = [{"of_entry_id": self.mixed, "ruling": "kept"}, *parts]
        return [*whole, *mixed, {"of_entry_id": CASE, "content_kind": "record", "ruling": "kept"}]

    def review(self, request, rulings, status=201, **more):
        return self.post(f"disclosure-requests/{request}/reviews", {
            "secrecy_reviewed_on": DAY, "secrecy_reviewer_id": BO, "harm_test": "party", "rulings": rulings,
            "assessment": self.canary("nobodys"), **more,
        }, status)

    def answer(self, request, outcome="partly"):
        withheld = {"decision_reasons": "Av synnerlig vikt.", "appeal_instructions": True, "told_otherwise": True}
        self.post(f"disclosure-requests/{request}/answers", {
            "answered_on": DAY, "decision_level": "authority", "disclosure_outcome": outcome, "answered_by_id": BO,
            "delegation_reference": "1.4", **(withheld if outcome == "partly" else {}),
        })

    def extract(self, status=201, person=None, client=None, key=None):
        headers = {"Idempotency-Key": str(key or uuid4())}
        body = {"person": person or self.father}
        answer = (client or self.chef).post(f"/api/v1/cases/{CASE}/record-extracts", json=body, headers=headers, timeout=60)
        assert answer.status_code == status, answer.text
        return answer

    def package(self, status=201, **more):
        body = {"recipient": {"name": "Fadern", "legal_basis": "fl_10", "scope": "Akten.", "person": self.father}, **more}
        made = self.lex.post(
            f"/api/v1/cases/{CASE}/evidence-packages", json=body, headers={"Idempotency-Key": str(uuid4())}, timeout=60
        )
        assert made.status_code == status, made.text
        return self.lex.get(made.json()["file"], timeout=60).content if status == 201 else made.json()


@pytest.fixture
def place(runtime, tmp_path):
    board = new_board(runtime)
    with clients(runtime, accounts_of(tmp_path, board, PEOPLE), *(name for name, *_ in PEOPLE)) as opened:
        for write in WRITES:
            if write.path in ("/staff", "/staff/managers", "/units"):
                assert {answer.status_code for answer in run_examples(opened[0], write)} == {201}
            if write.path == "/cases":
                child = {**write.example, "birth_year": 2016}
                assert opened[0].post(address_of(write), json=child, headers=headers_of(write)).status_code == 201
        yield Place(board, opened)


def texts_in(package) -> str:
    """Every text of a package's files that is no page; the pages are made of the same."""
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        return "".join(files.read(name).decode() for name in files.namelist() if not name.endswith(".pdf"))


def found(canaries, text):
    return [each for each in canaries if each in text]


def test_the_other_parent_gets_what_is_theirs_and_nothing_of_whom_is_protected_from_them(place, tmp_path):
    request = place.ask()
    place.protect()
    place.review(request, place.rulings())
    place.answer(request)
    why = {"Aktspar-Purpose": "case_work", "Aktspar-Purpose-Reason": place.canary("nobodys")}
    assert place.utan.get(f"/api/v1/cases/{CASE}/journal", headers=why).status_code == 200
    extract = place.extract()
    package = place.package()
    for text in (extract.text, texts_in(package)):
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
    for text in (place.extract().text, texts_in(place.package())):
        assert found(place.hers, text) == place.hers and found(place.his, text) == place.his


def test_a_protection_that_comes_after_the_answer_holds_in_what_is_handed_out_then(place):
    request = place.ask()
    place.review(request, place.rulings(kept=("his", "hers", "nobodys")))
    place.answer(request)
    first = place.extract().json()
    place.protect()
    text = place.extract().text
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
    [gone] = [each for each in place.hers if each in place.extract().text]
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
