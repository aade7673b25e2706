"""What a condition may ask of which unit of count, and why one that could not be evaluated is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from adapters.indicator_files import shipped_indicators
from domain.errors import InvalidValueError
from domain.goal.codes import Periodicity
from domain.indicators import conditions as k
from domain.indicators.definition import FIELDS, Indicator, SeriesBreak, UnitOfCount
from domain.indicators.measures import MEASURES, MeasureKind
from domain.indicators.reading import read_indicator

ORS = {"instruments": ["ORS"], "by": "brukare", "about": "klienten"}
RATING = {"rating": "ORS", "at": "avslut", "by": "brukare", "about": "klienten"}
WORD = {
    UnitOfCount.CASE: "closed", UnitOfCount.CLOSING: "closed", UnitOfCount.SESSION: "held", UnitOfCount.DECISION: "decided",
    UnitOfCount.PLAN: "established", UnitOfCount.REQUEST: "requested", UnitOfCount.GIVER: "received",
    UnitOfCount.VIEWPOINT: "received", UnitOfCount.RENT_MONTH: "rent", UnitOfCount.OUTREACH: "occurred",
}


def asked(condition: dict[str, Any], of: UnitOfCount = UnitOfCount.CASE) -> Indicator:
    """A number of what fulfils a condition."""
    return read_indicator({
        "id": "prov.prov", "version": 1, "name": "Prov", "meaning": "Prov.", "source": "Prov", "activities": [],
        "unit_of_count": of.value, "kind": "count", "population": [{"period": WORD[of]}, condition],
    })


def share(**more: Any) -> Indicator:
    """A share with other keys."""
    return read_indicator({
        "id": "prov.prov", "version": 1, "name": "Prov", "meaning": "Prov.", "source": "Prov", "activities": [],
        "unit_of_count": "case", "kind": "share", "population": [{"period": "closed"}],
        "numerator": [{"field": "close_manner", "is": ["avbrott"]}], **more,
    })


@pytest.mark.parametrize(
    ("condition", "of", "wanted"),
    [
        ({**RATING, "at_least": 7, "at_most": 10}, UnitOfCount.CASE, ("at_least", Decimal(7))),
        ({"change": "reliable", "index": 5, **ORS}, UnitOfCount.CASE, ("better", k.Better.HIGHER)),
        ({"change": "reliable", "index": 5, "better": "lower", **ORS}, UnitOfCount.CASE, ("better", k.Better.LOWER)),
        ({"change": "lower", "between": "first_and_last", **ORS}, UnitOfCount.CASE, ("between", k.Between.FIRST_AND_LAST)),
        ({"ratings": ["ors"], "by": "brukare", "about": "klienten", "at_least": 1}, UnitOfCount.CASE, ("at_least", 1)),
        ({"measure": "time_offered", "same": True, "within_days": 0}, UnitOfCount.REQUEST, ("within_days", 0)),
        ({"measure": "session_held", "by": ["mamma"], "when": "in_period"}, UnitOfCount.CASE, ("by", ("mother",))),
        ({"session_rating": ["DUR"], "offered": True}, UnitOfCount.SESSION, ("offered", True)),
        ({"reopened_within_months": 0}, UnitOfCount.CLOSING, ("within_months", 0)),
        ({"days_between": ["received", "start"], "at_most": 0}, UnitOfCount.CASE, ("at_most", 0)),
        ({"not": {"field": "gender", "is": ["kvinna"]}}, UnitOfCount.GIVER, ("condition", k.FieldIs("gender", ("woman",)))),
    ],
)
def test_a_condition_is_read_with_what_it_says(condition: dict[str, Any], of: UnitOfCount, wanted: tuple[str, Any]) -> None:
    [_, found] = asked(condition, of).population
    assert getattr(found, wanted[0]) == wanted[1]


@pytest.mark.parametrize(
    ("condition", "of", "why"),
    [
        ({"period": "held"}, UnitOfCount.CASE, "period = held finns inte för case"),
        ({**RATING, "about": ["mamma", "pappa"]}, UnitOfCount.CASE, "about ska vara ett ord"),
        ({**RATING, "at_least": 8, "at_most": 7}, UnitOfCount.CASE, "ingen skattning kan uppfylla"),
        ({**RATING, "at_least": 8, "below": 7}, UnitOfCount.CASE, "ingen skattning kan uppfylla"),
        ({**RATING, "by": []}, UnitOfCount.CASE, "minst ett ord"),
        (RATING, UnitOfCount.CLOSING, "villkor på skattningar gäller ärenden"),
        ({"ratings": ["ORS"], "by": "brukare", "about": "klienten", "at_least": 0}, UnitOfCount.CASE, "heltal från 1"),
        ({"ratings": ["ORS"], "by": "brukare", "about": "klienten"}, UnitOfCount.CASE, "at_least saknas"),
        ({"change": "reliable", **ORS}, UnitOfCount.CASE, "change = reliable kräver index"),
        ({"change": "higher", "index": 5, **ORS}, UnitOfCount.CASE, "change = higher har inget index"),
        ({"change": "clinically_significant", "index": 5, **ORS}, UnitOfCount.CASE, "kräver cutoff"),
        ({"change": "reliable", "index": 5, "cutoff": 25, **ORS}, UnitOfCount.CASE, "har inget cutoff"),
        ({"change": "not_at_ceiling", **ORS}, UnitOfCount.CASE, "kräver ceiling"),
        ({"change": "deteriorated", "index": 0, **ORS}, UnitOfCount.CASE, "index ska vara större än 0"),
        ({"change": "higher", "better": "lower", **ORS}, UnitOfCount.CASE, "säger själv åt vilket håll"),
        ({"change": "reliable", "index": 5, "better": "up", **ORS}, UnitOfCount.CASE, "better = up"),
        ({"change": "lower", "between": "first", **ORS}, UnitOfCount.CASE, "between = first"),
        ({"session_rating": ["ORS"]}, UnitOfCount.CASE, "skattning vid besöket gäller session"),
        ({"session_rating": ["KORS"]}, UnitOfCount.SESSION, "instrumenten KORS finns inte i katalogen."),
        ({"session_rating": []}, UnitOfCount.SESSION, "(inga)"),
        ({"session_rating": ["ORS"], "offered": False}, UnitOfCount.SESSION, "offered kan bara vara true"),
        ({"attendance": "lower"}, UnitOfCount.CASE, "attendance = lower"),
        ({"days_between": ["start"]}, UnitOfCount.CASE, "två olika dagar"),
        ({"days_between": ["start", "start"]}, UnitOfCount.CASE, "två olika dagar"),
        ({"days_between": ["start", "plan"]}, UnitOfCount.CASE, "days_between = plan"),
        ({"days_between": ["start", "closing"], "at_most": -1}, UnitOfCount.CASE, "heltal från 0"),
        ({"days_between": ["start", "closing"]}, UnitOfCount.SESSION, "ärendets dagar gäller ärenden"),
        ({"measure": "visit"}, UnitOfCount.CASE, "measure = visit"),
        ({"measure": "decision"}, UnitOfCount.VIEWPOINT, "mått i ärendet gäller"),
        ({"measure": "decision", "is": ["kanske"]}, UnitOfCount.CASE, "is = kanske"),
        ({"measure": "decision", "is": []}, UnitOfCount.CASE, "saknar ord i is"),
        ({"measure": "decision_follow_up", "is": ["ja"]}, UnitOfCount.CASE, "har inga ord för is"),
        ({"measure": "plan_established", "by": ["brukaren"]}, UnitOfCount.CASE, "har inga ord för by"),
        ({"measure": "decision", "at_least": 0}, UnitOfCount.CASE, "heltal från 1"),
        ({"measure": "decision", "same": True}, UnitOfCount.CASE, "same kan bara vara true"),
        ({"measure": "decision", "same": "ja"}, UnitOfCount.DECISION, "same kan bara vara true"),
        ({"measure": "decision", "when": "later"}, UnitOfCount.CASE, "when = later"),
        ({"measure": "decision", "within_days": 1}, UnitOfCount.CASE, "since saknas"),
        ({"measure": "decision", "since": "start"}, UnitOfCount.SESSION, "since hör till ärenden"),
        ({"measure": "decision", "within_days": 1, "within_months": 1}, UnitOfCount.SESSION, "välj ett av within_months"),
        ({"measure": "decision", "within_days": -1}, UnitOfCount.SESSION, "heltal från 0"),
        ({"reopened_within_months": 12}, UnitOfCount.CASE, "återöppnande gäller closing"),
        ({"reopened_within_months": -1}, UnitOfCount.CLOSING, "heltal från 0"),
        ({"any": [{"field": "gender", "known": True}]}, UnitOfCount.CASE, "any ska ha minst två"),
        ({"any": [{"field": "gender", "known": True}, {"period": "open"}]}, UnitOfCount.CASE, "inte i any"),
        ({"not": {"period": "open"}}, UnitOfCount.CASE, "inte i not"),
        ({"not": "open"}, UnitOfCount.CASE, "ett villkor i not är ingen tabell"),
        ({"field": "close_manner", "known": True}, UnitOfCount.CLOSING, "fältet close_manner finns inte för closing"),
        ({"field": "participant", "is": ["behandlare"]}, UnitOfCount.SESSION, "participant = behandlare"),
    ],
)
def test_a_condition_that_cannot_be_evaluated_is_refused_with_the_reason(
    condition: dict[str, Any], of: UnitOfCount, why: str
) -> None:
    with pytest.raises(InvalidValueError) as refused:
        asked(condition, of)
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("population", "why"),
    [
        ({"period": "closed", "months_before": 12, "days_before": 1}, "välj ett av months_before"),
        ({"period": "closed", "months_before": -1}, "heltal från 0"),
        ({"period": "open", "months_before": 1}, "period = open är ingen"),
        ({"period": "rent", "days_before": 1}, "period = rent är ingen"),
    ],
)
def test_a_period_before_is_counted_from_a_day(population: dict[str, Any], why: str) -> None:
    assert share(population=[{"period": "closed", "days_before": 0}]).population == (k.InPeriod("closed"),)
    with pytest.raises(InvalidValueError, match=why):
        share(population=[population])


@pytest.mark.parametrize(("unit", "why"), [("person", "namn aldrig står i statistiken"), ("family", "samma familj")])
def test_what_the_record_does_not_know_is_refused_as_a_unit_of_count_with_the_reason(unit: str, why: str) -> None:
    with pytest.raises(InvalidValueError, match=why):
        share(unit_of_count=unit)


def test_each_condition_of_what_must_be_known_may_have_its_own_reason() -> None:
    known = {"field": "close_manner", "known": True}
    found = share(measured=[{**known, "missing": "sätt saknas"}, {"field": "housing", "known": True}], missing="boende saknas")
    assert found.reasons == ("sätt saknas", "boende saknas")
    assert share(measured=[{**known, "missing": "sätt saknas"}]).missing is None
    for measured in ([known], [{**known, "missing": "sätt saknas"}, known]):
        with pytest.raises(InvalidValueError, match="missing ska säga varför"):
            share(measured=measured)
    with pytest.raises(InvalidValueError, match="missing ska vara en text"):
        share(measured=[{**known, "missing": ""}])


def test_a_definition_says_how_it_is_followed_and_where_the_series_breaks() -> None:
    breaks = [{"from": "2016-01-01", "reason": "Agresso"}, {"from": "2019-01-01", "reason": "nytt arbetssätt"}]
    found = share(
        direction="up", target=80, council_target=75, periodicity="tertial", valid_from="2018-01-01", replaces="prov.old",
        series_breaks=breaks,
    )
    assert (found.council_target, found.periodicity, found.valid_from) == (75, Periodicity.TERTIAL, date(2018, 1, 1))
    assert found.series_breaks[1] == SeriesBreak(date(2019, 1, 1), "nytt arbetssätt") and found.replaces == "prov.old"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"council_target": 101}, "council_target ska vara från 0"),
        ({"council_target": "75"}, "council_target ska vara ett tal"),
        ({"periodicity": "kvartal"}, "periodicity = kvartal"),
        ({"valid_from": date(2018, 1, 1)}, "valid_from ska vara ett datum inom citattecken"),
        ({"valid_from": "2018-13-01"}, "valid_from ska vara ett datum"),
        ({"replaces": "prov.prov"}, "replaces ska vara id"),
        ({"replaces": "Klienter"}, "replaces ska vara id"),
        ({"series_breaks": ["2018-01-01"]}, "är ingen tabell"),
        ({"series_breaks": [{"from": "2018-01-01"}]}, "reason saknas"),
        ({"series_breaks": [{"from": day, "reason": "nytt"} for day in ("2019-01-01", "2018-01-01")]}, "datumordning"),
        ({"series_breaks": [{"from": "2019-01-01", "reason": "nytt"}] * 2}, "högst ett brott för varje dag"),
        ({"unit": "månader"}, "unit säger vad ett medelvärde anges i"),
    ],
)
def test_what_a_definition_cannot_be_followed_by_is_refused(more: dict[str, Any], why: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        share(**more)
    assert why in str(refused.value)


def test_percent_and_percentage_points_are_never_mixed() -> None:
    def mean(mean_of: str, unit: str | None) -> Indicator:
        stated = {} if unit is None else {"unit": unit}
        return share(kind="mean", numerator=[], mean_of=mean_of, missing="saknas", **stated)

    assert (share().stated_in, share().difference_in) == ("procent", "procentenheter")
    assert (mean("treatment_days", "månader").stated_in, mean("treatment_days", "månader").difference_in) == ("månader",) * 2
    assert mean("attendance_at_start", "procent").difference_in == "procentenheter"
    assert mean("attendance_change", "procentenheter").difference_in == "procentenheter"
    change = "attendance_change"
    for mean_of, unit in (("attendance_at_start", "procentenheter"), (change, "procent"), (change, None)):
        with pytest.raises(InvalidValueError, match="unit är procentenheter för attendance_change"):
            mean(mean_of, unit)


def test_every_measure_has_words_and_every_unit_of_count_has_fields() -> None:
    assert set(MEASURES) == set(MeasureKind) and set(FIELDS) == set(UnitOfCount)


def test_every_outcome_that_a_unit_is_to_show_is_shipped() -> None:
    ids = {indicator.id for indicator in shipped_indicators()}
    assert ids >= {
        "kbt.reduced_use", "kbt.reduced_use_all_closed", "kbt.closed_as_planned", "kbt.past_motivation_phase",
        "um.positive_change_ors", "um.reliable_change_ors", "um.clinically_significant_ors", "um.deteriorated_ors",
        "um.two_ratings_ors", "fng.safer_child", "school.attendance_change_mean", "school.attendance_improved",
        "all.plan_participation", "all.treated_well", "all.feedback_adapted", "all.decisions_with_plan",
        "all.decisions_followed_up_twice", "all.time_offered_in_3_days", "all.referral_time_in_21_days",
        "all.not_back_in_12_months", "um.rating_offered",
    }
