"""What the cells of a row must be to each other, to their case and to other rows."""

from datetime import date, time
from decimal import Decimal

import pytest

from domain.codes import Gender, RatingSubject, ViewpointKind
from domain.workbook.cells import EXCEL_ERROR
from domain.workbook.days import Written
from domain.workbook.reading import WorkbookReader
from tests.support.workbook_rows import CASE, CLOSED, TODAY, VALID, Read, as_table, assert_fault, assert_warning


class TestCases:
    def test_a_case_keeps_every_cell_and_empty_is_not_known(self):
        case = Read("Ärenden", CLOSED).only_row
        assert (case.case_number, case.gender, case.birth_year) == ("2024-0001", Gender.WOMAN, 1980)
        assert (case.therapist, case.housing, case.referred_onward) == (None, None, None)

    def test_a_case_number_stands_once_and_the_second_names_the_first(self):
        read = Read("Ärenden", CASE, CASE | {"Ärende": "2024-0002"}, CASE | {"Ärende": " 2024-0001"})
        assert_fault(read, "Ärenden", 4, "Ärende", "dubblett av rad 2")

    def test_a_case_may_close_the_day_it_started_and_not_the_day_before(self):
        assert Read("Ärenden", CLOSED | {"Avslutat": date(2024, 2, 1)}).only_row
        assert_fault(Read("Ärenden", CLOSED | {"Avslutat": date(2024, 1, 31)}), "Ärenden", 2, "Avslutat", "före start")

    def test_a_case_that_never_started_closes_no_earlier_than_it_came_in(self):
        assert Read("Ärenden", CLOSED | {"Start": "", "Avslutat": date(2024, 1, 20)}).only_row
        read = Read("Ärenden", CLOSED | {"Start": "", "Avslutat": date(2024, 1, 19)})
        assert_fault(read, "Ärenden", 2, "Avslutat", "inkom")

    def test_a_way_of_closing_needs_a_date_but_a_date_needs_no_way(self):
        assert Read("Ärenden", CLOSED | {"Avslutssätt": ""}).only_row
        assert_fault(Read("Ärenden", CLOSED | {"Avslutat": ""}), "Ärenden", 2, "Avslutssätt", "utan datum")
        assert_fault(Read("Ärenden", CLOSED | {"Avslutat": "i maj"}), "Ärenden", 2, "Avslutat", "inte ett datum")

    @pytest.mark.parametrize("year", [1904, 1980, 2024])
    def test_a_possible_birth_year_is_taken(self, year):
        assert Read("Ärenden", CASE | {"Födelseår": year}).only_row.birth_year == year

    @pytest.mark.parametrize("year", [1903, 1875, 2025])
    def test_an_impossible_birth_year_is_refused(self, year):
        read = Read("Ärenden", CASE | {"Födelseår": year})
        assert_fault(read, "Ärenden", 2, "Födelseår", "inte ett möjligt födelseår; tillåtet: 1904–2024")

    def test_a_child_may_be_born_the_year_after_the_case_came_in_and_no_later(self):
        earlier = CASE | {"Inkom": date(2022, 11, 1)}
        assert Read("Ärenden", earlier | {"Födelseår": 2023}).only_row
        assert_fault(Read("Ärenden", earlier | {"Födelseår": 2024}), "Ärenden", 2, "Födelseår", "efter att ärendet inkom")

    def test_a_start_before_the_case_came_in_is_only_a_warning(self):
        read = Read("Ärenden", CASE | {"Start": date(2024, 1, 19)})
        assert_warning(read, "Ärenden", 2, "Start", "innan det inkom")

    def test_a_case_without_service_is_warned_about(self):
        assert_warning(Read("Ärenden", CASE | {"Verksamhet": ""}), "Ärenden", 2, "Verksamhet", "saknas")

    def test_a_cell_with_a_fault_has_no_warning_too(self):
        read = Read("Ärenden", CASE | {"Verksamhet": EXCEL_ERROR})
        assert_fault(read, "Ärenden", 2, "Verksamhet", "#N/A")
        assert read.warnings == []

    def test_a_column_that_every_row_lacks_is_warned_about_once(self):
        cases = [{"Ärende": f"2024-000{number}", "Kön": "man"} for number in range(3)]
        warnings = Read("Ärenden", *cases).warnings
        assert [warning[:3] for warning in warnings] == [("Ärenden", 1, "Verksamhet")]

    def test_every_fault_of_a_row_is_told(self):
        wrong = {"Kön": "okänd", "Födelseår": "ung", "Inkom": "i går", "Barn i hemmet": "kanske", "Ärende": ""}
        faults = Read("Ärenden", CASE | wrong).faults
        assert {fault.column for fault in faults} == set(wrong) and len(faults) == len(wrong)


