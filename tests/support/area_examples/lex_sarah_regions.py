"""One full example of every event type of a Lex Sarah report's regions IVO, measures, individuals and feedback."""

from __future__ import annotations

from datetime import date, time

from domain.base import DomainEvent, Occurred, Purpose, Stamp, envelope
from domain.case.information.codes import InformedPerson
from domain.codes import NoteChannel, YesNoUnknown
from domain.lex_sarah.codes import (
    CauseArea,
    DocumentKind,
    FeedbackForm,
    FeedbackLevel,
    IvoChannel,
    IvoOutcome,
    LexSarahMeasureEffect,
    LexSarahMeasureKind,
    Notifier,
)
from domain.lex_sarah.documents import GivenDocument, keep
from domain.lex_sarah.feedback_events import FeedbackOmitted, LessonShared, LexSarahFeedbackGiven
from domain.lex_sarah.individuals_events import (
    IndividualInformed,
    IndividualNotInformed,
    RecordLinked,
    RecordNotLinked,
    UnknownIndividualsSettled,
)
from domain.lex_sarah.ivo_events import (
    IvoCaseNumberStated,
    IvoDeadlineMoved,
    IvoDecided,
    IvoLetterReceived,
    IvoNotificationDecided,
    IvoNotificationSent,
    IvoSupplementRequested,
    IvoSupplementSent,
)
from domain.lex_sarah.measures_events import (
    ImmediateMeasureTaken,
    MeasureCompleted,
    MeasureDropped,
    MeasureDueChanged,
    MeasureEffectChecked,
    MeasurePlanned,
    NoMeasureNeeded,
)
from domain.policies import DEFAULT_POLICY
from tests.support.area_examples.deviation_notes import DEVIATION_NOTE
from tests.support.cast import ANNA, BO, CASE, UNIT, cast_id

REPORT = cast_id(30501)
STAMP = Stamp(actor_id=BO, unit_id=UNIT, purpose=Purpose.LEX_SARAH)
_NUMBERS = iter(range(30510, 30600))
MEASURE, OTHER_MEASURE, REQUEST = cast_id(30503), cast_id(30504), cast_id(30505)


def given_document(kind: DocumentKind, content: str = "QW5tw6RsYW4=", title: str = "Handling") -> GivenDocument:
    """A small document; the usual content reads "Anmälan"."""
    return GivenDocument(document_kind=kind, document_title=title, media_type="text/plain", content=content)


def _entry() -> dict[str, object]:
    return {**envelope(REPORT, 0, STAMP), "entry_id": cast_id(next(_NUMBERS))}


_SENT = keep((given_document(DocumentKind.NOTIFICATION),), DEFAULT_POLICY)
_MORE = keep((given_document(DocumentKind.INVESTIGATION, "VXRyZWRuaW5n"),), DEFAULT_POLICY)
_CAME = keep((given_document(DocumentKind.FROM_IVO, "SVZP"),), DEFAULT_POLICY)
_AT = Occurred(on=date(2024, 8, 22), at=time(15, 30), precision="minute")

