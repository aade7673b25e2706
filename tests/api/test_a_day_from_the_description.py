"""A behandlare's work as a stranger would program it: from the service's own description, and nothing else of ours."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import httpx2
import pytest

from api.writes.write import made_id
from tests.api.conftest import new_board
from tests.api.described_client import DOCUMENT, DescribedClient, Description, NotDescribedError
from tests.api.writing import accounts_of, clients
from tests.support.ledger_commands import HANG_GUARD_SECONDS

KEYS = {name: UUID(int=number, version=4) for number, name in enumerate(("bo", "anna", "cilla"), start=1)}
STAFF = {name: str(made_id(key, "staff_id")) for name, key in KEYS.items()}
"""Accounts are made for people whom the register will know by these ids, so they are fixed before the day begins."""
PEOPLE = [("bo", "chef", STAFF["bo"]), ("anna", "behandlare", STAFF["anna"]), ("cilla", "behandlare", STAFF["cilla"])]
TITLES = {"bo": "biträdande enhetschef", "anna": "socionom", "cilla": "socionom"}
YEAR_AHEAD = 366


class Clock:
    """Simulated time: each write comes a minute after the one before it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 8, tzinfo=ZoneInfo("Europe/Stockholm"))

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def reach(self, text: str) -> None:
        """Let time pass until a moment."""
        moment = datetime.fromisoformat(text).replace(tzinfo=self.now.tzinfo)
        assert moment > self.now
        self.now = moment


class Office(NamedTuple):
    """A service with three people logged in, its description, the time, and the unit they work in."""

    clock: Clock
    description: Description
    bo: DescribedClient
    anna: DescribedClient
    cilla: DescribedClient
    unit: str
    stranger: httpx2.Client


@pytest.fixture
def office(runtime, tmp_path):
    clock, accounts = Clock(), accounts_of(tmp_path, new_board(runtime), PEOPLE)
    with clients(runtime, accounts, *KEYS) as opened, httpx2.Client(
        base_url=opened[0].base_url, timeout=HANG_GUARD_SECONDS
    ) as stranger:
        description = Description(stranger.get(DOCUMENT).json())
        bo, anna, cilla = (DescribedClient(http, description, clock) for http in opened)
        bo.write("BoardEstablish", description.example("BoardEstablish"))
        unit = bo.write("UnitEstablish", description.example("UnitEstablish")).made["unit_id"]
        for name, title in TITLES.items():
            body = {"name": f"{name.title()} Exempel", "title": title, "unit": unit}
            made = bo.write("StaffRegister", body, headers={"Idempotency-Key": str(KEYS[name])}).made
            assert made == {"staff_id": STAFF[name]}
        yield Office(clock, description, bo, anna, cilla, unit, stranger)


def test_a_behandlare_works_with_a_case_from_referral_to_closing_and_a_follower_sees_every_change(office):
    follower = Follower(office.anna)
    case = a_case_is_opened_and_assigned(office)
    intake_to_offered_time(office, case)
    consent_of_a_child_of_thirteen(office, case)
    plan_in_the_persons_own_words(office, case)
    follower.goes_on()
    session, note = a_session_and_its_note_from_a_draft(office, case)
    a_correction_leaves_the_original_legible(office, case, note)
    a_rating_and_a_viewpoint_with_its_adaptation(office, case)
    at_noon = as_known(office.anna, case, "2026-03-05T12:00:00+01:00")
    struck_and_recorded_anew(office, case)
    follower.goes_on()
    a_late_note_gives_its_reason(office, case, session)
    somebody_else_was_first(office, case)
    a_retry_is_answered_the_same(office, case)
    the_case_is_handed_over(office, case)
    the_manager_reviews(office, case)
    the_case_is_closed_with_documentation(office, case)
    assert as_known(office.cilla, case, "2026-03-05T12:00:00+01:00") == at_noon
    now = str(office.cilla.read("ledger")["size"])
    assert as_known(office.cilla, case, now) == as_known(office.cilla, case, now) != at_noon
    follower.goes_on()
    assert follower.taken == changes_made_by(office)