@pytest.mark.parametrize("sheet", ["Besök", "Skattningar", "Synpunkter", "Hyror", "Skolnärvaro", "Journal"])
class TestReferences:
    def test_a_row_of_no_case_is_refused(self, sheet):
        read = Read(sheet, VALID[sheet] | {"Ärende": "2024-9999"})
        assert_fault(read, sheet, 2, "Ärende", "inget sådant ärende")

    def test_a_case_from_before_is_known(self, sheet):
        assert Read(sheet, VALID[sheet] | {"Ärende": "2023-0007"}, known_cases={"2023-0007"}).only_row

    def test_a_case_whose_own_row_has_a_fault_still_exists(self, sheet):
        reader = WorkbookReader(year=2024, today=TODAY)
        list(reader.read("Ärenden", as_table([CASE | {"Kön": "okänd"}])))
        list(reader.read(sheet, as_table([VALID[sheet]])))
        assert [fault.sheet for fault in reader.faults] == ["Ärenden"]

    def test_when_the_case_numbers_cannot_be_read_no_row_is_blamed_for_it(self, sheet):
        reader = WorkbookReader(year=2024, today=TODAY)
        list(reader.read("Ärenden", as_table([{"Kön": "man"}])))
        list(reader.read(sheet, as_table([VALID[sheet]])))
        assert [fault[:3] for fault in reader.faults] == [("Ärenden", 1, "Ärende")]


class TestVisits:
    def test_a_note_claimed_before_the_visit_is_a_warning(self):
        read = Read("Besök", VALID["Besök"] | {"Anteckning skriven": date(2024, 2, 29)})
        assert_warning(read, "Besök", 2, "Anteckning skriven", "före besöket")

    def test_a_visit_after_closing_is_a_warning_unless_it_is_a_follow_up(self):
        late = VALID["Besök"] | {"Datum": date(2024, 9, 3)}
        assert_warning(Read("Besök", late, case=CLOSED), "Besök", 2, "Datum", "efter att ärendet avslutats")
        assert Read("Besök", late | {"Slag": "uppföljningsmöte"}, case=CLOSED).warnings == []
        assert Read("Besök", late | {"Datum": date(2024, 9, 2)}, case=CLOSED).warnings == []


def rating(**changes):
    return VALID["Skattningar"] | changes


