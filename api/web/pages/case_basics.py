"""Who a case is about, why, by which decision and whose it is, in rows (sv. *grunduppgifter*)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from api.web.formats import day
from api.web.pages.case_answers import CaseAnswers
from api.web.texts import _
from domain.case.decisions.codes import DecisionOutcome, DecisionStanding
from domain.case.person.codes import ProtectionLevel
from domain.case.phases.codes import TreatmentPhase
from domain.codes import Gender, LegalBasis


class Row(NamedTuple):
    """A heading and what stands there; each text is one line."""

    name: str
    lines: tuple[str, ...]


class Basics(NamedTuple):
    """The rows of the page's first part.

    Args:
        phase: Where the treatment is; "" = no phase has been entered.
        protection: The protected identity in words; "" = there is none.
    """

    who: tuple[Row, ...]
    why: tuple[Row, ...]
    whose: tuple[Row, ...]
    phase: str
    protection: str


def basics_of(answers: CaseAnswers) -> Basics:
    """The rows of what was answered; a row that nothing is known for is not there, but for whose the case is."""
    current = answers.areas["phases"]["current"]
    return Basics(
        tuple(_who(answers)), tuple(_why(answers)), tuple(_whose(answers)),
        "" if current is None else _(TreatmentPhase(current).swedish),
        protection_in_words(answers.protection, is_protected=answers.is_protected),
    )


def protection_in_words(level: str | None, *, is_protected: bool) -> str:
    """How a person's data are protected; "" = they are not.

    Args:
        level: As it was known at the moment that is shown; None = there was none then, or it is not looked up.
        is_protected: Whether they are protected now, whatever moment is shown.
    """
    if level is not None:
        return _(ProtectionLevel(level).swedish)
    return _("personens uppgifter är skyddade nu") if is_protected else ""


def _who(answers: CaseAnswers) -> Iterator[Row]:
    item, person = answers.item, answers.areas["person"]
    yield Row(_("Namn"), (item.client_name or _("Visas inte eller är inte känt"),))
    known = [_(Gender(item.gender).swedish) if item.gender != Gender.UNKNOWN else "", str(item.birth_year or "")]
    if any(known):
        yield Row(_("Kön och födelseår"), (", ".join(each for each in known if each),))
    interpreter = person["interpreter"]
    if interpreter is not None:
        yield Row(_("Tolk"), (_("Behov av tolk är registrerat, se hela akten."),))
    if person["representatives"]:
        names = tuple(
            f"{each['representative_name']}" for each in person["representatives"] if each["to_date"] is None
        )
        if names:
            yield Row(_("Företrädare"), names)


def _why(answers: CaseAnswers) -> Iterator[Row]:
    item, intake, decisions = answers.item, answers.areas["intake"], answers.areas["decisions"]["decisions"]
    if item.legal_basis is not None:
        yield Row(_("Grund"), (_(LegalBasis(item.legal_basis).swedish).capitalize(),))
    began = _("Inkom {day}").format(day=day(item.received_on)), _("Började {day}").format(day=day(item.started_on))
    yield Row(_("Inkom och började"), began)
    reasons = answers.case.facts.reason_codes if answers.case.facts is not None else ()
    if reasons:
        yield Row(_("Anledning"), tuple(reasons))
    assignments = [each for request in intake["requests"] for each in request["assignments"]]
    if assignments:
        yield Row(_("Uppdrag"), tuple(filter(None, (assignments[-1]["assignment_text"], assignments[-1]["commissioner_name"]))))
    if decisions:
        yield Row(_("Beslut"), tuple(_decision(each) for each in decisions))


def _decision(decision: Mapping[str, Any]) -> str:
    outcome, standing = DecisionOutcome(decision["outcome"]), DecisionStanding(decision["standing"])
    said = _("{outcome} {day} ({standing}): {text}").format(
        outcome=_(outcome.swedish).capitalize(), day=day(decision["decided_on"]), standing=_(standing.swedish),
        text=decision["decision_text"] or _("texten visas inte"),
    )
    return said if decision["legal_ground"] is None else f"{said} {decision['legal_ground']}."


def _whose(answers: CaseAnswers) -> Iterator[Row]:
    item, team = answers.item, answers.areas["team"]
    yield Row(_("Enhet"), (item.unit_name or "–",))
    yield Row(_("Ansvarig"), (_person(item.responsible) if item.responsible is not None else _("Ingen är utsedd"),))
    if item.pending_hand_overs:
        yield Row(_("Lämnas över till"), tuple(_person(each.to) for each in item.pending_hand_overs))
    others = [each for each in (*team["coordinating"], *team["co_workers"]) if each["to"] is None]
    if others:
        yield Row(_("Medarbetare i ärendet"), tuple(
            ", ".join(filter(None, (each["worker"]["name"], each["worker"]["title"]))) for each in others
        ))


def _person(person: Any) -> str:
    return ", ".join(filter(None, (person.name, person.title)))