def a_case_is_opened_and_assigned(office: Office) -> str:
    bo, anna = office.bo, office.anna
    opened = bo.write("CaseOpen", {
        "number": "2026-0100", "unit": office.unit, "gender": "girl", "birth_year": 2012, "client_name": "Tilda Påhittad",
        "received_on": "2026-03-02", "started_on": "2026-03-02", "legal_basis": "assistance", "reason_codes": ["relation"],
    })
    case = opened.made["case_id"]
    assert anna.read("caseload")["cases"] == []
    bo.write("CaseAssign", {"staff_id": STAFF["anna"], "from_date": "2026-03-02"}, case_id=case)
    mine = anna.read("caseload", min_position=bo.recorded[-1]["position"])
    assert mine["staff"] == STAFF["anna"]
    assert [(each["case"], each["relation"]) for each in mine["cases"]] == [(case, "responsible")]
    [shown] = anna.read("case", case_id=case)["cases"]
    assert (shown["client"], shown["responsible"]["name"], shown["status"]) == ("Tilda Påhittad", "Anna Exempel", "open")
    return case


def intake_to_offered_time(office: Office, case: str) -> None:
    anna, clock = office.anna, office.clock
    anna.write("CaseIdentifyClient", {
        "identified_on": "2026-03-02", "identity_number_kind": "unknown", "birth_date": "2012-05-04",
        "identity_grounds": "commissioner",
    }, case_id=case)
    intake = anna.write("CaseReceiveIntake", {
        "route": "referral", "request_source": "commissioner", "subject": "client", "needs_tested": True,
        "requested_on": "2026-03-02", "channel": "letter", "received_from_name": "Sara Låtsas", "reason_codes": ["relation"],
    }, case_id=case).made["entry_id"]
    [to_offer] = duties(anna, case, "offer_time")
    assert to_offer["about"] == intake
    clock.reach("2026-03-04T09:20")
    anna.write("CaseRecordFirstContact", {
        "intake_id": intake, "occurred": at("2026-03-04", "09:15"), "channel": "telephone", "contact_with": "guardian",
        "right_to_apply_told": True,
    }, case_id=case)
    offer = anna.write("CaseOfferTime", {
        "intake_id": intake, "offered_on": "2026-03-04", "offered_for": at("2026-03-05", "15:00"), "kind": "conversation",
    }, case_id=case).made["entry_id"]
    anna.write("CaseAnswerOfferedTime", {"offer_id": offer, "answered_on": "2026-03-04", "answer": "accepted"}, case_id=case)
    anna.write("CaseReceiveAssignment", {
        "intake_id": intake, "received_on": "2026-03-04", "commissioner_name": "socialsekreterare Sara Låtsas",
        "assignment_text": "Samtal med familjen enligt beslut.", "assignment_aims": ["Lugnare kvällar."],
    }, case_id=case)
    assert duties(anna, case, "offer_time") == []
    assert entry(anna.read("area", case_id=case, area="intake")["areas"], offer)["offered_on"] == "2026-03-04"


def consent_of_a_child_of_thirteen(office: Office, case: str) -> None:
    anna = office.anna
    guardians = [
        anna.write("CaseRecordRepresentative", {
            "representative_kind": "guardian", "representative_name": name, "custody": "joint", "may_consent": True,
            "from_date": "2026-03-04",
        }, case_id=case).made["entry_id"]
        for name in ("Greta Påhittad", "Gunnar Påhittad")
    ]
    consent = {"consent_on": "2026-03-04", "consent_to": "insats", "consent_given": True, "consent_form": "oral"}
    of_one = {**consent, "consent_from": "guardians", "representative_ids": guardians[:1]}
    told = anna.write("CaseRecordConsent", of_one, case_id=case, expect=409)["detail"]
    assert told.startswith("Båda vårdnadshavarna behöver samtycka")
    anna.write("CaseRecordConsent", {**of_one, "representative_ids": guardians}, case_id=case)
    own = {**consent, "consent_from": "the_person"}
    told = anna.write("CaseRecordConsent", own, case_id=case, expect=422)["detail"]
    assert told.startswith("Skriv varför det är lämpligt att barnet självt samtycker")
    own["suitability"] = "Förstår vad samtalen går ut på och vad det innebär att säga ja."
    given = anna.write("CaseRecordConsent", own, case_id=case).made["entry_id"]
    assert entry(anna.read("area", case_id=case, area="person")["areas"], given)["suitability"] == own["suitability"]


