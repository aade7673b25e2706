"""Analyses, surveys and themes beside the results (sv. *analyser*): who is met, what stands out, what people say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.analysis_reading import caseload_analysis, equality_analysis
from api.governance_reading import results_of_survey, texts_of_survey
from api.http.dependencies import LoggedIn
from api.reading import Reader
from api.viewpoint_reading import viewpoint_themes
from api.web.formats import NOTHING, number, percent
from api.web.pages.asking import API, Asking
from api.web.pages.frame import shown
from api.web.pages.results_asked import ResultsAsked, chooser, results_asked, unit_choices
from api.web.pages.results_lines import of_text
from api.web.pages.standing_figures import standing_figures
from api.web.texts import _
from domain.codes import ViewpointSubject
from projections.analyses.caseload import CaseloadMeasure

router = APIRouter(include_in_schema=False)

SURVEY = f"GET {API}/surveys/{{survey_id}}/results"
_TEXTS = f"GET {API}/surveys/{{survey_id}}/free-texts"


@router.get("/results/analyses")
def analyses_page(request: Request, account: LoggedIn) -> Response:
    """Jämställdhetsanalysen, ärendemängden, undersökningarna och synpunkternas teman."""
    asking = Asking(request, account)
    asked = results_asked(request, asking.today)
    units = unit_choices(asking, asked.known_at)
    # The analyses tell of few people, so in the external view there are none.
    analyses = {} if asked.is_external else _analyses(asking, asked)
    surveys, _more = asking.reader(f"GET {API}/surveys").register("surveys", known_at=asked.known_at)
    asking.close()
    return shown(
        request, "results/analyses.html", asked=asked, chooser=chooser(asked, units, "/results/analyses"), analyses=analyses,
        surveys=surveys.document["surveys"], known_at=surveys.document["known_at"], address=asked.address,
    )


@router.get("/results/surveys/{survey_id}")
def survey_page(request: Request, survey_id: UUID, account: LoggedIn) -> Response:
    """En undersöknings resultat, när den är stängd."""
    asking = Asking(request, account)
    asked: ResultsAsked = results_asked(request, asking.today)
    survey = results_of_survey(asking.reader(SURVEY), survey_id, external=asked.is_external, known_at=asked.known_at).document
    texts: Sequence[str] = ()
    if not asked.is_external and asking.may(_TEXTS):
        texts = texts_of_survey(asking.reader(_TEXTS), survey_id, known_at=asked.known_at).document["free_texts"]
    asking.close()
    return shown(request, "results/survey.html", asked=asked, survey=survey, texts=texts, address=asked.address)


def _analyses(asking: Asking, asked: ResultsAsked) -> dict[str, Any]:
    counted = standing_figures(
        asking, f"GET {API}/analyses/equality", (asked.year, asked.unit), asked.known_at,
        lambda reader: _counted(asking, reader, asked),
    )
    equality, caseload = counted["equality"], counted["caseload"]
    themes = viewpoint_themes(
        asking.board, asking.reader(f"GET {API}/viewpoints/themes"), asked.period.name, known_at=asked.known_at, unit=asked.unit
    ).document
    return {
        "equality": equality_rows(equality["years"]), "years": [each["year"] for each in equality["years"]], "caseload": caseload,
        "quarters": quarter_rows(caseload["quarters"]), "quarter_names": [each["quarter"] for each in caseload["quarters"][-5:]],
        "themes": theme_rows(themes["units"]), "recurring_min": themes["recurring_min"],
    }


def _counted(asking: Asking, reader: Reader, asked: ResultsAsked) -> dict[str, Any]:
    """Both analyses, counted in one go."""
    equality = equality_analysis(reader, asked.year, known_at=asked.known_at, unit=asked.unit).document
    caseload = caseload_analysis(
        asking.reader(f"GET {API}/analyses/caseload"), known_at=asked.known_at, unit=asked.unit
    ).document
    return {"known_at": equality["known_at"], "equality": equality, "caseload": caseload}


def equality_rows(years: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[str]]]:
    """What the analysis counts of each gender, as rows of a table: each year's value in its own column."""
    kinds = (
        (_("Klienter"), lambda year, who: number(year["clients"].get(who))),
        (_("Besök per klient"), lambda year, who: _one_decimal(year["sessions"].get(who, {}).get("held_per_client"))),
        (_("Behandlingens längd, median i dagar"), lambda year, who: number(year["length_days"].get(who, {}).get("median"))),
        (_("Avslutade enligt planering"), lambda year, who: _share(year["as_planned"].get(who))),
    )
    groups = ("kvinnor och flickor", "män och pojkar", "alla")
    return [
        (f"{text}: {_(who)}", [told(year, who) for year in years]) for text, told in kinds for who in groups
    ]


def quarter_rows(quarters: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[str]]]:
    """What is followed from quarter to quarter, the last five of them."""
    return [
        (_(measure.swedish)[:1].upper() + _(measure.swedish)[1:], [_one_decimal(each[measure.value]) for each in quarters[-5:]])
        for measure in CaseloadMeasure
    ]


def theme_rows(units: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What viewpoints keep coming back to, by unit."""
    return [
        {
            "unit": each["unit"], "viewpoints": each["viewpoints"], "before": each["year_before"]["viewpoints"],
            "adapted": _share(each["adapted"]), "categories": [
                {
                    "text": _(ViewpointSubject(one["subject_category"]).swedish), "viewpoints": one["viewpoints"],
                    "before": one["year_before"]["viewpoints"], "adapted": _share(one["adapted"]), "recurring": one["recurring"],
                }
                for one in each["categories"] if one["subject_category"] is not None
            ],
        }
        for each in units if each["viewpoints"] or each["year_before"]["viewpoints"]
    ]


def _share(share: Mapping[str, Any] | None) -> str:
    if share is None or share["percent"] is None:
        return NOTHING
    return f"{percent(share['percent'])} ({of_text(share)})"


def _one_decimal(value: Any) -> str:
    return NOTHING if value is None else number(round(float(value), 1) if isinstance(value, str) else value)
