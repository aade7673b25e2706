"""The coded words of what must be known of a person."""

from __future__ import annotations

from domain.codes import Code


class IdentityNumberKind(Code):
    """What kind of number a person is known by (sv. *slag av identitetsnummer*). Source: FOL 1991:481 18 §; lag 2022:1697."""

    PERSONAL = "personal", "personnummer"
    COORDINATION = "coordination", "samordningsnummer"
    UNKNOWN = "unknown", "okänt"


class IdentityGrounds(Code):
    """What the identity rests on (sv. *identiteten styrkt genom*)."""

    IDENTITY_DOCUMENT = "identity_document", "legitimation"
    POPULATION_REGISTER = "population_register", "folkbokföringen"
    COMMISSIONER = "commissioner", "uppdragsgivaren"
    OWN_STATEMENT = "own_statement", "egen uppgift"


class RepresentativeKind(Code):
    """On what grounds somebody acts for a person (sv. *slag av företrädare*). Source: FB 6 and 11 kap.; lag 2005:429."""

    GUARDIAN = "guardian", "vårdnadshavare"
    APPOINTED_GUARDIAN = "appointed_guardian", "särskilt förordnad vårdnadshavare"
    UNACCOMPANIED_CHILD_TRUSTEE = "unaccompanied_child_trustee", "god man för ensamkommande barn"
    TRUSTEE = "trustee", "god man"
    ADMINISTRATOR = "administrator", "förvaltare"
    ATTORNEY = "attorney", "fullmaktshavare"

    @property
    def has_custody(self) -> bool:
        """Whether they have the custody of a child. Source: FB 6:2, 6:10 a."""
        return self in (self.GUARDIAN, self.APPOINTED_GUARDIAN)

    @property
    def is_guardian(self) -> bool:
        """Whether they decide in a child's personal matters, by custody or in its place. Source: FB 6:11; lag 2005:429 3 §."""
        return self.has_custody or self is self.UNACCOMPANIED_CHILD_TRUSTEE


class Custody(Code):
    """Whether a guardian decides alone (sv. *vårdnad*). Source: FB 6:2, 6:13."""

    SOLE = "sole", "ensam vårdnad"
    JOINT = "joint", "gemensam vårdnad"


class Residence(Code):
    """How a child lives with the person (sv. *barnets boende*)."""

    LIVES_HERE = "lives_here", "bor här"
    ALTERNATES = "alternates", "bor växelvis"
    VISITS = "visits", "har umgänge"
    ELSEWHERE = "elsewhere", "bor på annan plats"


class ChildNeed(Code):
    """Whether the child's own need was asked about (sv. *barnets behov efterfrågat*). Source: SoL 2025:400 3:1–4."""

    NO_NEED = "no_need", "frågat: inget behov"
    NEED = "need", "frågat: behov finns"
    NOT_ASKED = "not_asked", "inte frågat"


class ConsentTo(Code):
    """What a consent is about (sv. *samtycke till*)."""

    INSATS = "insats", "insats"
    COORDINATED_PLAN = "coordinated_plan", "samordnad individuell plan"
    SHARING_INFORMATION = "sharing_information", "att uppgifter lämnas ut"
    SCHOOL_CONTACT = "school_contact", "kontakt med skola eller förskola"
    HEALTH_CARE_CONTACT = "health_care_contact", "kontakt med hälso- och sjukvården"
    NETWORK_CONTACT = "network_contact", "kontakt med närstående"
    RECORDING = "recording", "inspelning"
    OTHER = "other", "annat"


class ConsentGiver(Code):
    """Who consents (sv. *samtycke från*)."""

    THE_PERSON = "the_person", "den enskilde själv"
    GUARDIANS = "guardians", "vårdnadshavarna"
    REPRESENTATIVE = "representative", "annan företrädare"


class WhoConsents(Code):
    """Whose consent is needed by the person's age (sv. *vem som samtycker*). Source: SoL 2025:400 21:1–2, 3:4; FB 6:11, 9:1."""

    GUARDIANS = "guardians", "vårdnadshavarna"
    GUARDIANS_OR_CHILD = "guardians_or_child", "vårdnadshavarna, eller barnet självt om det är lämpligt"
    CHILD = "child", "barnet självt"
    ADULT = "adult", "den enskilde, eller en företrädare med det uppdraget"
    UNKNOWN = "unknown", "okänt"


class InterpreterKind(Code):
    """What help a person needs to understand and be understood (sv. *slag av tolk*). Source: FL 2017:900 13 §."""

    NONE = "none", "ingen tolk"
    SPOKEN = "spoken", "språktolk"
    SIGN = "sign", "teckenspråkstolk"
    WRITTEN = "written", "skrivtolk"
    DEAFBLIND = "deafblind", "dövblindtolk"


class ReminderChannel(Code):
    """How a person wants to be reminded of a visit (sv. *påminnelse*)."""

    TEXT_MESSAGE = "text_message", "sms"
    TELEPHONE = "telephone", "telefon"
    EMAIL = "email", "e-post"
    LETTER = "letter", "brev"
    NONE = "none", "ingen påminnelse"


class ProtectionLevel(Code):
    """How a person's data are protected, weakest first (sv. *skyddade personuppgifter*).

    Source: OSL 2009:400 21:3, 26:1 (towards another party); 22:1 (the flag); FOL 1991:481 16 §; lag 1991:483.
    """

    PARTY = "party", "skydd mot en annan part"
    """The board's own: towards named persons of the case, in what is handed out to them. No register tells of it."""
    CONFIDENTIALITY_FLAG = "confidentiality_flag", "sekretessmarkering"
    PROTECTED_REGISTRATION = "protected_registration", "skyddad folkbokföring"
    FICTITIOUS_IDENTITY = "fictitious_identity", "fingerade personuppgifter"


class ProtectedPerson(Code):
    """Whose data are protected (sv. *vem skyddet gäller*)."""

    CLIENT = "client", "den enskilde"
    CHILD = "child", "barn i hemmet"
    GUARDIAN = "guardian", "vårdnadshavare"
    OTHER = "other", "annan närstående"


class ProtectionSource(Code):
    """Who told us of the protection, or of its end (sv. *uppgift om skyddet från*)."""

    TAX_AGENCY = "tax_agency", "Skatteverket"
    POLICE = "police", "Polismyndigheten"
    COMMISSIONER = "commissioner", "uppdragsgivaren"
    THE_PERSON = "the_person", "den enskilde själv"
    OWN_ASSESSMENT = "own_assessment", "enhetens egen bedömning"