def plan_in_the_persons_own_words(office: Office, case: str) -> None:
    anna = office.anna
    plan = anna.write("CaseEstablishPlan", {
        "established_on": "2026-03-04", "individual_took_part": True, "contact_interval_days": 7, "follow_up_on": "2026-06-01",
    }, case_id=case).made["plan_id"]
    goal = {"plan_id": plan, "goal_holder": "child", "set_on": "2026-03-04"}
    whole = anna.write("CaseSetGoal", {
        **goal, "goal_level": "individual", "own_words": "Jag vill kunna vara hemma utan bråk.",
    }, case_id=case).made["entry_id"]
    step = anna.write("CaseSetGoal", {
        **goal, "goal_level": "sub_goal", "parent_goal_id": whole, "own_words": "Vi äter middag ihop två kvällar.",
        "individual_responsibility": "Tilda väljer kvällarna.",
    }, case_id=case).made["entry_id"]
    areas = anna.read("area", case_id=case, area="plan")["areas"]
    assert entry(areas, whole)["own_words"] == "Jag vill kunna vara hemma utan bråk."
    assert entry(areas, step)["own_words"] == "Vi äter middag ihop två kvällar."


def a_session_and_its_note_from_a_draft(office: Office, case: str) -> tuple[str, str]:
    anna, bo = office.anna, office.bo
    office.clock.reach("2026-03-05T16:10")
    session = anna.write("CaseRecordSession", {
        "outcome": "held", "occurred": at("2026-03-05", "15:00"), "kind": "conversation", "participants": ["Tilda", "Anna"],
    }, case_id=case).made["session_id"]
    assert [each["about"] for each in anna.read("sessions", case_id=case)["without_note"]] == [session]
    draft, body = str(uuid4()), {"case": case, "session": session, "fields": {"fact": "Tilda kom"}}
    begun = anna.write("save_draft", body, draft_id=draft, headers={"If-None-Match": "*"}, expect=200)
    body["fields"]["fact"] += " i tid."
    for status in (200, 412):
        anna.write("save_draft", body, draft_id=draft, headers={"If-Match": begun.headers["ETag"]}, expect=status)
    assert [each["draft"] for each in bo.read("list_draft_ages")["drafts"]] == [draft]
    text = anna.read("read_draft", draft_id=draft)["fields"]
    note = anna.write("CaseRecordNote", {
        "occurred": at("2026-03-05", "15:00"), "entry_type": "contact", "session_id": session,
        "texts": {**text, "child_view": "Jag vill att mamma lyssnar."},
    }, case_id=case, headers={"Idempotency-Key": draft}).made["note_id"]
    assert anna.write("complete_draft", {"command": draft}, draft_id=draft, expect=200)["gone"] is True
    assert anna.read("list_drafts")["drafts"] == []
    assert anna.read("sessions", case_id=case)["without_note"] == []
    return session, note


def a_correction_leaves_the_original_legible(office: Office, case: str, note: str) -> None:
    anna = office.anna
    assert [each["about"] for each in duties(anna, case, "sign_note")] == [note]
    anna.write("CaseSignNote", {}, case_id=case, note_id=note)
    assert duties(anna, case, "sign_note") == []
    correction = anna.write("CaseCorrectNote", {
        "texts": {"fact": "Tilda kom tio minuter sent.", "child_view": "Jag vill att mamma lyssnar."}, "reason": "Fel om tiden.",
    }, case_id=case, note_id=note).made["correction_id"]
    journal = anna.read("journal", case_id=case)
    [item] = [each for each in journal["items"] if each["entry"] == note]
    assert (item["struck"], text_of(item, "fact")) == (True, "Tilda kom i tid.")
    assert [(each["reason"], text_of(each, "fact")) for each in item["corrections"]] == [
        ("Fel om tiden.", "Tilda kom tio minuter sent.")
    ]
    assert [each["about"] for each in journal["unsigned"]] == [correction]
    anna.write("CaseSignNote", {"correction_id": correction}, case_id=case, note_id=note)
    assert anna.read("journal", case_id=case)["unsigned"] == []


