"""The coded words of when records are to be erased."""

from __future__ import annotations

from domain.codes import Code


class RetentionGround(Code):
    """The rule that decides how long a record is kept (sv. *gallringsregel*). Source: SoL 2025:400 16:1-3; SoF 2025:468 13:1."""

    LAST_NOTE = "last_note", "fem år efter sista anteckningen"
    NOT_OPENED = "not_opened", "fem år, utredning inte inledd"
    CHILD_INQUIRY = "child_inquiry", "utredning om barns skydd eller stöd, till 30 år"
    AGREEMENT = "agreement", "avtal om vårdnad, boende eller umgänge, till 18 år"
    PARENTAGE = "parentage", "utredning om föräldraskap, bevaras"
    ADOPTION = "adoption", "utredning om adoption, bevaras"
    PLACEMENT = "placement", "placerat eller mottaget barn, bevaras"
    LSS_CHILD_HOME = "lss_child_home", "barns boende enligt LSS, bevaras"
    RESEARCH_MUNICIPALITY = "research_municipality", "kommun som bevarar allt för forskning"
    RESEARCH_BIRTHDAY = "research_birthday", "född den 5, 15 eller 25, bevaras för forskning"


class RecordContent(Code):
    """What a record holds that decides how long it is kept, and that only a person can say (sv. *aktens innehåll*)."""

    PARENTAGE = "parentage", "utredning om faderskap eller föräldraskap"
    ADOPTION = "adoption", "utredning om adoption"
    PLACEMENT = "placement", "barn som placerats eller tagits emot i annat hem"
    LSS_CHILD_HOME = "lss_child_home", "barns boende enligt LSS 9 § 8"
    CHILD_INQUIRY = "child_inquiry", "utredning om ett barns behov av skydd eller stöd"
    NOT_OPENED = "not_opened", "oro som inte ledde till utredning"
    AGREEMENT = "agreement", "avtal om vårdnad, boende eller umgänge"


class RetentionStatus(Code):
    """Whether a record is to be erased (sv. *gallringsläge*)."""

    NOT_DUE = "not_due", "ska inte gallras än"
    DUE = "due", "ska gallras"
    OVERDUE = "overdue", "skulle ha varit gallrad"
    EXEMPT = "exempt", "bevaras"
    HELD = "held", "gallras inte så länge hinder finns"
    UNKNOWN = "unknown", "kan inte gallras: uppgift saknas"
    ERASED = "erased", "redan gallrad"


class RetentionReason(Code):
    """Why a record is not to be erased today (sv. *skäl att inte gallra*)."""

    OPEN = "open", "ärendet pågår"
    TIME_LEFT = "time_left", "tiden har inte gått ut"
    PERMANENT = "permanent", "ska bevaras och är inte överlämnad till arkivet"
    HOLD = "hold", "ett hinder är satt"
    OTHER_DATA = "other_data", "andra uppgifter om samma person är kvar"
    LINKED_RECORD = "linked_record", "en synpunkt som har flyttats till ett annat ärende ligger under aktens nyckel"
    MUNICIPALITY_UNKNOWN = "municipality_unknown", "kommunkoden är inte angiven som riktvärde"
    NOT_EXAMINED = "not_examined", "aktens innehåll är inte genomgånget"
    BIRTH_DATE_UNKNOWN = "birth_date_unknown", "födelsedatumet är okänt eller osäkert"
    OTHER_DATA_UNKNOWN = "other_data_unknown", "det är inte känt om andra uppgifter om samma person är kvar"
    NO_NOTE = "no_note", "dagen för sista anteckningen är okänd"
    ERASED_BY_ANOTHER = "erased_by_another", "en annan gallring hann före"


class HoldKind(Code):
    """Why something that is to be erased must be kept for a while (sv. *slag av hinder*)."""

    SUPERVISION = "supervision", "tillsyn"
    OMBUDSMAN = "ombudsman", "JO eller JK"
    COURT = "court", "mål i domstol"
    CRIMINAL_INVESTIGATION = "criminal_investigation", "förundersökning"
    CLAIM = "claim", "skadestånd eller försäkring"
    DISCLOSURE = "disclosure", "begäran om utlämnande"
    LEX_SARAH = "lex_sarah", "utredning av missförhållande"
