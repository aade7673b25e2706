"""What comes to the unit without being a case (sv. *utanför ärendena*): a concern about a grown-up, and a newspaper that asks."""

from __future__ import annotations

from datetime import date

from adapters.demo.casefile import Town, at
from adapters.demo.cast import HOUSING_SUPPORT, UNIT_NAME
from adapters.demo.luck import Luck
from adapters.demo.office import write
from domain.concern.concern import Concern
from domain.records_request.records_request import RecordsRequest


def tell_around(town: Town) -> None:
    """Write both."""
    _tell_concern(town)
    _tell_newspaper(town)


def _tell_concern(town: Town) -> None:
    """A neighbour is worried; nobody opens the first time, and the second time there is somebody who wants help."""
    luck, yusuf, concern, unit = Luck("oro"), town.cast.staff["yusuf"], Concern(), town.cast.units[HOUSING_SUPPORT]
    day = date(2026, 10, 14)
    write(town, day, "09:25", yusuf, concern, concern.receive, {
        "concern_id": luck.uuid(), "unit": unit, "received_at": at(day, "09:10"), "concern_about": "adult",
        "person_name": "Elsie Påhittsson", "birth_year": 1949, "gender": "woman", "concern_kinds": ("self_neglect",),
        "reporter_role": "anonymous", "concern_channel": "telephone", "receiver": yusuf,
        "concern_text": "En granne har inte sett Elsie på en vecka, och posten ligger kvar.",
    }, unit)
    for sought_on, more in (
        (date(2026, 10, 14), {"outreach_result": "not_reached", "acute_need": "unknown", "account": "Ingen öppnade.",
                              "try_again_on": date(2026, 10, 15)}),
        (date(2026, 10, 15), {"outreach_result": "accepted", "acute_need": "no", "account": "Elsie öppnade och bjöd in.",
                              "individual_view": "Hade varit på sjukhus och vill ha hjälp med maten."}),
    ):
        write(town, sought_on, "14:40", yusuf, concern, concern.make_outreach, {
            "entry_id": luck.uuid(), "sought_at": at(sought_on, "14:00"), "outreach_way": "home_visit", "seeker": yusuf, **more,
        }, unit)
    closed_on = date(2026, 10, 16)
    write(town, closed_on, "09:40", yusuf, concern, concern.close, {
        "entry_id": luck.uuid(), "concern_closed_on": closed_on, "concern_outcome": "application",
        "summary": "Elsie har ansökt om hemtjänst.",
    }, unit)


def _tell_newspaper(town: Town) -> None:
    """What the newspaper asks for is no document, and nobody has to make one; it is told so the next day."""
    luck, ines, request, unit = Luck("tidningen"), town.cast.staff["ines"], RecordsRequest(), town.cast.units[UNIT_NAME]
    asked_on, answered_on = date(2026, 5, 18), date(2026, 5, 19)
    write(town, asked_on, "09:05", ines, request, request.receive, {
        "request_id": luck.uuid(), "entry_id": luck.uuid(), "received_on": asked_on, "channel": "written", "unit": unit,
        "requested_scope": "En sammanställning av störningar i försökslägenheter 2025.",
    }, unit)
    write(town, answered_on, "10:15", ines, request, request.decide, {
        "entry_id": luck.uuid(), "answered_on": answered_on, "decision_level": "staff", "disclosure_outcome": "not_held",
        "answered_by": ines, "told_of_written_decision": True,
    }, unit)
