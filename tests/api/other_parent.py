"""A child's case in which one parent is protected from the other, and every text of either is a canary."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from api.main import Runtime
from api.writes.table import WRITES
from api.writes.write import example_id
from tests.api.conftest import new_board
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


@contextmanager
def opened_place(runtime: Runtime, folder: Path) -> Iterator[Place]:
    """A board with the case in it, and the service with an account for each of `PEOPLE`."""
    board = new_board(runtime)
    with clients(runtime, accounts_of(folder, board, PEOPLE), *(name for name, *_ in PEOPLE)) as opened:
        for write in WRITES:
            if write.path in ("/staff", "/staff/managers", "/units"):
                assert {answer.status_code for answer in run_examples(opened[0], write)} == {201}
            if write.path == "/cases":
                child = {**write.example, "birth_year": 2016}
                assert opened[0].post(address_of(write), json=child, headers=headers_of(write)).status_code == 201
        yield Place(board, opened)


def found(canaries, text):
    """Those of the canaries that a text holds."""
    return [each for each in canaries if each in text]
