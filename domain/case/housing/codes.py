"""The coded words of the housing ladder."""

from __future__ import annotations

from domain.codes import Code


class HousingStep(Code):
    """How a person lives while the work goes on (sv. *steg i boendekedjan*); which step is higher is the unit's own matter."""

    HOMELESS = "homeless", "utan bostad"
    SHELTER = "shelter", "akutboende"
    WITH_OTHERS = "with_others", "inneboende eller hos närstående"
    SUPPORTED_HOUSING = "supported_housing", "stödboende"
    TRAINING_FLAT = "training_flat", "träningslägenhet"
    TRIAL_FLAT = "trial_flat", "försökslägenhet"
    HOUSING_FIRST = "housing_first", "bostad först"
    OWN_CONTRACT = "own_contract", "eget kontrakt"
    OTHER = "other", "annat"


class LandlordKind(Code):
    """Whom the person rents from (sv. *slag av hyresvärd*)."""

    MUNICIPAL_COMPANY = "municipal_company", "kommunalt bostadsbolag"
    PRIVATE = "private", "privat hyresvärd"
    SOCIAL_SERVICES = "social_services", "socialtjänsten i andra hand"
    PROVIDER = "provider", "utförare"
    COOPERATIVE = "cooperative", "bostadsrättsförening"
    PRIVATE_PERSON = "private_person", "privatperson"


class DisturbanceKind(Code):
    """What the disturbance was (sv. *slag av störning*)."""

    NOISE = "noise", "ljud"
    VISITORS = "visitors", "besökare"
    THREATS_OR_VIOLENCE = "threats_or_violence", "hot eller våld"
    DAMAGE = "damage", "skadegörelse"
    UNSANITARY = "unsanitary", "nedskräpning eller ohyra"
    OTHER = "other", "annat"


class DisturbanceReporter(Code):
    """Who told of the disturbance (sv. *störning anmäld av*)."""

    LANDLORD = "landlord", "hyresvärden"
    NEIGHBOUR = "neighbour", "granne"
    PATROL = "patrol", "störningsjour"
    POLICE = "police", "Polisen"
    THE_PERSON = "the_person", "den enskilde själv"
    STAFF = "staff", "personal"


class ArrearsHandling(Code):
    """What was done about a debt (sv. *hantering av hyresskuld*)."""

    PAID = "paid", "betald"
    PART_PAID = "part_paid", "delvis betald"
    INSTALMENTS = "instalments", "avbetalningsplan"
    FINANCIAL_AID = "financial_aid", "ansökan om ekonomiskt bistånd"
    DEBT_ADVICE = "debt_advice", "budget- och skuldrådgivning"
    ENFORCEMENT = "enforcement", "överlämnad till Kronofogden"
    WRITTEN_OFF = "written_off", "avskriven"


class EvictionStage(Code):
    """How far an eviction has gone (sv. *steg mot avhysning*), in this order; averted ends it.

    Source: JB 12:42–44 (forfeited tenancy; the social services are told); UB 16 kap. (eviction).
    """

    RISK = "risk", "risk för avhysning"
    NOTICE = "notice", "uppsägning"
    APPLIED_FOR = "applied_for", "ansökan om avhysning"
    DAY_SET = "day_set", "dag för avhysning bestämd"
    EVICTED = "evicted", "avhyst"
    AVERTED = "averted", "avvärjd"


class EvictionCause(Code):
    """Why somebody is to be evicted (sv. *orsak till avhysning*)."""

    ARREARS = "arrears", "hyresskuld"
    DISTURBANCE = "disturbance", "störningar"
    END_OF_CONTRACT = "end_of_contract", "kontraktet löpte ut"
    OTHER = "other", "annat"


class ContractKind(Code):
    """What kind of contract of one's own (sv. *slag av kontrakt*)."""

    FIRST_HAND = "first_hand", "förstahandskontrakt"
    SECOND_HAND = "second_hand", "andrahandskontrakt"
    COOPERATIVE = "cooperative", "bostadsrätt"
    OWNED = "owned", "eget hus"
