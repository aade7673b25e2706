"""The coded words of outreach work: no field of it is a text, so that no name can be written there."""

from __future__ import annotations

from domain.codes import Code


class OutreachPlace(Code):
    """Where somebody was met (sv. *plats för uppsökande arbete*)."""

    SCHOOL = "school", "skola"
    YOUTH_CENTRE = "youth_centre", "fritidsgård"
    TOWN_CENTRE = "town_centre", "centrum eller torg"
    PUBLIC_TRANSPORT = "public_transport", "kollektivtrafik"
    OUTDOORS = "outdoors", "annan plats utomhus"
    DIGITAL = "digital", "digitalt"
    OTHER = "other", "annan plats"


class ParentContactReason(Code):
    """Why a parent was informed (sv. *anledning till föräldrakontakt*)."""

    ALCOHOL_OR_DRUGS = "alcohol_or_drugs", "alkohol eller narkotika"
    CRIME = "crime", "brott eller ordningsstörning"
    RISKY_COMPANY = "risky_company", "umgänge i riskmiljö"
    OUT_LATE = "out_late", "ute sent"
    SCHOOL_ABSENCE = "school_absence", "frånvaro från skolan"
    VIOLENCE = "violence", "våld eller hot"
    INFORMATION = "information", "allmän information"
    PARENT_ASKED = "parent_asked", "föräldern sökte kontakt"
    OTHER = "other", "annan anledning"


class LinkedTo(Code):
    """What a youth was linked to (sv. *länkad till*)."""

    TREATMENT = "treatment", "öppenvård"
    YOUTH_CLINIC = "youth_clinic", "ungdomsmottagning"
    SOCIAL_WORKER = "social_worker", "socialsekreterare"
    SCHOOL = "school", "skola"
    WORK = "work", "arbete eller praktik"
    LEISURE = "leisure", "fritidsaktivitet"
    HEALTH_CARE = "health_care", "hälso- och sjukvård"
    OTHER = "other", "annat"


class RestatedBecause(Code):
    """Why something about a count is stated anew (sv. *orsak till ny uppgift*)."""

    MISTAKE = "mistake", "fel uppgift"
    NEW_INFORMATION = "new_information", "ny uppgift"
