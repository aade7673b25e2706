"""The coded words of the end of a treatment."""

from __future__ import annotations

from domain.codes import Code


class EndingKind(Code):
    """Whether a treatment ended as planned (sv. *planerat eller oplanerat avslut*)."""

    PLANNED = "planned", "planerat"
    UNPLANNED = "unplanned", "oplanerat"


class InterruptionCause(Code):
    """Why a treatment ended before its time (sv. *orsak till avbrott*)."""

    NOT_NEEDED = "not_needed", "behövs inte längre"
    OWN_WISH = "own_wish", "den enskilde ville sluta"
    GUARDIAN_WISH = "guardian_wish", "vårdnadshavaren ville sluta"
    NO_CONTACT = "no_contact", "kontakten bröts"
    METHOD_UNSUITABLE = "method_unsuitable", "metoden passade inte"
    OTHER_SERVICE = "other_service", "annan insats i stället"
    COMMISSIONER_ENDED = "commissioner_ended", "uppdragsgivaren avslutade"
    MOVED = "moved", "flyttade"
    PLACED = "placed", "placerades"
    REMAND = "remand", "häktades eller frihetsberövades"
    HOSPITAL = "hospital", "lades in på sjukhus"
    DECEASED = "deceased", "avled"
    OTHER = "other", "annat"
    UNKNOWN = "unknown", "okänt"


class HomeAtClosing(Code):
    """Where the person lives when the treatment ends (sv. *boende vid avslut*)."""

    OWN_CONTRACT = "own_contract", "eget kontrakt eller ägt boende"
    SUBLET = "sublet", "andrahandskontrakt eller inneboende"
    WITH_PARENTS = "with_parents", "hos förälder"
    WITH_OTHERS = "with_others", "hos anhörig eller vän"
    TRAINING_FLAT = "training_flat", "träningslägenhet"
    TRIAL_FLAT = "trial_flat", "försökslägenhet"
    SUPPORTED_HOUSING = "supported_housing", "stödboende eller bostad med särskild service"
    PROTECTED_HOUSING = "protected_housing", "skyddat boende"
    FAMILY_HOME = "family_home", "familjehem eller jourhem"
    RESIDENTIAL_CARE = "residential_care", "hem för vård eller boende"
    SECURE_HOME = "secure_home", "särskilt ungdomshem eller LVM-hem"
    REMAND_OR_PRISON = "remand_or_prison", "häkte eller anstalt"
    HOSPITAL = "hospital", "sjukhus"
    TEMPORARY = "temporary", "tillfälligt boende"
    HOMELESS = "homeless", "utan boende"
    DECEASED = "deceased", "avliden"
    UNKNOWN = "unknown", "okänt"


class GoalAttainment(Code):
    """How far a goal was reached (sv. *måluppfyllelse*)."""

    REACHED = "reached", "helt"
    PARTLY = "partly", "delvis"
    NOT_REACHED = "not_reached", "inte"
    NOT_APPLICABLE = "not_applicable", "inte aktuellt"


class NoOwnViewCause(Code):
    """Why the person's own view of the treatment is not known (sv. *orsak till att egen uppfattning saknas*)."""

    DECLINED = "declined", "avstod"
    NOT_REACHED = "not_reached", "gick inte att nå"
    TOO_YOUNG = "too_young", "för liten för att fråga"
    DECEASED = "deceased", "avliden"
    NOT_ASKED = "not_asked", "tillfrågades inte"


class ReportingManner(Code):
    """How the commissioner was told of the end and of remaining needs (sv. *sätt att återrapportera*)."""

    MEETING = "meeting", "avslutsmöte"
    WRITTEN = "written", "skriftlig slutrapport"
    TELEPHONE = "telephone", "telefon"


class ReferralReceiver(Code):
    """Whom the person was referred to (sv. *hänvisad vidare till*)."""

    OTHER_UNIT = "other_unit", "annan enhet i socialtjänsten"
    OTHER_MUNICIPALITY = "other_municipality", "annan kommun"
    PRIMARY_CARE = "primary_care", "vårdcentral"
    CHILD_PSYCHIATRY = "child_psychiatry", "barn- och ungdomspsykiatri"
    ADULT_PSYCHIATRY = "adult_psychiatry", "vuxenpsykiatri"
    ADDICTION_CARE = "addiction_care", "beroendevård"
    YOUTH_CLINIC = "youth_clinic", "ungdomsmottagning"
    SCHOOL = "school", "skola eller elevhälsa"
    EMPLOYMENT_SERVICE = "employment_service", "arbetsmarknadsåtgärd"
    ASSOCIATION = "association", "förening eller annan ideell verksamhet"
    OTHER = "other", "annan"
