"""A rating's total: the sum of every item, or none, and what an instrument cannot give is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codes import Respondent
from domain.errors import InvalidValueError
from domain.instruments import SHIPPED
from domain.instruments.scoring import NoTotal, TotalOrigin, require_possible, score

ORS, AUDIT, ASI = SHIPPED.find("ORS"), SHIPPED.find("AUDIT"), SHIPPED.find("ASI", "2")


def scores(*values):
    return tuple(None if value is None else Decimal(value) for value in values)


def audit(*first, rest=0, last=(0, 0)):
    return scores(*first, *[rest] * (8 - len(first)), *last)


@given(st.lists(st.integers(0, 100), min_size=4, max_size=4))
def test_the_total_is_the_sum_of_the_items_to_the_tenth(tenths):
    scored = score(ORS, [Decimal(each) / 10 for each in tenths])
    assert scored.total * 10 == sum(tenths)
    assert (scored.origin, scored.complete, scored.unanswered) == (TotalOrigin.SUMMED, True, ())


@given(st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=4, max_size=4).filter(lambda each: None in each))
def test_there_is_no_total_while_an_item_is_missing(tenths):
    scored = score(ORS, [None if each is None else Decimal(each) / 10 for each in tenths], total=Decimal(20))
    assert (scored.total, scored.origin, scored.no_total, scored.complete) == (None, None, NoTotal.ITEMS_MISSING, False)
    assert scored.unanswered == tuple(number for number, each in enumerate(tenths, start=1) if each is None)


def test_a_total_alone_stands_as_stated_and_is_not_complete():
    scored = score(ORS, (), total=Decimal("21.4"))
    assert (scored.total, scored.origin, scored.complete) == (Decimal("21.4"), TotalOrigin.STATED, False)


def test_a_total_that_is_no_sum_is_only_as_stated():
    sogs, abc = SHIPPED.find("SOGS"), SHIPPED.find("ABC")
    assert score(sogs, (), total=Decimal(7)).total == 7 and score(abc, ()).no_total is NoTotal.NOT_STATED


def test_areas_are_never_added_together():
    scored = score(SHIPPED.find("DUR"), scores(*range(10)))
    assert (scored.total, scored.no_total, scored.complete) == (None, NoTotal.NOT_SCORED, True)


@pytest.mark.parametrize(
    ("answers", "jumped", "total"),
    [
        (audit(0, rest=None), (2, 3, 4, 5, 6, 7, 8), 0),
        (audit(0, rest=None, last=(4, 2)), (2, 3, 4, 5, 6, 7, 8), 6),
        (audit(3, 0, 0, rest=None, last=(0, 2)), (4, 5, 6, 7, 8), 5),
        (audit(1, 0, 0, None, 1, rest=0), (4,), 2),
        (audit(4, 4, 4, rest=4, last=(4, 4)), (), 40),
    ],
)
def test_what_a_jump_rule_lets_out_counts_as_zero(answers, jumped, total):
    scored = score(AUDIT, answers)
    assert (scored.total, scored.jumped, scored.complete) == (total, jumped, True)
    assert scored.origin is (TotalOrigin.SUMMED_WITH_JUMPS if jumped else TotalOrigin.SUMMED)
    require_possible(AUDIT, answers)


@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        (audit(1, 0, 1, rest=None), (4, 5, 6, 7, 8)),
        (audit(0, rest=None, last=(None, 0)), (9,)),
        (audit(0, rest=None, last=(0, None)), (10,)),
        (audit(None, rest=None), (1, 2, 3, 4, 5, 6, 7, 8)),
        (audit(2, None, 0, rest=0), (2,)),
        (audit(2, 0, None, rest=None), (3, 4, 5, 6, 7, 8)),
    ],
)
def test_what_no_jump_rule_lets_out_is_missing(answers, missing):
    scored = score(AUDIT, answers)
    assert (scored.total, scored.unanswered) == (None, missing)


def test_the_short_form_ends_at_its_first_question_for_who_never_drinks():
    assert score(SHIPPED.find("AUDIT-C"), scores(0, None, None)).total == 0
    assert score(SHIPPED.find("AUDIT-C"), scores(1, None, None)).total is None


def test_client_and_interviewer_rate_their_own_items():
    raters = (Respondent.CLIENT, Respondent.THERAPIST, Respondent.PARENT, None)
    assert [len(ASI.items_by(each)) for each in raters] == [14, 7, 0, 21]
    require_possible(ASI, scores(*[4] * 14), respondent=Respondent.CLIENT)
    require_possible(ASI, scores(*[9] * 7), respondent=Respondent.SOCIAL_WORKER)
    assert score(ASI, scores(*[9] * 7), respondent=Respondent.THERAPIST).complete
    assert not score(ASI, scores(*[4] * 7), respondent=Respondent.CLIENT).complete


@pytest.mark.parametrize(
    ("name", "answers", "total", "respondent", "explained", "message"),
    [
        ("YCORS", scores(1), None, None, (), "YCORS räknas inte. Lämna delskalor och summa tomma."),
        ("YCORS", (), Decimal(1), None, (), "räknas inte"),
        ("ORS", (), None, None, (), "Skattningen saknar värden"),
        ("SOGS", scores(1), None, None, (), "SOGS har inga delskalor"),
        ("ASI", scores(5), None, Respondent.PARENT, (), "ASI har inga delskalor för den som skattade"),
        ("ORS", scores(1, 2, 3), None, None, (), "3 delskalor är angivna. ORS har 4"),
        ("ORS", scores(1, 2, 3, 4, 5), None, None, (), "5 delskalor är angivna. ORS har 4"),
        ("ORS", scores(1, 2, 3, "10.1"), None, None, (), "Delskala 4 är 10,1. Tillåtet för ORS: 0–10 med högst 1 decimal."),
        ("ORS", scores("-0.1", 2, 3, 4), None, None, (), "Delskala 1 är -0,1"),
        ("ORS", scores(1, "2.25", 3, 4), None, None, (), "Delskala 2 är 2,25"),
        ("ORS", scores(1, "NaN", 3, 4), None, None, (), "Delskala 2 är NaN"),
        ("ASI", scores(*[5] * 14), None, Respondent.CLIENT, (), "Delskala 1 är 5. Tillåtet för ASI: 0–4 i steg om 1."),
        ("AUDIT", audit(1, rest=1, last=(1, 0)), None, None, (), "Delskala 9 är 1. Tillåtet för AUDIT: 0–4 i steg om 2."),
        ("ORS", scores(1, None, 3, 4), None, None, (), "Delskala 2 saknar svar. Ange orsaken"),
        ("ORS", scores(1, None, 3, 4), None, None, (2, 3), "Delskala 3 har en orsak till att svar saknas, men där saknas inget"),
        ("ORS", (), Decimal(20), None, (1,), "Delskala 1 har en orsak"),
        ("ORS", scores(1, None, 3, 4), None, None, (2, 5), "Delskala 5 har en orsak"),
        ("DUR", scores(*range(10)), Decimal(45), None, (), "DUR har ingen summa. Lämna den tom."),
        ("ORS", (), Decimal("40.1"), None, (), "Summan är 40,1. Tillåtet för ORS: 0–40 med högst 1 decimal."),
        ("ORS", (), Decimal("Infinity"), None, (), "Summan är Infinity"),
        ("ORS", scores(1, None, 3, 4), Decimal(8), None, (2,), "Delskalor saknar svar, så skattningen har ingen summa"),
        ("ORS", scores(1, 2, 3, 4), Decimal("10.1"), None, (), "Summan är 10,1, men delskalornas summa är 10. Rätta"),
    ],
)
def test_what_the_instrument_cannot_give_is_refused(name, answers, total, respondent, explained, message):
    with pytest.raises(InvalidValueError) as refusal:
        require_possible(SHIPPED.current(name), answers, total=total, respondent=respondent, explained=explained)
    assert message in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "answers", "total", "explained"),
    [
        ("ORS", scores(0, 0, 0, 0), Decimal(0), ()),
        ("ORS", scores(10, 10, 10, 10), Decimal(40), ()),
        ("ORS", scores("6.1", "5.2", "7", "4.4"), Decimal("22.7"), ()),
        ("ORS", scores(1, None, 3, 4), None, (2,)),
        ("ORS", (), Decimal("0"), ()),
        ("YCORS", (), None, ()),
        ("Frågor till Dig", scores(1, 1, 1), Decimal(3), ()),
        ("Frågor till Dig", scores(4, 4, 4), Decimal(12), ()),
        ("AUDIT", audit(0, rest=None), Decimal(0), ()),
        ("AUDIT", audit(0, rest=None), None, (2, 3)),
    ],
)
def test_both_ends_of_every_range_are_possible(name, answers, total, explained):
    require_possible(SHIPPED.find(name), answers, total=total, explained=explained)
