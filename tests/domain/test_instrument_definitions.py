"""Instruments are data that a manager can read: the shipped ones hold together, and one that could not be used is refused."""

import copy
import tomllib
from decimal import Decimal

import pytest

from domain.codes import RatingSubject, Respondent
from domain.errors import InvalidValueError
from domain.instruments import INSTRUMENTS, SHIPPED, InstrumentArea, InstrumentCatalogue, find_instrument
from domain.instruments.definition import POLICY, AlertKind, BetterScore, InstrumentKind
from domain.instruments.reading import read_instrument, read_instruments
from domain.instruments.text import read_definition

WHOLE = tomllib.loads(
    """
    name = "Trivselskalan"
    version = "1.2-b"
    kind = "rated"
    area = "wellbeing"
    meaning = "Hur deltagaren trivs."
    source = "policy"
    licence = "Fri"
    better = "higher"
    recall_days = 1
    respondents = ["brukare", "barn"]
    about = ["mamma", "pappa"]
    one_form_per_subject = true
    items = [{ labels = ["träffen", "gruppen"], min = 0, max = 5, step = 0.5 }, { count = 1, min = 0, max = 10 }]
    total = { min = 0, max = 20, step = 0.5, rule = "sum" }
    age_of = "subject"
    age_forms = [
        { name = "barn", to_age = 12 },
        { name = "ungdom", from_age = 13, to_age = 13, cutoff = 12.5, cutoff_source = "policy" },
        { name = "vuxen", from_age = 14 },
    ]
    bands = [
        { genders = ["flicka"], from_age = 0, to_age = 0, source = "x", levels = [{ from = 0, name = "a" }] },
        { source = "policy", levels = [{ from = 0, name = "låg" }, { from = 20, name = "hög" }] },
    ]
    reliable_change = { points = 20, source = "policy" }
    alerts = [
        { when = "below", value = 20, source = "policy" }, { when = "at_least", value = 0.5, source = "policy" },
        { when = "fallen_by", value = 0.5, source = "policy" }, { when = "item_below", value = 5, source = "policy" },
    ]
    jumps = [{ when_zero = [1], may_skip = [2, 3] }]
    """,
    parse_float=Decimal,
)


def changed(path, value):
    """The whole definition with one value changed, or with a key taken away when the value is `...`."""
    table = copy.deepcopy(WHOLE)
    *before, last = path
    inner = table
    for key in before:
        inner = inner[key]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return table


def test_a_definition_that_says_everything_is_read_as_written():
    instrument = read_instrument(WHOLE)
    assert [item.label for item in instrument.items] == ["träffen", "gruppen", None]
    assert [scale.maximum for scale in instrument.subscales] == [5, 5, 10]
    assert (instrument.version, instrument.total.maximum, instrument.best_total) == ("1.2-b", 20, 20)
    assert [each.kind for each in instrument.alerts] == list(AlertKind)
    assert [form.ages.described() for form in instrument.age_forms] == ["till och med 12 år", "13–13 år", "från 14 år"]
    assert instrument.about == (RatingSubject.MOTHER, RatingSubject.FATHER) and instrument.one_form_per_subject


