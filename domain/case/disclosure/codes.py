"""The coded words of requests for records and of what is handed out."""

from __future__ import annotations

from domain.codes import Code


class DisclosureKind(Code):
    """By what right somebody asks for records (sv. *slag av begäran*)."""

    PARTY_ACCESS = "party_access", "partsinsyn"
    """Source: FL 2017:900 10 § (SoL 2025:400 14:10); OSL 2009:400 10:3."""
    REGISTER_EXTRACT = "register_extract", "registerutdrag"
    """Source: GDPR art. 15."""
    PUBLIC_RECORD = "public_record", "allmän handling"
    """Source: TF 2:1."""
    OTHER_AUTHORITY = "other_authority", "uppgifter till annan myndighet"
    """Source: OSL 2009:400 6:5."""


class Requester(Code):
    """Who asks for records (sv. *den som begär*); of a public record nobody is asked who they are. Source: TF 2:18."""

    INDIVIDUAL = "individual", "den enskilde"
    GUARDIAN = "guardian", "vårdnadshavare"
    REPRESENTATIVE = "representative", "ombud eller ställföreträdare"
    AUTHORITY = "authority", "annan myndighet"
    OTHER = "other", "någon annan"
    UNKNOWN = "unknown", "okänd"


class HarmTest(Code):
    """How it was tried if something may be handed out (sv. *menprövning*)."""

    REVERSED = "reversed", "omvänt skaderekvisit"
    """Secret unless it is clear that nobody is harmed. Source: OSL 2009:400 26:1."""
    ABSOLUTE = "absolute", "absolut sekretess"
    """Family counselling. Source: OSL 2009:400 26:3."""
    PARTY = "party", "insyn för part"
    """Secrecy yields to a party. Source: OSL 2009:400 10:3."""
    OWN_DATA = "own_data", "egna uppgifter"
    """Not secret to the person it protects. Source: OSL 2009:400 12:1."""
    CONSENT = "consent", "den enskildes samtycke"
    """Source: OSL 2009:400 12:2."""
    DUTY_TO_INFORM = "duty_to_inform", "uppgiftsskyldighet"
    """Source: OSL 2009:400 10:28."""


class SegmentKind(Code):
    """Kinds of content that are masked apart (sv. *slag av innehåll*); the values are those of the segments."""

    RECORD = "record", "uppgifter"
    IDENTITY = "identity", "vem någon är"
    LOCATION = "location", "var någon finns"
    STAFF = "staff", "personal"
    UNMARKED = "unmarked", "omärkt text"
    FACT = "fact", "fakta"
    ASSESSMENT = "assessment", "bedömning"
    INDIVIDUAL_VIEW = "individual_view", "den enskildes uppfattning"
    CHILD_VIEW = "child_view", "barnets uppfattning"
    THIRD_PARTY = "third_party", "från eller om annan person"
    PLAN = "plan", "mål"


class Ruling(Code):
    """Whether a piece of the record goes out (sv. *lämnas ut eller maskeras*)."""

    KEPT = "kept", "lämnas ut"
    MASKED = "masked", "maskeras"


class SecrecyGround(Code):
    """The rule that a piece is masked by (sv. *sekretessgrund*). Source: OSL 2009:400; GDPR art. 15.4."""

    SOCIAL_SERVICES = "osl_26_1", "socialtjänstsekretess (OSL 26 kap. 1 §)"
    FAMILY_COUNSELLING = "osl_26_3", "familjerådgivning (OSL 26 kap. 3 §)"
    INFORMANT_IN_DANGER = "osl_26_5", "fara för den som lämnat uppgift (OSL 26 kap. 5 §)"
    MINOR_TO_GUARDIAN = "osl_12_3", "underårig gentemot vårdnadshavare (OSL 12 kap. 3 §)"
    PARTY_WEIGHTY = "osl_10_3", "av synnerlig vikt gentemot part (OSL 10 kap. 3 §)"
    HEALTH = "osl_21_1", "hälsa och sexualliv (OSL 21 kap. 1 §)"
    WHEREABOUTS = "osl_21_3", "uppgift om var någon finns (OSL 21 kap. 3 §)"
    PROTECTED_REGISTRATION = "osl_21_3a", "skyddad folkbokföring (OSL 21 kap. 3 a §)"
    HEALTH_CARE = "osl_25_1", "hälso- och sjukvårdssekretess (OSL 25 kap. 1 §)"
    INVESTIGATION = "osl_18_1", "förundersökning (OSL 18 kap. 1 §)"
    OTHERS_RIGHTS = "gdpr_15_4", "andras rättigheter (dataskyddsförordningen artikel 15.4)"


