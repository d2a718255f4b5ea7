"""The tables that the tests of the ladder count by."""

import pytest

from followup_mail.closures import days_off
from followup_mail.ladder.days import Calendars


@pytest.mark.parametrize("place", ["CA-ON", "CA-QC", "FR", "US", ""])
@pytest.mark.parametrize("year", [2026, 2027])
def test_the_tables_are_what_the_program_counts_by(
    calendars: Calendars, place: str, year: int
) -> None:
    """Every day and every name."""
    made = days_off(place, year)

    assert made._replace(source="written by hand") == calendars(place, year)
