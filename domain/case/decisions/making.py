"""The decision that records a formal decision, and what one must hold to be possible."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.decisions.codes import AmendmentGround, AppealState, DecisionOutcome, GroundsOmitted
from domain.case.decisions.events import Amendment, DecisionMade, MaterialCommunicated
from domain.case.decisions.guards import GuardedDecisions
from domain.case.guards import is_imported, require_existing
from domain.errors import InvalidValueError, NotAllowedError
from domain.policies import Policy, require_not_after_today, require_order

_AGAINST = (
    DecisionOutcome.PARTLY_GRANTED, DecisionOutcome.REFUSED, DecisionOutcome.DISMISSED, DecisionOutcome.ENDED,
)
_NEVER_FAVOURABLE = (
    DecisionOutcome.REFUSED, DecisionOutcome.DISMISSED, DecisionOutcome.ENDED, DecisionOutcome.WRITTEN_OFF,
)
_OMITTED_FOR_WANT_OF_EFFECT = (GroundsOmitted.NO_REAL_EFFECT, GroundsOmitted.OBVIOUSLY_NEEDLESS)
_TO_DETRIMENT = (
    AmendmentGround.RESERVATION, AmendmentGround.SAFETY, AmendmentGround.MISLEADING, AmendmentGround.CHANGED_CONDITIONS,
)


class MakingDecisions(GuardedDecisions):
    """Making and changing formal decisions."""

    def make_decision(
        self,
        *,
        entry_id: UUID,
        decided_on: date,
        outcome: DecisionOutcome,
        favourable: bool,
        decision_text: str,
        decision_grounds: str | None = None,
        grounds_omitted: GroundsOmitted | None = None,
        legal_ground: str | None = None,
        decider_id: UUID | None = None,
        decider_name: str | None = None,
        decider_title: str | None = None,
        delegation_reference: str | None = None,
        decided_elsewhere: str | None = None,
        presenter_id: UUID | None = None,
        presenter_name: str | None = None,
        presenter_title: str | None = None,
        also_present: tuple[str, ...] = (),
        from_date: date | None = None,
        to_date: date | None = None,
        follow_up_on: date | None = None,
        appealable: bool,
        communicated: MaterialCommunicated | None = None,
        party_reply: str | None = None,
        intake_id: UUID | None = None,
        amendment: Amendment | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[DecisionMade]:
        """Record a formal decision, or one that takes an earlier one's place (sv. *fatta beslut*, *ändra beslut*).

        Args:
            decided_on: Not after today, nor after the closing, unless it changes an earlier decision or is imported history.
            favourable: Always so when granted; never when refused, dismissed, ended or written off.
            decision_grounds: The reasons. Either these or `grounds_omitted`; only imported history may lack both.
            grounds_omitted: A decision against the person is not without effect, so only urgency and secrecy excuse it.
            decider_id: Who decided by delegation, with `delegation_reference`. Either this or `decided_elsewhere`; only imported
                history may lack both.
            from_date: First day; None = at once.
            to_date: Last day, not before the first; None = until further notice.
            follow_up_on: Not before `decided_on`; may lie ahead.
            communicated: The material was sent at the latest on the day of the decision, or there was a reason not to.
            intake_id: The application that it answers, which came in at the latest that day.
            amendment: The decision whose place this one takes. To the detriment of who was favoured only for a reservation,
                safety, misleading information or conditions that have changed in substance.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown application; then unknown earlier decision.
            InvalidValueError: The texts, in the order of the parameters; then `decided_on` after today.
            NotAllowedError: After the closing.
            InvalidValueError: Who decided; then no delegation; then `favourable` against `outcome`; then the reasons; then the
                days of the application, the period and the follow-up; then `communicated`; then a reply to nothing.
            NotAllowedError: The earlier decision has been replaced; then an appeal against it lies with a court.
            InvalidValueError: It is later than this one; then a ground that does not allow a change to the detriment.

        Source: FL 2017:900 25 §, 31 §, 32 §, 37-39 §§; KL 2017:725 6:37, 7:5; SoL 2025:400 14:3, 14:9, 14:10.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Beslutet")
        if intake_id is not None:
            require_existing(intake_id, self.intake.intakes, "Begäran")
        if amendment is not None:
            require_existing(amendment.amended_decision_id, self.decision.decisions, "Det tidigare beslutet")
        made = DecisionMade(
            **self._next(stamp), entry_id=entry_id, decided_on=decided_on, outcome=outcome, favourable=favourable,
            decision_text=decision_text, decision_grounds=decision_grounds, grounds_omitted=grounds_omitted,
            legal_ground=legal_ground, decider_id=decider_id, decider_name=decider_name, decider_title=decider_title,
            delegation_reference=delegation_reference, decided_elsewhere=decided_elsewhere, presenter_id=presenter_id,
            presenter_name=presenter_name, presenter_title=presenter_title, also_present=also_present, from_date=from_date,
            to_date=to_date, follow_up_on=follow_up_on, appealable=appealable, communicated=communicated,
            party_reply=party_reply, intake_id=intake_id, amendment=amendment, source=source,
        )
        imported = is_imported(stamp, source)
        _require_texts(made, policy)
        require_not_after_today(decided_on, "Dagen för beslutet", today)
        if amendment is None:
            self._require_open_on(decided_on, "Dagen för beslutet", imported=imported)
        _require_decider(made, imported=imported)
        _require_possible_outcome(made)
        _require_grounds(made, imported=imported)
        self._require_possible_days(made)
        _require_possible_communication(made)
        self._require_possible_amendment(made, imported=imported)
        return (made,)

    def _require_possible_days(self, made: DecisionMade) -> None:
        decided = made.decided_on
        if made.intake_id is not None:
            asked_on = self.intake.intakes[made.intake_id].requested_on
            require_order(asked_on, "den dag begäran kom in", decided, "Dagen för beslutet")
        if made.to_date is not None:
            require_order(made.from_date or decided, "beslutets första dag", made.to_date, "Beslutets sista dag")
        if made.follow_up_on is not None:
            require_order(decided, "dagen för beslutet", made.follow_up_on, "Dagen för uppföljning")

    def _require_possible_amendment(self, made: DecisionMade, *, imported: bool) -> None:
        if made.amendment is None:
            return
        earlier = self.decision.decisions[made.amendment.amended_decision_id]
        if earlier.entry_id in self.decision.replaced_by:
            raise NotAllowedError("Det tidigare beslutet är redan ersatt. Ändra det beslut som gäller nu.")
        with_court = (
            self.decision.appeal_state(appeal.entry_id) is AppealState.FORWARDED
            for appeal in self.decision.appeals_of(earlier.entry_id)
        )
        if any(with_court) and not imported:
            raise NotAllowedError("Överklagandet av beslutet är överlämnat till domstol. Invänta domstolens avgörande.")
        require_order(earlier.decided_on, "dagen för det tidigare beslutet", made.decided_on, "Dagen för beslutet")
        if earlier.favourable and made.amendment.to_detriment and made.amendment.amendment_ground not in _TO_DETRIMENT:
            raise InvalidValueError(
                "Ett gynnande beslut får inte ändras till nackdel av det skälet. Ange förbehåll, tvingande säkerhetsskäl, "
                "oriktiga uppgifter eller väsentligt ändrade förhållanden, eller låt beslutet gälla."
            )