EXAMPLES: tuple[DomainEvent, ...] = (
    IvoNotificationDecided(
        **_entry(), notify_ivo=True, notifier=Notifier.BOARD, ivo_motivation="Det kan inte visas att insatsen gavs.",
        decided_on=date(2024, 8, 21), decider_id=BO, decider_name="Bo Bengtsson", decider_title="Lex Sarah-utredare",
        delegation="9.4",
    ),
    IvoNotificationSent(
        **_entry(), sent_at=_AT, notified_by=Notifier.BOARD, ivo_channel=IvoChannel.E_SERVICE, ivo_case_number="8.7.2-00001/2024",
        investigation_due_on=date(2024, 10, 22), documents=_SENT,
    ),
    IvoCaseNumberStated(**_entry(), ivo_case_number="8.7.2-00002/2024"),
    IvoSupplementRequested(
        **{**_entry(), "entry_id": REQUEST}, requested_on=date(2024, 9, 9), answer_due_on=date(2024, 9, 30),
        ivo_request="Rutinen för ersättare.", documents=_CAME,
    ),
    IvoDeadlineMoved(
        **_entry(), request_id=REQUEST, answer_due_on=date(2024, 10, 7), told_on=date(2024, 9, 20), ivo_answer="Anstånd beviljas."
    ),
    IvoSupplementSent(
        **_entry(), sent_at=Occurred(on=date(2024, 10, 25)), ivo_channel=IvoChannel.E_SERVICE, with_investigation=True,
        answered_requests=(REQUEST,), ivo_supplement_reason="Utredningen och rutinen.", late_reason="Utredaren var sjuk.",
        documents=_MORE,
    ),
    IvoLetterReceived(
        **_entry(), letter_received_on=date(2024, 8, 23), letter="Anmälan är mottagen.", documents=_CAME
    ),
    IvoDecided(
        **_entry(), ivo_decided_on=date(2024, 11, 18), decision_received_on=date(2024, 11, 20),
        ivo_outcome=IvoOutcome.DEFICIENCIES, ivo_reference="8.7.2-00002/2024-7", ivo_decision="Brister i dokumentationen.",
        documents=_CAME,
    ),
    ImmediateMeasureTaken(
        **_entry(), taken_at=_AT, measure="Klienten fick en ny tid och en ersättare.", taken_by_role="biträdande enhetschef",
        for_case_ids=(CASE,), risk_removed=YesNoUnknown.NO, remaining_risk="Andra lediga behandlare saknar ersättare.",
    ),
    MeasurePlanned(
        **{**_entry(), "entry_id": MEASURE}, measure_kind=LexSarahMeasureKind.PREVENTIVE,
        measure="Ersättare utses före varje ledighet.",
        addressed_areas=(CauseArea.PROCEDURES,), measure_owner_id=ANNA, measure_owner_name="Anna Andersson",
        measure_owner_title="Biträdande enhetschef", planned_on=date(2024, 9, 16), measure_last_day=date(2024, 10, 31),
        verification="Ingen ledighet utan ersättare i nästa sommars granskning.", effect_due_on=date(2025, 8, 31),
        instead_of=OTHER_MEASURE,
    ),
    MeasureDueChanged(
        **_entry(), measure_id=MEASURE, measure_last_day=date(2024, 11, 15), effect_due_on=date(2025, 9, 15),
        reason="Rutinen förhandlas.",
    ),
    MeasureCompleted(
        **_entry(), measure_id=MEASURE, done_on=date(2024, 11, 4), measure_evidence="Rutinen, version 3, gäller från i dag."
    ),
    MeasureEffectChecked(
        **_entry(), measure_id=MEASURE, effect_seen_on=date(2025, 9, 1), lex_sarah_effect=LexSarahMeasureEffect.VERIFIED,
        effect_text="Alla lediga hade ersättare.",
    ),
    MeasureDropped(**_entry(), measure_id=MEASURE, drop_motivation="Enheten läggs ner."),
    NoMeasureNeeded(**_entry(), no_measure_motivation="Det som gjordes genast räcker."),
    IndividualInformed(
        **_entry(), about_case_id=CASE, told_on=date(2024, 8, 26), told_who=(InformedPerson.GUARDIAN, InformedPerson.CHILD),
        told_how=NoteChannel.MEETING, told_by_id=BO, told_by_name="Bo Bengtsson", told_by_title="Lex Sarah-utredare",
        individual_account="Ingen ringde på hela sommaren.", child_account="Jag trodde att ni hade glömt mig.",
        no_account_reason="Den andra vårdnadshavaren ville inte berätta.",
    ),
    IndividualNotInformed(
        **_entry(), about_case_id=CASE, not_told_decided_on=date(2024, 8, 26), not_told_motivation="Går inte att nå."
    ),
    RecordLinked(**_entry(), about_case_id=CASE, record_entry_id=DEVIATION_NOTE),
    RecordNotLinked(**_entry(), about_case_id=CASE, no_link_motivation="Akten är gallrad."),
    UnknownIndividualsSettled(**_entry(), unknown_motivation="Alla sommarens journaler är granskade."),
    LexSarahFeedbackGiven(
        **_entry(), feedback_level=FeedbackLevel.WORK_GROUP, feedback_on=date(2024, 11, 27),
        feedback_form=FeedbackForm.WORKPLACE_MEETING, feedback_text="Orsakerna och den nya rutinen.",
    ),
    FeedbackOmitted(
        **_entry(), feedback_level=FeedbackLevel.REPORTER, omitted_on=date(2024, 11, 27),
        omission_motivation="Rapportören har slutat och gick inte att nå.",
    ),
    LessonShared(
        **_entry(), lesson="Utse ersättare före ledigheten, inte under den.", shared_with="Avdelningens alla enheter",
        shared_on=date(2024, 12, 2), feedback_form=FeedbackForm.MANAGEMENT_MEETING,
    ),
)

_PLANNED = ["lex_sarah.report_submitted", "lex_sarah.measure_planned"]
_SENT_FIRST = ["lex_sarah.report_submitted", "lex_sarah.ivo_notification_sent"]
FIRST = {
    "lex_sarah.measure_due_changed": _PLANNED,
    "lex_sarah.measure_completed": _PLANNED,
    "lex_sarah.measure_effect_checked": [*_PLANNED, "lex_sarah.measure_completed"],
    "lex_sarah.measure_dropped": _PLANNED,
    "lex_sarah.ivo_case_number_stated": _SENT_FIRST,
    "lex_sarah.ivo_supplement_requested": _SENT_FIRST,
    "lex_sarah.ivo_deadline_moved": [*_SENT_FIRST, "lex_sarah.ivo_supplement_requested"],
    "lex_sarah.ivo_supplement_sent": [*_SENT_FIRST, "lex_sarah.ivo_supplement_requested"],
    "lex_sarah.ivo_decided": _SENT_FIRST,
}
