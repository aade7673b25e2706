"""The coded words of service offerings and of what may be written where nobody is to be known."""

from __future__ import annotations

from domain.codes import Code


class DocumentationRegime(Code):
    """What is documented about those who take up a service offering (sv. *dokumentationsregim*).

    Source: SoL 2025:400 14:3 (the duty), 11:5 (without assessment of the individual's need), 14:5 (the board has decided that
    what may reveal identity is not documented), 14:4 (no duty at advice; that identity is refused there is the board's policy).
    """

    FULL_CASE = "full_case", "full akt"
    INSATS_NO_ASSESSMENT = "insats_no_assessment", "insats utan behovsprövning"
    INSATS_ANONYMISED_BY_DECISION = "insats_anonymised_by_decision", "insats utan identitet enligt nämndbeslut"
    ADVICE_NO_PERSONAL_DATA = "advice_no_personal_data", "rådgivning utan personuppgifter"

    @property
    def takes_identity(self) -> bool:
        """Whether it may be stored who the person is."""
        return self in (DocumentationRegime.FULL_CASE, DocumentationRegime.INSATS_NO_ASSESSMENT)


class ServiceKind(Code):
    """What kind of service an offering is (sv. *slag av insats*)."""

    FAMILY_TREATMENT = "family_treatment", "familjebehandling"
    YOUTH_TREATMENT = "youth_treatment", "ungdomsbehandling"
    SUBSTANCE_USE_TREATMENT = "substance_use_treatment", "missbruks- och beroendebehandling"
    HOUSING_SUPPORT = "housing_support", "boendestöd"
    SUPPORTED_HOUSING = "supported_housing", "boende med stöd"
    RELATIVES_SUPPORT = "relatives_support", "anhörigstöd"
    GROUP_WORK = "group_work", "gruppverksamhet"
    SCHOOL_SOCIAL_WORK = "school_social_work", "skolsocialt arbete"
    FIELD_WORK = "field_work", "fältarbete"
    ADVICE = "advice", "rådgivning"
    OTHER = "other", "annan insats"


class RatedWhen(Code):
    """When an instrument is rated with everybody in an offering (sv. *skattas när*)."""

    EACH_SESSION = "each_session", "vid varje besök"
    EVERY_MONTHS = "every_months", "vid start och sedan med ett visst antal månaders mellanrum"


class PlainReason(Code):
    """Why something was put right, where no text about a person is taken (sv. *orsak i fasta ord*)."""

    WRONG_DAY = "wrong_day", "Fel dag"
    WRONG_CHOICE = "wrong_choice", "Fel val"
    WRONG_NUMBER = "wrong_number", "Fel tal"
    WRONG_CASE = "wrong_case", "Fel ärende"
    RECORDED_TWICE = "recorded_twice", "Registrerat två gånger"
    DID_NOT_HAPPEN = "did_not_happen", "Har inte ägt rum"
    BECAME_KNOWN = "became_known", "Har blivit känt senare"
    CORRECTED_IN_SOURCE = "corrected_in_source", "Rättad i källan"
    CAME_BACK = "came_back", "Har kommit tillbaka"


class PlainRole(Code):
    """Who took part, where no text about a person is taken (sv. *roll i fasta ord*)."""

    CLIENT = "client", "brukare"
    CHILD = "child", "barn"
    YOUTH = "youth", "ungdom"
    MOTHER = "mother", "mamma"
    FATHER = "father", "pappa"
    PARENT = "parent", "förälder"
    GUARDIAN = "guardian", "vårdnadshavare"
    SIBLING = "sibling", "syskon"
    PARTNER = "partner", "partner"
    RELATIVE = "relative", "anhörig"
    THERAPIST = "therapist", "behandlare"
    SOCIAL_WORKER = "social_worker", "socialsekreterare"
    SCHOOL_STAFF = "school_staff", "skolpersonal"
    INTERPRETER = "interpreter", "tolk"