def a_rating_and_a_viewpoint_with_its_adaptation(office: Office, case: str) -> None:
    anna = office.anna
    rating = {
        "rated_on": "2026-03-05", "instrument": "ORS", "phase": "start", "respondent": "child", "subject": "child",
        "subscales": ["4.0", "3.5", "5.0", "4.5"], "total": "17.0",
    }
    anna.write("CaseRecordRating", rating, case_id=case)
    viewpoint = anna.write("ViewpointReceive", {
        "case_id": case, "unit": office.unit, "received_on": "2026-03-05", "kind": "viewpoint", "giver_role": "klient",
        "givers": [{"giver": "client", "gender": "girl"}], "subject_category": "accessibility", "channel": "oral",
        "description": "Tiden krockar med träningen.",
    }).made["viewpoint_id"]
    anna.write("ViewpointMakeAdaptation", {
        "adaptation": "Samtalen läggs klockan 16.", "adapted_on": "2026-03-05",
    }, viewpoint_id=viewpoint)
    anna.write("ViewpointGiveFeedback", {"given_on": "2026-03-05"}, viewpoint_id=viewpoint)
    [shown] = [each for page in office.bo.pages("list_viewpoints", limit=1) for each in page["viewpoints"]]
    assert (shown["viewpoint"], shown["adaptation"]) == (viewpoint, "Samtalen läggs klockan 16.")


def struck_and_recorded_anew(office: Office, case: str) -> None:
    anna = office.anna
    wrong = anna.write("CaseEnterPhase", {"phase": "treatment", "entered_on": "2026-03-05"}, case_id=case).made["entry_id"]
    right = anna.write("CaseEnterPhase", {
        "phase": "start_up", "entered_on": "2026-03-05", "replaces": wrong, "replaces_reason": "Behandlingen har inte börjat.",
    }, case_id=case).made["entry_id"]
    areas = anna.read("area", case_id=case, area="phases")["areas"]
    assert (entry(areas, wrong), entry(areas, right)["phase"]) == (None, "start_up")
    items = {each["entry"]: each for each in anna.read("timeline", case_id=case)["items"]}
    assert (items[wrong]["struck"], items[wrong]["facts"]["phase"], items[right]["struck"]) == (True, "treatment", False)
    assert [each["reason"] for each in items[wrong]["corrections"]] == ["Behandlingen har inte börjat."]


def a_late_note_gives_its_reason(office: Office, case: str, session: str) -> None:
    anna = office.anna
    office.clock.reach("2026-03-20T09:00")
    late = {
        "occurred": {"on": "2026-03-06"}, "entry_type": "contact", "session_id": session,
        "texts": {"unmarked": "Mamman ringde och berättade om en lugn kväll."},
    }
    told = anna.write("CaseRecordNote", late, case_id=case, expect=422)["detail"]
    assert told == "Anteckningen skrivs 14 dagar efter händelsen; efter 7 dagar behövs en orsak. Ange varför den är sen."
    note = anna.write("CaseRecordNote", {**late, "late_reason": "Sjukfrånvaro."}, case_id=case).made["note_id"]
    [item] = [each for each in anna.read("journal", case_id=case)["items"] if each["entry"] == note]
    assert (item["days_late"], item["late"], item["facts"]["late_reason"]) == (14, True, "Sjukfrånvaro.")
    assert [each["about"] for each in duties(anna, case, "sign_note")] == [note]
    anna.write("CaseSignNote", {}, case_id=case, note_id=note)


def somebody_else_was_first(office: Office, case: str) -> None:
    anna, bo = office.anna, office.bo
    circumstances = {"children_in_home": "yes", "information_meeting": True}
    bo.read("case", case_id=case)
    bo.write("CaseRecordCircumstances", circumstances, case_id=case)
    wishes = {"person_asked_on": "2026-03-20", "preferred_times": "Efter klockan 16."}
    refused = anna.write("CaseRecordWishes", wishes, case_id=case, expect=412)
    assert refused["current_version"] == bo.recorded[-1]["version"]
    assert anna.read("record", case_id=case)["version"] == refused["current_version"]
    anna.write("CaseRecordWishes", wishes, case_id=case)


