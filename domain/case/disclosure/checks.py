"""What is refused of each step with a request for records, whether it is about one case or about none in particular."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.case.disclosure.codes import (
    AppealSettlement,
    DecisionLevel,
    DisclosureForm,
    DisclosureKind,
    DisclosureOutcome,
    Requester,
    Ruling,
    SecrecyGround,
)
from domain.case.disclosure.facts import DisclosureAppealSettledFacts, DisclosureDecisionFacts, SegmentRuling
from domain.case.disclosure.handling import NEEDS_NO_REVIEW, NOTHING_WITHHELD, Handling
from domain.errors import InvalidValueError, NotAllowedError
from domain.policies import Policy, require_not_after_today, require_order

_OF_THE_AUTHORITY = (AppealSettlement.REJECTED_AS_LATE, AppealSettlement.CHANGED_AS_ASKED, AppealSettlement.WITHDRAWN)


def require_request(received_on: date, requester_name: str | None, requested_scope: str, today: date, policy: Policy) -> None:
    """Refuse what nobody can have asked for.

    Raises:
        InvalidValueError: `received_on` after today; then `requester_name`; then `requested_scope`.
    """
    require_not_after_today(received_on, "Dagen då begäran kom in", today)
    if requester_name is not None:
        policy.require_short_text(requester_name, "Namnet på den som begär")
    policy.require_text(requested_scope, "Vad som begärs")


def grounds_against(handling: Handling) -> tuple[SecrecyGround, ...]:
    """The rules that something can be masked by against who asks."""
    return tuple(ground for ground in SecrecyGround if _why_not(handling, ground) is None)


def require_rulings(
    handling: Handling, rulings: Sequence[SegmentRuling], assessment: str | None, policy: Policy
) -> None:
    """Refuse a review whose rulings contradict each other, lack their rule, or mask without saying why.

    Raises:
        InvalidValueError: No rulings; two of one piece; a masked one without its rule, or a kept one with; a rule that cannot
            hold against who asks; `assessment` blank, or lacking though something is masked.

    Source: OSL 2009:400 10:3, 12:3; GDPR art. 15.4; JO 1629-2016 (a refusal names the rule and the harm).
    """
    if not rulings:
        raise InvalidValueError("Prövningen gäller ingen uppgift. Ange för varje uppgift om den lämnas ut eller maskeras.")
    pieces = [(each.of_entry_id, each.content_kind) for each in rulings]
    if len(set(pieces)) != len(pieces):
        raise InvalidValueError("Samma uppgift är prövad mer än en gång. Ange ett ställningstagande för varje uppgift.")
    for each in rulings:
        _require_ground(handling, each)
    if assessment is not None:
        policy.require_text(assessment, "Bedömningen")
    elif any(each.ruling is Ruling.MASKED for each in rulings):
        raise InvalidValueError("Uppgifter maskeras men det saknas varför. Skriv vilket men som kan uppstå och för vem.")


def require_answer(handling: Handling, decided: DisclosureDecisionFacts, today: date, policy: Policy) -> None:
    """Refuse an answer that its review does not bear, or that leaves the requester without what the law gives.

    Raises:
        NotAllowedError: Nothing is reviewed though something goes out or is withheld.
        InvalidValueError: The outcome contradicts the review; who answered; names and texts; the restriction; no reasons, no
            word of the written decision, or no appeal instructions, where something is withheld; `requester_notified_on`.

    Source: OSL 2009:400 6:2-3, 6:7, 10:14; FL 2017:900 32-33 §§.
    """
    _require_borne_out(handling, decided.disclosure_outcome)
    _require_who_answered(decided, policy)
    for text, what in ((decided.decision_reasons, "Motiveringen"), (decided.restriction, "Förbehållet")):
        if text is not None:
            policy.require_text(text, what)
    if (decided.disclosure_outcome is DisclosureOutcome.RESTRICTED) != (decided.restriction is not None):
        raise InvalidValueError("Ett förbehåll anges precis när uppgifterna lämnas ut med förbehåll. Rätta det som är fel.")
    if decided.disclosure_outcome not in NOTHING_WITHHELD:
        _require_legal_protection(decided)
    if decided.requester_notified_on is not None:
        require_not_after_today(decided.requester_notified_on, "Dagen för underrättelsen", today)
        require_order(decided.answered_on, "svaret", decided.requester_notified_on, "Dagen för underrättelsen")


def require_form(kind: DisclosureKind, form: DisclosureForm, fee_kronor: int) -> None:
    """Refuse a fee that the law does not allow.

    Raises:
        InvalidValueError: Below 0; then a fee for reading on the spot, for what is told, or for a register extract.

    Source: TF 2:15-16; GDPR art. 12.5.
    """
    if fee_kronor < 0:
        raise InvalidValueError(f"Avgiften är {fee_kronor} kronor. Ange 0 eller mer.")
    free = form in (DisclosureForm.ON_SITE, DisclosureForm.ORAL) or kind is DisclosureKind.REGISTER_EXTRACT
    if fee_kronor and free:
        raise InvalidValueError("Läsning på plats, muntliga uppgifter och registerutdrag är avgiftsfria. Ange 0 kronor.")


def require_forwarding(appealed_on: date, in_time: bool | None, forwarded_on: date | None, today: date) -> None:
    """Refuse to send on an appeal that came too late, or on an impossible day.

    Raises:
        InvalidValueError: `forwarded_on` of a late appeal; then after today; then before the appeal.

    Source: FL 2017:900 45-46 §§.
    """
    if forwarded_on is None:
        return
    if in_time is False:
        raise InvalidValueError("Överklagandet kom in för sent. Det avvisas i stället för att överlämnas till domstolen.")
    require_not_after_today(forwarded_on, "Dagen då överklagandet överlämnades", today)
    require_order(appealed_on, "överklagandet", forwarded_on, "Dagen då överklagandet överlämnades")


def require_settlement(in_time: bool | None, settled: DisclosureAppealSettledFacts, policy: Policy) -> None:
    """Refuse a settlement by the wrong body.

    Raises:
        InvalidValueError: A court missing or named in vain; then an appeal in time that is rejected as late; then
            `settlement_text`.
    """
    by_authority = settled.appeal_settlement in _OF_THE_AUTHORITY
    if settled.appeal_settlement is not AppealSettlement.WITHDRAWN and by_authority == (settled.settled_by_court is not None):
        raise InvalidValueError("Domstol anges precis när en domstol har avgjort överklagandet. Rätta det som är fel.")
    if settled.appeal_settlement is AppealSettlement.REJECTED_AS_LATE and in_time:
        raise InvalidValueError("Överklagandet kom in i rätt tid, så det kan inte avvisas som för sent.")
    if settled.settlement_text is not None:
        policy.require_text(settled.settlement_text, "Texten om avgörandet")


def _require_ground(handling: Handling, each: SegmentRuling) -> None:
    ground = each.secrecy_ground
    if each.ruling is Ruling.MASKED and ground is None:
        raise InvalidValueError("En uppgift maskeras utan sekretessgrund. Ange vilken bestämmelse som hindrar att den lämnas ut.")
    if each.ruling is Ruling.KEPT and ground is not None:
        raise InvalidValueError("En uppgift lämnas ut men har en sekretessgrund. Ta bort grunden eller maskera uppgiften.")
    if ground is not None and (wrong := _why_not(handling, ground)) is not None:
        raise InvalidValueError(wrong)


def _why_not(handling: Handling, ground: SecrecyGround) -> str | None:
    """Why a rule cannot hold against who asks; None = it can."""
    to_party = handling.kind is DisclosureKind.PARTY_ACCESS
    if to_party != (ground is SecrecyGround.PARTY_WEIGHTY):
        return (
            "Mot en part hindrar sekretess bara när det är av synnerlig vikt (OSL 10 kap. 3 §), och den grunden gäller bara mot"
            " en part. Ändra grunden."
        )
    if ground is SecrecyGround.MINOR_TO_GUARDIAN and handling.requester is not Requester.GUARDIAN:
        return "OSL 12 kap. 3 § gäller mot en vårdnadshavare, men någon annan begär. Ändra grunden."
    if ground is SecrecyGround.OTHERS_RIGHTS and handling.kind is not DisclosureKind.REGISTER_EXTRACT:
        return "Artikel 15.4 gäller bara registerutdrag. Ange en bestämmelse i OSL."
    return None


def _require_borne_out(handling: Handling, outcome: DisclosureOutcome) -> None:
    if outcome in NEEDS_NO_REVIEW:
        return
    if handling.review is None:
        raise NotAllowedError("Ingen sekretessprövning är gjord. Pröva uppgifterna innan begäran besvaras.")
    found = {each.ruling for each in handling.review.rulings}
    possible = {
        DisclosureOutcome.WHOLE: ({Ruling.KEPT},),
        DisclosureOutcome.PARTLY: ({Ruling.KEPT, Ruling.MASKED},),
        DisclosureOutcome.RESTRICTED: ({Ruling.KEPT}, {Ruling.KEPT, Ruling.MASKED}),
        DisclosureOutcome.REFUSED: ({Ruling.MASKED},),
    }
    if found not in possible[outcome]:
        raise InvalidValueError(f"Svaret ”{outcome.swedish}” stämmer inte med sekretessprövningen. Ändra det eller pröva igen.")


def _require_who_answered(decided: DisclosureDecisionFacts, policy: Policy) -> None:
    by_staff = decided.answered_by_id is not None
    if decided.decision_level is DecisionLevel.STAFF and not by_staff:
        raise InvalidValueError("Det saknas vem som lämnade beskedet. Ange medarbetaren.")
    if decided.decision_level is DecisionLevel.AUTHORITY and by_staff == (decided.delegation_reference is None):
        raise InvalidValueError(
            "Ange både den som beslutade och punkten i delegationsordningen, eller ingetdera om nämnden själv beslutade."
        )
    names = (
        (decided.answered_by_name, "Namnet på den som svarade"), (decided.answered_by_title, "Befattningen"),
        (decided.delegation_reference, "Punkten i delegationsordningen"),
    )
    for text, what in names:
        if text is not None:
            policy.require_short_text(text, what)


def _require_legal_protection(decided: DisclosureDecisionFacts) -> None:
    if decided.decision_level is DecisionLevel.STAFF:
        if not decided.told_of_written_decision:
            raise InvalidValueError(
                "Allt lämnas inte ut. Tala om att den som begär kan få myndighetens skriftliga beslut (OSL 6 kap. 3 §)."
            )
        return
    if decided.decision_reasons is None:
        raise InvalidValueError("Beslutet saknar motivering. Skriv varför allt inte lämnas ut (förvaltningslagen 32 §).")
    if not decided.appeal_instructions:
        raise InvalidValueError("Beslutet saknar besvärshänvisning. Lämna den till den som begär (förvaltningslagen 33 §).")
