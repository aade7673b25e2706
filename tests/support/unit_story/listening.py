"""What people say and tick: viewpoints, the weekly meetings, a proposal that comes out of them, and an anonymous survey."""

from __future__ import annotations

from typing import Any

from tests.support.unit_story.cast import KARIN, KBT, MIRA, UNIT, Pens


def tell_listening(pens: Pens) -> None:
    """February to December 2025."""
    _tell_viewpoints(pens)
    _tell_meetings(pens)
    _tell_proposal(pens)
    _tell_survey(pens)


def _tell_viewpoints(pens: Pens) -> None:
    for nth, (day, name, said, changed) in enumerate((
        ("2025-02-11", "önskan om kvällstid", "Det går inte att komma på kvällen.", None),
        ("2025-09-02", "en till om kvällstid", "Jag måste ta ledigt för att komma.", None),
        ("2025-09-09", "väntrummet", "Väntrummet är för öppet.", "Skärmar mellan stolarna."),
    )):
        viewpoint = pens.viewpoint(name)
        viewpoint.write(
            f"{day} 15:0{nth}", MIRA, "receive", viewpoint_id=name, case_id=None, received_on=day, kind="improvement",
            received_by_id=MIRA.key, received_by_name=MIRA.name, received_by_title=MIRA.title, giver_role="brukare",
            givers=[{"giver": "client", "gender": "man"}], subject_category="accessibility", channel="oral", description=said,
            unit=KBT,
        )
        if changed is not None:
            viewpoint.write("2025-09-15 09:00", MIRA, "make_adaptation", adaptation=changed, adapted_on="2025-09-15",
                            adapted_by=MIRA)


def _tell_meetings(pens: Pens) -> None:
    weeks: tuple[tuple[str, str, tuple[str, ...], str | None], ...] = (
        ("2025-09-01", "2025-09-05", ("önskan om kvällstid", "en till om kvällstid"), "Samma önskan igen: blir ett förslag."),
        ("2025-09-08", "2025-09-12", ("väntrummet",), None), ("2025-09-15", "2025-09-19", (), None),
        ("2025-09-22", "2025-09-26", (), None),
    )
    for monday, held_on, viewpoints, notes in weeks:
        name = f"genomgången {held_on}"
        pens.inventory(name).write(f"{held_on} 11:00", KARIN, "hold", inventory_id=name, unit=KBT, week_from=monday,
                                   held_on=held_on, leader=KARIN, viewpoint_ids=viewpoints, inventory_notes=notes)
    pens.inventory("genomgången 2025-09-26").write("2025-09-29 08:30", KARIN, "withdraw", reason="Mötet ställdes in.")


def _tell_proposal(pens: Pens) -> None:
    proposal = pens.proposal("förslaget om kvällstid")
    stated: dict[str, Any] = {
        "unit": KBT, "proposed_on": "2025-09-05", "owner": KARIN,
        "viewpoint_ids": ("önskan om kvällstid", "en till om kvällstid"),
    }
    proposal.write("2025-09-05 11:20", KARIN, "raise_proposal", proposal_id="förslaget om kvällstid", due_on="2025-10-31",
                   proposal="Kvällstider två dagar i veckan.", **stated)
    proposal.write("2025-09-19 11:20", KARIN, "correct", proposal="Kvällstider en dag i veckan, på prov.", due_on="2025-11-28",
                   reason="Två dagar ryms inte i schemat.", **stated)
    proposal.write("2025-10-06 09:00", KARIN, "change_status", status="resting", changed_on="2025-10-06",
                   reason="Larmet i huset byts i oktober.")
    proposal.write("2025-11-28 15:00", KARIN, "change_status", status="done", changed_on="2025-11-28", reason="Provet är gjort.",
                   what_came_of_it="Torsdagar till klockan 19 från den 8 januari.")


def _tell_survey(pens: Pens) -> None:
    survey = pens.survey
    survey.write(
        "2025-09-29 10:00", KARIN, "define", survey_id="brukarundersökningen", unit=UNIT, survey_name="Så tycker du om stödet",
        survey_occasion="during_period", asks_gender=True, free_text_question="Vad kan vi göra bättre?",
        questions=[{"question": "Hur har du blivit bemött?", "lowest": 1, "highest": 5, "lowest_means": "dåligt",
                    "highest_means": "bra"}, {"question": "Har stödet varit till hjälp?", "lowest": 1, "highest": 5}],
    )
    survey.write("2025-10-01 08:00", KARIN, "open", first_day="2025-10-06", last_day="2025-10-31", asked_count=14)
    survey.write("2025-10-13 08:00", KARIN, "count_asked", asked_count=15, reason="Ett formulär till delades ut.")
    wrong = [{"ticked": [1, 1]}] * 5
    survey.write("2025-10-20 16:00", MIRA, "record_answers", batch_id="provsvaren", survey_answers=wrong)
    survey.write("2025-10-20 16:10", MIRA, "strike_batch", struck_batch_id="provsvaren", reason="Svaren skrevs in på prov.")
    ticked = (([5, 4], "woman"), ([4, 4], "woman"), ([5, 5], "woman"), ([3, None], "woman"), ([5, 3], "woman"), ([4, 2], "man"),
              ([5, 5], "man"), ([2, 3], "man"), ([4, 4], "man"), ([5, 4], "man"), ([5, 5], None))
    survey.write("2025-10-24 16:00", MIRA, "record_answers", batch_id="svaren i oktober",
                 survey_answers=[{"ticked": values, "gender": gender} for values, gender in ticked[:6]])
    survey.write("2025-11-03 09:00", MIRA, "record_answers", batch_id="de sista svaren",
                 survey_answers=[{"ticked": values, "gender": gender} for values, gender in ticked[6:10]])
    survey.write("2025-11-03 09:10", MIRA, "record_texts", batch_id="texterna i undersökningen",
                 free_texts=["Kvällstider.", "Fler träffar i början.", "Kaffe i väntrummet.", "Bra som det är."])
    survey.write("2025-11-03 10:00", KARIN, "close", closed_on="2025-11-03")