def a_retry_is_answered_the_same(office: Office, case: str) -> None:
    anna, body = office.anna, {
        "rated_on": "2026-03-20", "instrument": "ORS", "phase": "ongoing", "respondent": "child", "subject": "child",
        "subscales": ["6.0", "6.5", "7.0", "6.5"], "total": "26.0",
    }
    first = anna.write("CaseRecordRating", body, case_id=case)
    again = anna.write("CaseRecordRating", body, case_id=case, headers=first.asked_with, expect=200)
    assert (again.content, again.headers["ETag"]) == (first.content, first.headers["ETag"])
    other = anna.write("CaseRecordRating", {**body, "total": "26.1"}, case_id=case, headers=first.asked_with, expect=409)
    assert other["type"] == "urn:aktspar:problem:command-reused"


def the_case_is_handed_over(office: Office, case: str) -> None:
    anna, cilla = office.anna, office.cilla
    assert cilla.read("case", case_id=case, expect=403)["type"] == "urn:aktspar:problem:purpose-required"
    why = {"Aktspar-Purpose": "case_work", "Aktspar-Purpose-Reason": quote("Förbereder en överlämning.")}
    cilla.read("case", case_id=case, headers=why)
    handed = anna.write("CaseHandOver", {
        "from_staff_id": STAFF["anna"], "to_staff_id": STAFF["cilla"], "on_date": "2026-03-20", "message": "Ses på torsdagar.",
    }, case_id=case).made["hand_over_id"]
    assert [each["about"] for each in duties(cilla, case, "accept_hand_over")] == [handed]
    cilla.read("case", case_id=case)
    cilla.write("CaseAcceptHandOver", {"accepted_on": "2026-03-20"}, case_id=case, hand_over_id=handed)
    assert [each["case"] for each in cilla.read("caseload")["cases"]] == [case]
    assert anna.read("caseload")["cases"] == []


def the_manager_reviews(office: Office, case: str) -> None:
    bo = office.bo
    [due] = duties(bo, case, "review_case")
    assert due["role"] == "manager"
    questions = office.description.document["components"]["schemas"]["ReviewQuestion"]["enum"]
    answers = {question: "yes" for question in questions} | {"plan_followed_up": "no"}
    bo.read("record", case_id=case)
    review = {
        "reviewed_on": "2026-03-20", "led_by_id": STAFF["bo"], "presented_by_id": STAFF["cilla"],
        "standing_answers": [{"question": question, "answer": answer} for question, answer in answers.items()],
    }
    bo.write("CaseReviewCase", review, case_id=case, expect=422)
    measure = {"question": "plan_followed_up", "measure": "Följ upp planen.", "measure_due_on": "2026-03-27"}
    bo.write("CaseReviewCase", {**review, "agreed_measures": [measure]}, case_id=case)
    [next_due] = duties(bo, case, "review_case")
    assert next_due["due_on"] > due["due_on"]


def the_case_is_closed_with_documentation(office: Office, case: str) -> None:
    cilla = office.cilla
    office.clock.reach("2026-03-27T09:00")
    cilla.read("case", case_id=case)
    cilla.write("CaseClose", {"closed_on": "2026-03-27", "manner": "as_planned", "referred_onward": False}, case_id=case)
    documentation = cilla.write("CaseDocumentClosing", {
        "closing_documented_on": "2026-03-27", "ending_kind": "planned", "home_at_closing": "with_parents",
        "done_summary": "Samtal med Tilda och föräldrarna.", "goal_attainment": "reached", "child_view": "Lugnare hemma.",
        "remaining_need": "no", "reported_to_commissioner_on": "2026-03-27", "reporting_manner": "meeting",
    }, case_id=case).made["entry_id"]
    assert cilla.read("caseload")["cases"] == []
    items = cilla.read("timeline", case_id=case)["items"]
    assert [each["heading"] for each in items if each["entry"] == documentation] == ["Avslutet dokumenterat"]
    assert {each["due_on"] for each in duties(cilla, case, "follow_up_closing")} != set()