NO_DIRECTION = {"better": "none", "alerts": [], "reliable_change": ...}


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        *[((key,), ..., f"{key} saknas.") for key in ("name", "version", "area", "meaning", "source", "better")],
        (("item",), [], "item känns inte igen."),
        (("name",), " ", "name ska vara en text."),
        (("version",), 1, "version ska vara en text."),
        (("version",), "två", "version ska vara 1–20 bokstäver"),
        (("version",), "1" * 21, "version ska vara 1–20 bokstäver"),
        (("area",), "weather", "area = weather känns inte igen; välj bland wellbeing,"),
        (("better",), "up", "better = up känns inte igen; välj bland higher, lower, none."),
        (("kind",), "guessed", "kind = guessed känns inte igen"),
        (("age_of",), "staff", "age_of = staff känns inte igen"),
        (("recall_days",), 0, "recall_days ska vara ett heltal från 1."),
        (("recall_days",), Decimal("1.5"), "recall_days ska vara ett heltal från 1."),
        (("one_form_per_subject",), "ja", "one_form_per_subject ska vara true eller false."),
        (("licence",), 1, "licence ska vara en text."),
        (("respondents",), "brukare", "respondents ska vara en lista."),
        (("respondents",), ["mormor"], "respondents = mormor känns inte igen; välj bland brukare,"),
        (("respondents",), ["barn", "barn"], "respondents nämner samma ord två gånger."),
        (("items",), [1], "items ska vara en tabell."),
        (("items", 0, "max"), ..., "max saknas."),
        (("items", 0, "text"), "En fråga", "text känns inte igen."),
        (("items", 0, "count"), 2, "items ska ha antingen count (antal) eller labels (namn)."),
        (("items", 1, "count"), ..., "items ska ha antingen count"),
        (("items", 1, "count"), 0, "count ska vara ett heltal från 1."),
        (("items", 0, "labels"), [""], "labels ska vara en text."),
        (("items", 0, "part"), 1, "part ska vara en text."),
        (("items", 0, "by"), ["mormor"], "by = mormor känns inte igen"),
        (("items", 0, "min"), "0", "items.min ska vara ett tal."),
        (("items", 0, "min"), Decimal("NaN"), "items.min ska vara ett tal."),
        (("items", 0, "step"), 0, "items.step ska vara större än 0."),
        (("items", 0, "min"), 5, "items.min ska vara lägre än items.max."),
        (("items", 0, "step"), 3, "items.max nås inte från items.min i steg om 3."),
        (("total",), 20, "total ska vara en tabell."),
        (("total", "rule"), ..., "rule saknas."),
        (("total", "rule"), "mean", "total.rule ska vara sum"),
        (("total", "max"), Decimal("0.2"), "total.max nås inte"),
        (("age_forms", 0, "name"), ..., "name saknas."),
        (("age_forms", 0, "cutoff"), 12, "cutoff och cutoff_source hör ihop"),
        (("age_forms", 0, "from_age"), 13, "from_age ska inte vara högre än to_age."),
        (("age_forms", 0, "to_age"), -1, "to_age ska vara ett heltal från 0."),
        (("bands", 0, "levels"), ..., "levels saknas."),
        (("bands", 0, "genders"), ["tjej"], "genders = tjej känns inte igen"),
        (("bands", 1, "levels", 0, "name"), ..., "name saknas."),
        (("reliable_change",), 5, "reliable_change ska vara en tabell."),
        (("reliable_change", "points"), 0, "reliable_change.points ska vara större än 0."),
        (("reliable_change", "source"), ..., "source saknas."),
        (("alerts", 0, "when"), "low", "alerts.when = low känns inte igen"),
        (("alerts", 0, "source"), ..., "source saknas."),
        (("jumps", 0, "may_skip"), ..., "may_skip saknas."),
        (("jumps", 0, "may_skip"), [0], "may_skip ska vara ett heltal från 1."),
        # What each says by itself is right, and together they are not.
        (("respondents",), [], "respondents ska säga vem som skattar, minst en."),
        (("about",), [], "about ska säga vem skattningen gäller, minst en."),
        (("items", 0, "by"), ["behandlare"], "by nämner någon som inte står i respondents."),
        (("about",), ["mamma"], "one_form_per_subject kräver minst två i about."),
        (("total", "max"), 21, "total är 0–21, men delskalornas summa kan vara 0–20."),
        (("total", "step"), 1, "total.step ska gå jämnt upp i varje delskalas step."),
        (("items", 0, "by"), ["barn"], "total.rule = \"sum\" kräver items som alla skattar"),
        (("items",), [], "total.rule = \"sum\" kräver items"),
        (("age_forms", 1, "name"), "barn", "två age_forms heter likadant."),
        (("age_forms", 1, "from_age"), 12, "två age_forms gäller samma ålder."),
        (("age_forms", 1, "to_age"), ..., "två age_forms gäller samma ålder."),
        (("age_forms", 1, "cutoff"), 0, "cutoff ska ligga över det lägsta"),
        (("age_forms", 1, "cutoff"), Decimal("20.5"), "cutoff ska ligga över det lägsta"),
        (("bands", 1, "levels"), [], "levels ska börja vid det lägsta total kan vara."),
        (("bands", 1, "levels", 0, "from"), 1, "levels ska börja vid det lägsta total kan vara."),
        (("bands", 1, "levels", 1, "from"), 0, "levels ska stå i stigande ordning."),
        (("bands", 1, "levels", 1, "from"), 21, "levels går utanför total."),
        (("bands", 1, "levels", 1, "name"), "låg", "två levels heter likadant."),
        (("reliable_change", "points"), Decimal("20.5"), "reliable_change.points ska vara större än 0 och högst"),
        (("alerts", 0, "value"), 0, "alerts.value ska ligga över det lägsta"),
        (("alerts", 2, "value"), 0, "alerts.value ska vara större än 0 och högst"),
        (("alerts", 3, "value"), 0, "alerts.value för item_below ska ligga på någon delskala."),
        (("alerts", 3, "value"), 11, "alerts.value för item_below ska ligga på någon delskala."),
        (("jumps", 0, "when_zero"), [], "jumps ska ha minst ett nummer"),
        (("jumps", 0, "may_skip"), [4], "jumps nämner ett nummer som inte finns; det finns 3 items."),
        (("jumps", 0, "may_skip"), [1], "samma nummer kan inte stå både i when_zero och i may_skip."),
    ],
)
def test_a_definition_that_could_not_be_used_is_refused_and_says_why(path, value, why):
    with pytest.raises(InvalidValueError) as refusal:
        read_instrument(changed(path, value))
    name = "utan namn" if path == ("name",) and value is ... else str(changed(path, value).get("name", ""))
    assert str(refusal.value).startswith(f"Instrumentet {name} går inte att använda: ") and why in str(refusal.value)


