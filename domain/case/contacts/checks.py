"""What no contact can be: combinations that contradict themselves."""

from __future__ import annotations

from domain.case.contacts.codes import ChildHeard, ContactParty, ContactPlace, ContactResult, ContactTheme, ContactWay
from domain.case.contacts.events import ContactFacts
from domain.errors import InvalidValueError
from domain.policies import Policy


def require_possible(
    facts: ContactFacts, policy: Policy, *, way: ContactWay | None = None, result: ContactResult | None = None
) -> None:
    """Refuse what contradicts itself.

    Args:
        way, result: Of a contact; None for a session, which has its own kind and was held.

    Raises:
        InvalidValueError: `parties`; the result does not fit the way; the place does not fit the way; something was said in
            an attempt; then `place_name`, `duration_minutes`, `themes`, `child_heard`.
    """
    if not facts.parties:
        raise InvalidValueError("Deltagare saknas. Ange minst en som deltog eller söktes.")
    if way is not None:
        _require_fitting_result(way, result)
        _require_fitting_place(way, facts.place)
    if result is ContactResult.NOT_REACHED and (facts.duration_minutes or facts.themes or facts.child_heard):
        raise InvalidValueError("Ingen nåddes, så längd, teman och hur barnet kom till tals kan inte anges. Ta bort dem.")
    if facts.place_name is not None:
        if facts.place is None:
            raise InvalidValueError("Platsens namn är angivet men inte vilket slags plats det är. Ange platsen också.")
        policy.require_short_text(facts.place_name, "Platsens namn")
    longest = policy.contact_duration_max_minutes
    if facts.duration_minutes is not None and not 1 <= facts.duration_minutes <= longest:
        raise InvalidValueError(f"Längden är {facts.duration_minutes} minuter. Ange ett tal från 1 till {longest}.")
    require_themes(facts.themes)
    _require_child_heard(facts, policy)


def require_themes(themes: tuple[ContactTheme, ...]) -> None:
    """Refuse a theme that is stated twice; none at all is allowed.

    Raises:
        InvalidValueError: A theme is stated twice.
    """
    if len(set(themes)) < len(themes):
        raise InvalidValueError("Samma tema är angivet två gånger. Ange varje tema en gång.")


def _require_fitting_result(way: ContactWay, result: ContactResult | None) -> None:
    if result is ContactResult.SENT and not way.is_written:
        raise InvalidValueError(f"Ett {way.swedish} kan inte vara skickat. Ange om någon nåddes eller inte.")


def _require_fitting_place(way: ContactWay, place: ContactPlace | None) -> None:
    if place is None:
        return
    if way.is_face_to_face == (place is ContactPlace.DIGITAL) or (
        way is ContactWay.HOME_VISIT and place is not ContactPlace.HOME
    ):
        raise InvalidValueError(f"Kontaktsättet {way.swedish} och platsen {place.swedish} går inte ihop. Rätta det som är fel.")


def _require_child_heard(facts: ContactFacts, policy: Policy) -> None:
    heard, reason = facts.child_heard, facts.child_not_heard_reason
    if (heard is ChildHeard.NOT_HEARD) != (reason is not None):
        raise InvalidValueError("Orsaken till att barnet inte fick komma till tals anges precis när barnet inte fick det.")
    if reason is not None:
        policy.require_text(reason, "Orsaken till att barnet inte fick komma till tals")
    in_person = heard in (ChildHeard.IN_TALK, ChildHeard.IN_OTHER_FORM, ChildHeard.BY_OBSERVATION)
    if in_person and not {ContactParty.CHILD, ContactParty.CLIENT} & set(facts.parties):
        raise InvalidValueError("Barnet är inte bland deltagarna. Lägg till barnet, eller ange att barnet hördes genom en vuxen.")