def _require_texts(made: DecisionMade, policy: Policy) -> None:
    policy.require_text(made.decision_text, "Beslutets innehåll")
    if made.decision_grounds is not None:
        policy.require_text(made.decision_grounds, "Motiveringen")
    for name, what in (
        (made.legal_ground, "Lagrummet"), (made.decider_name, "Namnet på beslutsfattaren"),
        (made.decider_title, "Befattningen"), (made.delegation_reference, "Delegationen"),
        (made.decided_elsewhere, "Vem som beslutade"), (made.presenter_name, "Namnet på föredraganden"),
        (made.presenter_title, "Befattningen"),
    ):
        if name is not None:
            policy.require_short_text(name, what)
    policy.require_short_texts(made.also_present, "Vem som var med")
    if made.party_reply is not None:
        policy.require_text(made.party_reply, "Den enskildes yttrande")


def _require_decider(made: DecisionMade, *, imported: bool) -> None:
    known = [each for each in (made.decider_id, made.decided_elsewhere) if each is not None]
    if len(known) > 1:
        raise InvalidValueError("Beslutet har två beslutsfattare. Ange antingen en medarbetare eller vem annan som beslutade.")
    if imported:
        return
    if not known:
        raise InvalidValueError("Vem som beslutade saknas. Ange en medarbetare, eller nämnden eller den som beslutade.")
    if made.decider_id is not None and made.delegation_reference is None:
        raise InvalidValueError("Delegationen saknas. Ange punkten i nämndens delegationsordning.")


def _require_possible_outcome(made: DecisionMade) -> None:
    if made.outcome is DecisionOutcome.GRANTED and not made.favourable:
        raise InvalidValueError("Ett bifall är gynnande. Rätta utfallet, eller ange att beslutet är gynnande.")
    if made.outcome in _NEVER_FAVOURABLE and made.favourable:
        raise InvalidValueError(
            f"Utfallet {made.outcome.swedish} är inte gynnande. Rätta utfallet, eller ange att beslutet inte är gynnande."
        )


def _require_grounds(made: DecisionMade, *, imported: bool) -> None:
    if made.decision_grounds is not None and made.grounds_omitted is not None:
        raise InvalidValueError("Motiveringen finns och sägs samtidigt vara utelämnad. Ta bort det ena.")
    if made.decision_grounds is None and made.grounds_omitted is None and not imported:
        raise InvalidValueError("Motiveringen saknas. Skriv den, eller ange varför den får utelämnas.")
    if made.outcome in _AGAINST and made.grounds_omitted in _OMITTED_FOR_WANT_OF_EFFECT:
        raise InvalidValueError(
            f"Ett beslut om {made.outcome.swedish} går den enskilde emot och ska motiveras. Skriv motiveringen."
        )


def _require_possible_communication(made: DecisionMade) -> None:
    told = made.communicated
    if told is None:
        if made.party_reply is not None:
            raise InvalidValueError("Ett yttrande finns, men inte när underlaget kommunicerades. Ange dag och sätt.")
        return
    sent = (told.material_sent_on, told.material_manner)
    if (None in sent) != (told.not_communicated is not None) or (None in sent and sent != (None, None)):
        raise InvalidValueError("Ange antingen dag och sätt för kommuniceringen, eller varför underlaget inte kommunicerades.")
    if told.material_sent_on is not None:
        require_order(told.material_sent_on, "dagen för kommuniceringen", made.decided_on, "Dagen för beslutet")