BARE = {"name": "X", "version": "1", "area": "safety", "meaning": "m", "source": "policy", "better": "none"}
RATED = {**BARE, "respondents": ["barn"], "about": ["klienten"]}
ITEMS = [{"count": 2, "min": 0, "max": 4}]
TOTAL = {"min": 0, "max": 8, "rule": "sum"}


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ({**BARE, "kind": "measured_elsewhere", "about": ["barnet"], "total": {**TOTAL, "rule": "stated"}}, "varken items,"),
        ({**BARE, "kind": "measured_elsewhere"}, "ska ha total: vilka värden måttet kan ha."),
        ({**RATED, "respondents": ["barn", "brukare"], "items": [{**ITEMS[0], "by": ["barn"]}]}, "har inga items att skatta."),
        ({**RATED, "bands": [{"source": "x", "levels": [{"from": 0, "name": "a"}]}]}, "bands kräver total."),
        ({**RATED, "items": ITEMS, "total": TOTAL, "reliable_change": {"points": 1, "source": "x"}}, "kräver total och en"),
        ({**RATED, "better": "lower", "alerts": [{"when": "below", "value": 1, "source": "x"}]}, "kräver total och en riktning"),
        ({**RATED, "age_forms": [{"name": "a", "cutoff": 1, "cutoff_source": "x"}]}, "cutoff kräver total och en riktning"),
        ({**RATED, "items": [{**ITEMS[0], "min": 1}], "jumps": [{"when_zero": [1], "may_skip": [2]}]}, "som inte kan vara 0."),
        (
            {**RATED, "items": [{**ITEMS[0], "by": ["barn"]}], "jumps": [{"when_zero": [1], "may_skip": [2]}]},
            "jumps kräver items som alla skattar.",
        ),
    ],
)
def test_parts_that_do_not_fit_together_are_refused(table, why):
    with pytest.raises(InvalidValueError) as refusal:
        read_instrument(table)
    assert why in str(refusal.value)


@pytest.mark.parametrize(
    ("toml", "why"),
    [
        ("name = ", "går inte att läsa som TOML"),
        ("", "minst en, och av inget annat"),
        ("[instrument]\nname = 'X'", "tabeller som heter [[instrument]]"),
        ("instrument = [1]", "tabeller som heter [[instrument]]"),
        ("[[instrument]]\n[other]", "av inget annat"),
        ("[[instrument]]\nname = 'X'", "Instrumentet X går inte att använda: version"),
    ],
)
def test_a_text_that_is_no_list_of_instruments_is_refused(toml, why):
    with pytest.raises(InvalidValueError) as refusal:
        read_instruments(toml)
    assert why in str(refusal.value)


def test_toml_and_json_are_stored_as_one_text_that_reads_the_same():
    toml = '[[instrument]]\nname = "X"\nversion = "1"\narea = "safety"\nmeaning = "m"\nsource = "policy"\nbetter = "none"\n' \
        'respondents = ["barn"]\nabout = ["klienten"]\nitems = [{ count = 1, min = 0, max = 1, step = 0.10 }]'
    read = read_definition(toml)
    again = read_definition(read.text)
    assert again == read and again.instrument.subscales[0].step == Decimal("0.1")
    assert read_definition(toml.removeprefix("[[instrument]]\n")) == read


@pytest.mark.parametrize("text", ["", "{", "[1]", "name = ", '{"a": NaN}', "[[instrument]]\na=1\n[[instrument]]\na=1"])
def test_a_text_that_is_no_single_definition_is_refused(text):
    with pytest.raises(InvalidValueError):
        read_definition(text)