class TestRatings:
    def test_the_subject_is_the_client_when_nothing_else_is_said(self):
        assert Read("Skattningar", rating()).only_row.subject is RatingSubject.CLIENT
        assert Read("Skattningar", rating(Gäller="")).only_row.subject is RatingSubject.CLIENT
        assert Read("Skattningar", rating(Gäller="Mamma")).only_row.subject is RatingSubject.MOTHER

    def test_subscales_or_total_may_be_left_out_but_not_both(self):
        assert Read("Skattningar", rating(Summa="")).only_row.total is None
        assert Read("Skattningar", rating(Delskalor="")).only_row.subscales is None
        assert_fault(Read("Skattningar", rating(Delskalor="", Summa="")), "Skattningar", 2, "Summa", "minst en")
        assert Read("Skattningar", rating(Instrument="YCORS", Delskalor="", Summa="")).only_row

    def test_both_ends_of_the_scale_are_taken(self):
        for scores, total in [("0;0;0;0", 0), ("10;10;10,0;10", 40.0)]:
            assert Read("Skattningar", rating(Delskalor=scores, Summa=total)).only_row.total == total

    @pytest.mark.parametrize("score", ["10,1", "11,0", "-0,1", "5,55"])
    def test_a_subscale_off_its_scale_is_refused(self, score):
        read = Read("Skattningar", rating(Delskalor=f"5;5;5;{score}", Summa=""))
        assert_fault(read, "Skattningar", 2, "Delskalor", "tillåtet för ORS: 0–10 med högst 1 decimal")

    def test_the_number_of_subscales_is_the_instruments(self):
        read = Read("Skattningar", rating(Delskalor="5;5;5", Summa=15))
        assert_fault(read, "Skattningar", 2, "Delskalor", "3 delskalor; tillåtet: 4 för ORS")
        assert_fault(Read("Skattningar", rating(Delskalor="5;5;5;5;5", Summa="")), "Skattningar", 2, "Delskalor", "5 delskalor")
        read = Read("Skattningar", rating(Instrument="NODS", Delskalor="5;5", Summa=10))
        assert_fault(read, "Skattningar", 2, "Delskalor", "NODS har inga delskalor")

    @pytest.mark.parametrize(("name", "total"), [("ORS", 40.1), ("AUDIT", 41), ("AUDIT", 7.5), ("Bemötande", 0)])
    def test_a_total_off_its_scale_is_refused(self, name, total):
        read = Read("Skattningar", rating(Instrument=name, Delskalor="", Summa=total))
        assert_fault(read, "Skattningar", 2, "Summa", f"tillåtet för {name}")

    def test_an_instrument_without_total_takes_none(self):
        read = Read("Skattningar", rating(Instrument="ASI", Delskalor="", Summa=12))
        assert_fault(read, "Skattningar", 2, "Summa", "ASI har ingen summa")

    def test_a_total_that_is_not_the_sum_is_refused_with_both_numbers(self):
        read = Read("Skattningar", rating(Delskalor="5,0;5,0;5,0;5,0", Summa="21,0"))
        assert_fault(read, "Skattningar", 2, "Summa", "21 är inte delskalornas summa 20")

    def test_a_sum_with_binary_dust_is_the_sum(self):
        assert Read("Skattningar", rating(Summa=18.400000000000002)).only_row.total == Decimal("18.4")

    def test_what_is_measured_elsewhere_is_no_instrument_of_a_rating(self):
        read = Read("Skattningar", rating(Instrument="Skolnärvaro", Delskalor="", Summa=50))
        assert_fault(read, "Skattningar", 2, "Instrument", "okänt instrument")

    def test_an_unknown_instrument_is_refused_with_the_known_ones(self):
        read = Read("Skattningar", rating(Instrument="PHQ-99", Delskalor="", Summa=12))
        assert_fault(read, "Skattningar", 2, "Instrument", "tillåtet: ORS, CORS")

    def test_a_rating_on_the_closing_day_is_taken_and_the_day_after_only_as_follow_up(self):
        assert Read("Skattningar", rating(Fas="avslut", Datum=date(2024, 9, 2)), case=CLOSED).only_row
        late = rating(Fas="avslut", Datum=date(2024, 9, 3))
        assert_fault(Read("Skattningar", late, case=CLOSED), "Skattningar", 2, "Datum", "efter att ärendet avslutats")
        assert Read("Skattningar", late | {"Fas": "uppföljning"}, case=CLOSED).only_row

    def test_a_rating_before_birth_is_refused_but_not_one_about_somebody_else(self):
        newborn = CASE | {"Födelseår": 2024}
        early = rating(Datum=date(2023, 12, 31))
        assert Read("Skattningar", rating(Datum=date(2024, 1, 1)), case=newborn).only_row
        assert_fault(Read("Skattningar", early, case=newborn), "Skattningar", 2, "Datum", "före födelseåret")
        assert Read("Skattningar", early | {"Gäller": "mamma"}, case=newborn).only_row

    def test_a_rating_before_the_case_came_in_is_a_warning(self):
        read = Read("Skattningar", rating(Datum=date(2024, 1, 19)))
        assert_warning(read, "Skattningar", 2, "Datum", "innan ärendet inkom")

    def test_one_wrong_cell_does_not_hide_another(self):
        read = Read("Skattningar", rating(Fas="mitt", Summa="21,0"), rating(Delskalor="x", Summa=""))
        assert [fault[1:3] for fault in read.faults] == [(2, "Fas"), (2, "Summa"), (3, "Delskalor")]