class Follower:
    """Takes the changes in after the morning's position, a few at a time, and goes on where it left off."""

    def __init__(self, client: DescribedClient) -> None:
        self._client = client
        self._after = client.read("ledger")["size"] - 1
        self.taken: list[tuple[int, str, str]] = []

    def goes_on(self) -> None:
        """Take in everything that there is."""
        while (page := self._client.read("changes", after=self._after, limit=4))["changes"]:
            self.taken += [
                (each["data"]["position"], each["subject"], each["data"]["command"]) for each in page["changes"]
            ]
            self._after = page["after"]


def changes_made_by(office: Office) -> list[tuple[int, str, str]]:
    """Each event that the writes since the morning recorded: its position, its stream and the write's key, in order."""
    set_up = 2 + len(PEOPLE)
    answers = sorted(
        [*office.bo.recorded[set_up:], *office.anna.recorded, *office.cilla.recorded], key=lambda answer: answer["position"]
    )
    return [
        (answer["position"] + number, answer["stream"], answer.asked_with["Idempotency-Key"])
        for answer in answers for number in range(answer["events"])
    ]


def as_known(client: DescribedClient, case: str, moment: str) -> tuple[bytes, bytes]:
    """The timeline and the record as they were known, byte for byte."""
    asked = {"case_id": case, "known_at": moment}
    return client.read("timeline", **asked).content, client.read("record", **asked).content


def duties(client: DescribedClient, case: str, kind: str) -> list[dict[str, Any]]:
    """What is to be done of a kind in a case, within a year."""
    pages = client.pages("duties", kind=kind, days=YEAR_AHEAD, limit=1)
    return [each for page in pages for each in page["duties"] if each["case"] == case]


def at(day: str, time: str) -> dict[str, str]:
    """A moment to the minute."""
    return {"on": day, "at": time, "precision": "minute"}


def text_of(item: dict[str, Any], kind: str) -> str:
    """The text of a kind in an item, or in a correction."""
    [text] = [each["text"] for each in item["texts"] if each["kind"] == kind]
    return text


def entry(document: Any, entry_id: str) -> dict[str, Any] | None:
    """The part of a record that has an id."""
    return next((each for each in _parts(document) if each.get("entry") == entry_id), None)


def _parts(document: Any) -> Iterator[dict[str, Any]]:
    if isinstance(document, dict):
        yield document
    for each in document.values() if isinstance(document, dict) else document if isinstance(document, list) else ():
        yield from _parts(each)


def test_who_holds_an_answer_already_is_told_so_and_who_is_not_logged_in_gets_none(office):
    answer = office.bo.read("list_staff")
    held = office.bo.read("list_staff", headers={"If-None-Match": answer.headers["ETag"]}, expect=304)
    assert held.content == b""
    nobody = DescribedClient(office.stranger, office.description, office.clock)
    assert nobody.read("list_staff", expect=401)["type"] == "urn:aktspar:problem:not-logged-in"


def test_simulated_time_that_goes_backwards_is_refused_with_what_to_do(office):
    office.clock.now -= timedelta(days=1)
    told = office.bo.write("UnitEstablish", {"name": "Öppenvården"}, expect=422)["detail"]
    assert told == "Tiden måste vara senare än allt som är registrerat; ange en senare tid."


def test_the_client_neither_sends_nor_takes_what_is_not_described(office):
    office.bo.read("list_staff")
    with pytest.raises(NotDescribedError, match="not described"):
        office.bo.read("list_staff", colour="green")
    with pytest.raises(NotDescribedError, match="UnitEstablish"):
        office.bo.write("UnitEstablish", {"name": 7})
    poorer = deepcopy(office.description.document)
    del poorer["components"]["schemas"]["Caseload"]["properties"]["staff"]
    with pytest.raises(NotDescribedError, match="caseload 200"):
        office.anna.described_by(Description(poorer)).read("caseload")