def test_every_shipped_instrument_is_there_whole():
    names = {
        *("ORS", "CORS", "YCORS", "Caretaker ORS", "SRS", "CSRS", "GSRS", "AUDIT", "AUDIT-C", "DUDIT", "DUDIT-C", "PGSI", "GDIT"),
        *("SOGS", "NODS", "ASI", "DUR", "UngDOK", "Frågor till Dig", "Bemötande", "Föräldrarådgivning", "CRAFT", "ABC"),
    }
    assert set(INSTRUMENTS) == names == set(SHIPPED.rated())
    assert {each.name for each in SHIPPED} - names == {"Skolnärvaro", "Betald hyra"}
    assert {each.name for each in SHIPPED if each.kind is InstrumentKind.MEASURED_ELSEWHERE} == {"Skolnärvaro", "Betald hyra"}
    assert all(each.meaning.endswith(".") and each.source for each in SHIPPED)


def test_a_record_that_states_no_version_goes_by_the_oldest_and_a_new_rating_by_the_newest():
    assert SHIPPED.find("ASI").version == "1" and SHIPPED.current("asi").version == "2"
    assert [each.version for each in SHIPPED.versions("ASI")] == ["1", "2"]
    assert SHIPPED.find("ASI", "2").items_by(Respondent.CLIENT) and SHIPPED.find("ASI", "3") is None
    assert SHIPPED.find("PHQ-99") is SHIPPED.current("PHQ-99") is None and SHIPPED.versions("PHQ-99") == ()
    assert find_instrument("asi") is SHIPPED.find("ASI")


def test_what_older_workbooks_hold_is_still_accepted():
    for name, count, top in (("ASI", 7, 9), ("DUR", 10, 10), ("UngDOK", 10, 10)):
        scales = INSTRUMENTS[name].subscales
        assert len(scales) == count and all(scale.allows(Decimal(0)) and scale.allows(Decimal(top)) for scale in scales)


def test_an_area_names_its_instruments_and_two_of_one_version_are_refused():
    assert SHIPPED.named(InstrumentArea.GAMBLING) == ("PGSI", "GDIT", "SOGS", "NODS")
    assert SHIPPED.named(InstrumentArea.LIFE_SITUATION) == ("ASI", "DUR", "UngDOK")
    with pytest.raises(InvalidValueError, match="Instrumentet ORS finns redan i version 1"):
        SHIPPED.with_more([SHIPPED.find("ORS")])


def test_the_numbers_that_no_publication_sets_say_that_they_are_policy():
    limits = {each.name: [alert.source for alert in each.alerts] for each in SHIPPED if each.alerts}
    assert limits["SRS"] == ["OpenFIT KA-01028", "OpenFIT 204000069702", POLICY] and limits["Frågor till Dig"] == [POLICY, POLICY]
    ors = SHIPPED.find("ORS")
    assert [(form.cutoff, form.cutoff_source == POLICY) for form in ors.age_forms] == [(28, True), (25, False)]
    assert (ors.reliable_change.points, SHIPPED.find("CORS").age_forms[0].cutoff) == (5, 32)
    assert SHIPPED.find("Caretaker ORS").age_forms[0].cutoff_source == POLICY
    assert [(each.kind, each.value) for each in SHIPPED.find("SRS").alerts] == [
        (AlertKind.BELOW, 36), (AlertKind.FALLEN_BY, 1), (AlertKind.ITEM_BELOW, 9)
    ]


def test_what_is_best_follows_from_the_direction():
    best = {each.name: each.best_total for each in SHIPPED}
    assert (best["ORS"], best["AUDIT"], best["Frågor till Dig"], best["Bemötande"]) == (40, 0, 3, 10)
    assert best["DUR"] is best["YCORS"] is None
    assert SHIPPED.find("DUR").better is BetterScore.NONE


def test_each_parent_has_a_form_of_its_own_about_safety():
    safety = SHIPPED.find("Frågor till Dig")
    assert safety.one_form_per_subject
    assert {RatingSubject.MOTHER, RatingSubject.FATHER, RatingSubject.CAREGIVER} <= set(safety.about)


def test_the_catalogue_knows_what_is_in_use():
    ors = SHIPPED.find("ORS")
    withdrawn = InstrumentCatalogue([ors], {ors})
    assert withdrawn.find("ORS", "1") is ors and withdrawn.current("ORS") is None and withdrawn.rated() == ()
    assert not withdrawn.is_in_use(ors) and SHIPPED.is_in_use(ors)
