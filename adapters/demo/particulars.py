"""What happens in a few of the ordinary cases only (sv. *enskilda händelser*): coordination, another provider's plan, protected
data, a request for records.
"""

from __future__ import annotations

from datetime import date

from adapters.demo.casefile import Town, at
from adapters.demo.course import Course
from domain.case.coordination.codes import SipPrincipal
from domain.case.coordination.events import SipMeasure
from domain.case.disclosure.codes import Ruling
from domain.case.disclosure.facts import SegmentRuling

SIP, PROVIDER, OWES = "Förebyggande ungdomsgruppen/7", "Bostödsverksamheten/3", "Bostödsverksamheten/6"
PROTECTED, ANSWERED, ASKED = "Familj- och nätverksgruppen/7", "Familj- och nätverksgruppen/1", "Bostödsverksamheten/1"
"""The stories that these things happen in."""


def tell_particulars(town: Town) -> None:
    """Write all of them."""
    _tell_coordination(town.courses[SIP])
    _tell_provider(town.courses[PROVIDER])
    _tell_arrears(town.courses[OWES])
    _tell_protection(town.courses[PROTECTED])
    _tell_records(town.courses[ANSWERED])
    _tell_new_request(town.courses[ASKED])


def _tell_coordination(course: Course) -> None:
    """School, child psychiatry and the unit agree on who does what; it is followed up in November."""
    file, elias = course.file, course.town.cast.staff["elias"]
    sip_id = file.write(date(2026, 8, 24), "11:10", elias, "raise_sip", raised_on=date(2026, 8, 24), raised_by="own_unit",
                        assessment="Sömnen och frånvaron behöver bedömas av BUP samtidigt som träffarna pågår.",
                        individual_view="Vill slippa berätta allt två gånger.")
    file.write(date(2026, 8, 26), "16:05", elias, "record_sip_consent", sip_id=sip_id, consented_on=date(2026, 8, 26),
               sip_consent="given", consent_by=("person", "guardian"))
    file.write(date(2026, 8, 27), "09:15", elias, "call_sip_meeting", sip_id=sip_id, called_on=date(2026, 8, 27),
               meeting_on=at(date(2026, 9, 16), "13:00"), parties_called=("person", "guardian", "school", "child_psychiatry"))
    met_on = date(2026, 9, 16)
    file.write(met_on, "15:05", elias, "hold_sip_meeting", sip_id=sip_id, met_at=at(met_on, "13:00"),
               parties_present=("person", "guardian", "own_unit", "school", "child_psychiatry"),
               participant_names=("Kurator Lo Fiktiv, BUP", "mentor Ulf Påhitt"),
               account="Parterna kom överens om vem som gör vad. BUP erbjuder en bedömning i oktober.",
               individual_view="Var nöjd med att alla hörde samma sak.")
    file.write(met_on, "15:20", elias, "establish_sip", sip_id=sip_id, sip_established_on=met_on,
               sip_goals=("Är i skolan fyra dagar i veckan.",), sip_measures=(
                   SipMeasure(sip_measure="Träff varje vecka.", principal=SipPrincipal.MUNICIPALITY, carried_out_by="Enheten"),
                   SipMeasure(sip_measure="Bedömning och sömnskola.", principal=SipPrincipal.REGION, carried_out_by="BUP"),
               ), lead_principal="municipality", coordinator=elias.name, close_ones_part="took_part",
               sip_follow_up_on=date(2026, 11, 4))


def _tell_provider(course: Course) -> None:
    """The provider of work training does not send its plan, and is reminded."""
    file, annika = course.file, course.town.cast.staff["annika"]
    request_id = file.write(date(2026, 9, 21), "13:15", annika, "request_external_plan", requested_on=date(2026, 9, 21),
                            provider_name="Arbetskooperativet Påhittet", external_plan_due_on=date(2026, 10, 5))
    file.write(date(2026, 10, 8), "13:20", annika, "remind_of_external_plan", plan_request_id=request_id,
               reminded_on=date(2026, 10, 8), external_plan_due_on=date(2026, 10, 23))


def _tell_arrears(course: Course) -> None:
    """The rent of August was not paid; it is paid off in parts, and the flat is not at risk."""
    file, yusuf = course.file, course.town.cast.staff["yusuf"]
    arrears_id = file.write(date(2026, 8, 24), "10:35", yusuf, "record_arrears", arrears_month=date(2026, 8, 1),
                            arrears_known_on=date(2026, 8, 24), arrears_sek="6120.00")
    file.write(date(2026, 8, 31), "13:25", yusuf, "handle_arrears", arrears_id=arrears_id,
               arrears_handled_on=date(2026, 8, 31), arrears_handling="instalments", remaining_sek="4080.00",
               arrears_text="Betalas i tre delar, den sista i oktober.")


def _tell_protection(course: Course) -> None:
    """The tax agency marks the client's data: from then on they are masked for all but those who work with the family."""
    course.file.write(
        date(2026, 9, 10), "10:20", course.manager, "set_protected_identity", protected_from=date(2026, 9, 9),
        protection_level="confidentiality_flag", protected_person="client", protection_source="tax_agency",
        safe_contact="Ring mamman på arbetet; skicka inget med posten.",
    )
    first = next(visit.note_id for visit in course.visits if visit.note_id is not None)
    course.file.write(
        date(2026, 9, 10), "10:40", course.manager, "label_content", of_entry_id=first, concerns_person_ids=(course.file.id,),
    )


def _tell_records(course: Course) -> None:
    """A guardian asks for the record after the closing, and gets it the next day."""
    file, karin = course.file, course.manager
    notes = [visit.note_id for visit in course.visits if visit.note_id is not None]
    request_id = file.write(
        date(2025, 11, 3), "09:50", karin, "request_disclosure", received_on=date(2025, 11, 3), channel="oral",
        disclosure_kind="party_access", requester="guardian", requested_scope="Hela journalen.",
    )
    file.write(
        date(2025, 11, 4), "10:10", karin, "review_secrecy", request_id=request_id, secrecy_reviewed_on=date(2025, 11, 4),
        secrecy_reviewer=karin, harm_test="party",
        rulings=tuple(SegmentRuling(of_entry_id=note_id, ruling=Ruling.KEPT) for note_id in notes),
        assessment="Uppgifterna rör barnet och vårdnadshavaren själv. Inget hindrar att de lämnas ut.",
    )
    decision_id = file.write(
        date(2025, 11, 4), "10:40", karin, "decide_disclosure", request_id=request_id, answered_on=date(2025, 11, 4),
        decision_level="staff", disclosure_outcome="whole", answered_by=karin,
    )
    file.write(date(2025, 11, 4), "15:10", karin, "disclose_extract", decision_id=decision_id, disclosed_on=date(2025, 11, 4),
               disclosure_basis="fl_10", disclosure_form="paper_copy", identity_check="id_shown")


def _tell_new_request(course: Course) -> None:
    """A former tenant asks for what is written; it came in yesterday."""
    course.file.write(
        date(2026, 10, 29), "13:05", course.manager, "request_disclosure", received_on=date(2026, 10, 29), channel="written",
        disclosure_kind="party_access", requester="individual",
        requested_scope="Det som står om hyran och om kontakten med hyresvärden.",
    )