class DecisionLevel(Code):
    """Who answered a request (sv. *besked eller beslut*): only the authority's own decision can be appealed."""

    STAFF = "staff", "besked av medarbetare"
    """Source: OSL 2009:400 6:3."""
    AUTHORITY = "authority", "myndighetens beslut"
    """Source: OSL 2009:400 6:2, 6:7."""


class DisclosureOutcome(Code):
    """What was answered to a request for records (sv. *utfall av begäran*)."""

    WHOLE = "whole", "lämnas ut helt"
    PARTLY = "partly", "lämnas ut delvis"
    RESTRICTED = "restricted", "lämnas ut med förbehåll"
    """Source: OSL 2009:400 10:14."""
    REFUSED = "refused", "lämnas inte ut"
    NOT_HELD = "not_held", "finns inte"
    WITHDRAWN = "withdrawn", "begäran återtogs"


class DisclosureBasis(Code):
    """The rule that lets records go out (sv. *rättslig grund för utlämnande*)."""

    PARTY = "fl_10", "partsinsyn (förvaltningslagen 10 §)"
    DATA_ACCESS = "gdpr_15", "tillgång till egna uppgifter (dataskyddsförordningen artikel 15)"
    PUBLIC_RECORD = "tf_2", "allmän handling (tryckfrihetsförordningen 2 kap.)"
    DUTY_TO_INFORM = "osl_10_28", "uppgiftsskyldighet i lag (OSL 10 kap. 28 §)"
    CONSENT = "osl_12_2", "samtycke (OSL 12 kap. 2 §)"
    NECESSARY = "osl_10_2", "nödvändigt för verksamheten (OSL 10 kap. 2 §)"
    GENERAL_CLAUSE = "osl_10_27", "generalklausulen (OSL 10 kap. 27 §)"
    SUSPECTED_CRIME = "osl_10_18a_24", "misstanke om brott (OSL 10 kap. 18 a–24 §§)"
    YOUNG_OR_ADDICTED = "osl_26_9", "nödvändig hjälp åt ung eller person med missbruk (OSL 26 kap. 9 §)"


class DisclosureForm(Code):
    """In which form records went out (sv. *form för utlämnande*)."""

    ON_SITE = "on_site", "läsning på plats"
    PAPER_COPY = "paper_copy", "papperskopia"
    ELECTRONIC = "electronic", "elektroniskt"
    ORAL = "oral", "muntligt"
    """Source: SoL 2025:400 14:8."""


class IdentityCheck(Code):
    """How it was made sure who got the records (sv. *identitetskontroll*)."""

    ID_SHOWN = "id_shown", "legitimation visad"
    E_ID = "e_id", "e-legitimation"
    KNOWN = "known", "känd för enheten"
    REGISTERED_LETTER = "registered_letter", "rekommenderat brev"
    AUTHORITY_CONFIRMED = "authority_confirmed", "myndigheten bekräftad"
    NOT_NEEDED = "not_needed", "behövs inte"


class AppealSettlement(Code):
    """How an appeal about records ended (sv. *avgjort överklagande av utlämnande*)."""

    REJECTED_AS_LATE = "rejected_as_late", "avvisat som för sent"
    """By the authority. Source: FL 2017:900 45 §."""
    CHANGED_AS_ASKED = "changed_as_asked", "beslutet ändrat som begärts"
    """By the authority. Source: FL 2017:900 38-39 §§."""
    WITHDRAWN = "withdrawn", "återkallat"
    REFUSED = "refused", "avslag i domstol"
    GRANTED = "granted", "bifall i domstol"
    GRANTED_IN_PART = "granted_in_part", "delvis bifall i domstol"
    REMITTED = "remitted", "återförvisat av domstol"
    DISMISSED = "dismissed", "avvisat av domstol"
