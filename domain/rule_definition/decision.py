"""A decision about what journals are reviewed by (sv. *regelbeslut*): each is a stream of its own."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.adopting import Found, Numbered, adopted_text, require_adopted, require_from_today, require_undecided
from domain.base import DomainEvent, Stamp, envelope
from domain.completeness.text import RuleDefinition, read_rule_text
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import Policy
from domain.rule_definition.events import RuleAdopted, RuleDecisionTakenBack, RuleWithdrawn
from domain.rule_definition.history import RuleHistory
from domain.rule_definition.tightening import loosened
from domain.stream_state import StreamState

Decided = RuleAdopted | RuleWithdrawn


class RuleDecision(StreamState):
    """One decision about a rule (sv. *regelbeslut*), folded from its stream's events. `version` 0 = not made."""

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.decided: Decided | None = None
        self.taken_back: RuleDecisionTakenBack | None = None

    def _take_in(self, event: DomainEvent) -> None:
        if isinstance(event, Decided):
            self.decided = event
        elif isinstance(event, RuleDecisionTakenBack):
            self.taken_back = event

    def adopt(
        self,
        *,
        decision_id: UUID,
        rule: str,
        rule_version: int,
        definition: str | None = None,
        takes_effect_on: date,
        adopted_on: date,
        adopted_by: str,
        board_decision_reference: str | None = None,
        reason: str,
        known_rules: RuleHistory,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[RuleAdopted]:
        """Adopt a rule of one's own, or a tightened version of a shipped one, from a day on (sv. *anta granskningsregel*).

        Args:
            definition: The whole definition, as TOML or JSON; None = the version that exists already, shipped with the program
                or adopted before. It holds in the activities that it names; none = in all.
            takes_effect_on: From today on. Never before: what was answered as of yesterday must not change.
            adopted_on: Not after today.
            known_rules: What is shipped and was adopted before.

        Raises:
            ConflictError: The decision is made already.
            InvalidValueError: `definition` cannot be judged, or says another id or version; there is no such version; the number
                means something else already, or is not above all earlier ones; it has no check; its id begins as the shipped
                ones do.
            NotAllowedError: It asks for less than the shipped rule.
            InvalidValueError: It has another kind of check than before; `takes_effect_on`, `adopted_on`, `adopted_by`,
                `board_decision_reference`, `reason`.
        """
        require_undecided(self.version)
        text = _text(rule, rule_version, definition, known_rules, policy)
        _require_usable(read_rule_text(text), takes_effect_on, known_rules, policy)
        require_from_today(takes_effect_on, "Regeln", today)
        require_adopted(adopted_on, adopted_by, board_decision_reference, reason, today=today, policy=policy)
        return (
            RuleAdopted(
                **envelope(decision_id, 0, stamp), rule=rule, rule_version=rule_version, definition=text,
                takes_effect_on=takes_effect_on, adopted_on=adopted_on, adopted_by=adopted_by,
                board_decision_reference=board_decision_reference, reason=reason,
            ),
        )

    def withdraw(
        self, *, decision_id: UUID, rule: str, rule_version: int, takes_effect_on: date, reason: str, known_rules: RuleHistory,
        stamp: Stamp, today: date, policy: Policy,
    ) -> tuple[RuleWithdrawn]:
        """Ask nothing more by a version that was adopted, from a day on (sv. *upphäva granskningsregel*).

        Args:
            takes_effect_on: The first day without it; from today on.

        Raises:
            ConflictError: The decision is made already.
            NotFoundError: There is no such version.
            InvalidValueError: `takes_effect_on`.
            NotAllowedError: It is shipped and holds without any decision, or does not hold on that day as it is.
            InvalidValueError: `reason`.
        """
        require_undecided(self.version)
        if known_rules.known(rule, rule_version) is None:
            raise NotFoundError("Det finns ingen sådan version av regeln i nämnden. Se GET /api/v1/completeness/rules.")
        require_from_today(takes_effect_on, "Beslutet", today)
        standing = [each for each in known_rules.standing_on(rule, takes_effect_on) if each.number == rule_version]
        if any(each.adopted is None for each in standing):
            raise NotAllowedError(
                f"{rule} version {rule_version} följer med programmet och kan inte upphävas. Undanta ett ärende, eller skärp den."
            )
        if not standing:
            raise NotAllowedError(f"{rule} version {rule_version} gäller inte den {takes_effect_on} och kan inte upphävas då.")
        policy.require_short_text(reason, "Skälet till beslutet")
        return (
            RuleWithdrawn(
                **envelope(decision_id, 0, stamp), rule=rule, rule_version=rule_version, takes_effect_on=takes_effect_on,
                reason=reason,
            ),
        )

    def take_back(self, *, reason: str, stamp: Stamp, today: date, policy: Policy) -> tuple[RuleDecisionTakenBack]:
        """Take back a decision that has not taken effect (sv. *återta regelbeslut*).

        Raises:
            NotFoundError: Unknown decision.
            NotAllowedError: Taken back already; then it took effect today or earlier: decide otherwise from a later day instead.
            InvalidValueError: `reason`.
        """
        if self.id is None or self.decided is None:
            raise NotFoundError("Beslutet finns inte i nämnden. Kontrollera vilket beslut det gäller.")
        if self.taken_back is not None:
            raise NotAllowedError("Beslutet är redan återtaget.")
        if self.decided.takes_effect_on <= today:
            raise NotAllowedError(
                f"Beslutet gäller sedan {self.decided.takes_effect_on} och kan inte återtas. Upphäv regeln eller anta en annan"
                " version från i dag eller en senare dag."
            )
        policy.require_short_text(reason, "Orsaken till att beslutet återtas")
        return (RuleDecisionTakenBack(**envelope(self.id, self.version, stamp), reason=reason),)


def _text(rule: str, number: int, definition: str | None, known: RuleHistory, policy: Policy) -> str:
    return adopted_text(
        Numbered("regeln", rule, number), definition, _read, existing=known.known(rule, number), highest=known.highest(rule),
        policy=policy,
    )


def _read(definition: str) -> Found:
    found = read_rule_text(definition)
    return Found(found.rule.id, found.rule.version, found.text)


def _require_usable(found: RuleDefinition, day: date, known: RuleHistory, policy: Policy) -> None:
    rule = found.rule
    shipped = known.shipped.get((rule.id, rule.version))
    if shipped is not None and shipped.text == found.text:
        return
    if rule.check is None:
        raise InvalidValueError(f"Regeln {rule.id} saknar kontroll, så den granskar ingenting. Ange check.")
    prefixes = {each_id.partition("-")[0] for each_id, _ in known.shipped}
    if not known.is_shipped(rule.id) and rule.id.partition("-")[0] in prefixes:
        raise InvalidValueError(
            f"Id som börjar med {' eller '.join(sorted(prefixes))} är de medföljande reglernas. Ge enhetens regel ett annat id,"
            " till exempel KBT-01."
        )
    earlier = next((each.rule.check for each in known.standing_on(rule.id, day) if each.rule.check is not None), None)
    base = known.base_on(rule.id, day)
    why = None if base is None else loosened(rule, base, policy)
    if why is not None:
        raise NotAllowedError(f"Regeln {rule.id} kan skärpas men inte mildras: {why}.")
    if earlier is not None and type(earlier) is not type(rule.check):
        raise InvalidValueError(
            f"Regeln {rule.id} har ett annat kontrollslag (is) än förut. Ge den ett eget id, så att det som redan har börjat kan"
            " bedömas som det började."
        )