class TestOtherSheets:
    def test_a_viewpoint_from_a_couple_has_two_givers(self):
        cells = {"Kön": "kvinna och man", "Återkoppling datum": "240305", "Åtgärd": "=1+1", "Vem tog emot?": "Behandlare A"}
        viewpoint = Read("Synpunkter", VALID["Synpunkter"] | cells).only_row
        assert viewpoint.givers == (Gender.WOMAN, Gender.MAN)
        assert (viewpoint.kind, viewpoint.feedback_on) == (ViewpointKind.COMPLAINT, date(2024, 3, 5))
        assert (viewpoint.adaptation, viewpoint.received_by) == ("=1+1", "Behandlare A")

    def test_feedback_comes_on_the_same_day_or_later(self):
        assert Read("Synpunkter", VALID["Synpunkter"] | {"Återkoppling datum": "240303"}).only_row
        read = Read("Synpunkter", VALID["Synpunkter"] | {"Återkoppling datum": "240302"})
        assert_fault(read, "Synpunkter", 2, "Återkoppling datum", "före det att synpunkten inkom")

    def test_a_rent_month_stands_once_a_case(self):
        month = VALID["Hyror"]
        april = month | {"Månad": date(2024, 4, 30)}
        assert [row.month for row in Read("Hyror", month, april).rows] == [date(2024, 3, 1), date(2024, 4, 1)]
        assert_fault(Read("Hyror", month, april, month), "Hyror", 4, "Månad", "dubblett av rad 2")
        assert_fault(Read("Hyror", month, month | {"Betald i tid": "nej"}), "Hyror", 3, "Månad", "annat svar")

    def test_attendance_that_is_not_known_or_less_than_one_percent_is_a_warning(self):
        def measured(cell):
            return Read("Skolnärvaro", VALID["Skolnärvaro"] | {"Närvaro %": cell})

        assert_warning(measured(""), "Skolnärvaro", 2, "Närvaro %", "saknas")
        assert_warning(measured(0.43), "Skolnärvaro", 2, "Närvaro %", "procenttal")
        assert measured(0).warnings == [] == measured(1).warnings
        assert_fault(measured(101), "Skolnärvaro", 2, "Närvaro %", "0–100")

    def test_a_journal_note_keeps_its_text_and_both_times(self):
        note = Read("Journal", VALID["Journal"] | {"Text": " =cmd|'/c calc'!A1\n"}).only_row
        assert note.text == " =cmd|'/c calc'!A1\n"
        assert (note.occurred_on, note.written) == (date(2024, 3, 1), Written(date(2024, 3, 2), time(9)))

    def test_a_note_claimed_before_the_event_is_a_warning(self):
        read = Read("Journal", VALID["Journal"] | {"Skriven": date(2024, 2, 29)})
        assert_warning(read, "Journal", 2, "Skriven", "före händelsen")

    def test_an_absence_may_lie_ahead_or_be_open_but_not_end_before_it_begins(self):
        ahead = VALID["Frånvaro"] | {"Från": date(2025, 7, 1), "Till": date(2025, 7, 1)}
        assert Read("Frånvaro", ahead).only_row
        assert Read("Frånvaro", VALID["Frånvaro"] | {"Till": ""}).only_row.to_date is None
        assert_fault(Read("Frånvaro", ahead | {"Till": date(2025, 6, 30)}), "Frånvaro", 2, "Till", "innan den börjar")
