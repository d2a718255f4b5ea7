"""Places and their clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from followup_mail import places


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ("FR", "Europe/Paris"),
        ("FR-75", "Europe/Paris"),
        ("FR-974", "Indian/Reunion"),
        ("FR-PF", None),
        ("GB", "Europe/London"),
        ("GB-SCT", "Europe/London"),
        ("DE", "Europe/Berlin"),
        ("DE-BY", "Europe/Berlin"),
        ("BE", "Europe/Brussels"),
        ("JP", "Asia/Tokyo"),
        ("CA", None),
        ("CA-ON", "America/Toronto"),
        ("CA-QC", "America/Toronto"),
        ("CA-AB", "America/Edmonton"),
        ("CA-BC", None),
        ("CA-NL", None),
        ("US", None),
        ("US-MA", "America/New_York"),
        ("US-TX", None),
        ("US-PR", "America/Puerto_Rico"),
        ("AU-QLD", "Australia/Brisbane"),
        ("ES", None),
        ("ZZ", None),
        ("", None),
        ("CA-ZZ", None),
    ],
)
def test_a_place_with_one_clock_has_a_zone(place: str, zone: str | None) -> None:
    """Where inhabitants in number live by another, the file has to say."""
    assert places.timezone_of(place) == zone


def test_every_zone_named_here_is_one() -> None:
    """A renamed zone shows at once."""
    named = set(places._ONE_CLOCK.values())
    named |= {zone for zones in places._SUBDIVISIONS.values() for zone in zones if zone}
    assert {zone for zone in named if not places.is_timezone(zone)} == set()


def _clock(zone: str) -> tuple[timedelta | None, ...]:
    """What the clocks of *zone* show, each week from 2026 to 2029."""
    weeks = (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(weeks=week) for week in range(208))
    return tuple(moment.astimezone(ZoneInfo(zone)).utcoffset() for moment in weeks)


def test_countries_said_to_have_one_clock_have_one() -> None:
    """Exactly those with several zones that agree are listed."""
    agreeing = set()
    for country in places._countries():
        zones = places._zones_of(country)
        if len(zones) > 1 and len({_clock(zone) for zone in zones}) == 1:
            agreeing.add(country)
            assert places._ONE_CLOCK[country] in zones
    assert agreeing == set(places._ONE_CLOCK)


def test_the_northwest_territories_keep_albertas_time() -> None:
    """Inuvik is the territory's one zone that is no link."""
    assert _clock("America/Inuvik") == _clock("America/Edmonton")


def test_no_subdivision_is_listed_twice() -> None:
    """The first would silently win."""
    for zones in places._SUBDIVISIONS.values():
        codes = " ".join(zones.values()).split()
        assert len(codes) == len(set(codes))
    assert len(" ".join(places._SUBDIVISIONS["CA"].values()).split()) == 13
    assert len(" ".join(places._SUBDIVISIONS["US"].values()).split()) == 50 + 1 + 6


@pytest.mark.parametrize("place", ["FR", "CA-ON", "US-DC", "GB-SCT", "FR-6AE", "TW", "AU-NSW"])
def test_codes_of_iso_3166_pass(place: str) -> None:
    """Of a country or of its subdivision."""
    assert places.check_place(place) == place


@pytest.mark.parametrize(
    ("place", "hint"),
    [
        ("fr", "; did you mean FR?"),
        ("ca-on", "; did you mean CA-ON?"),
        ("UK", "; did you mean GB?"),
        ("Ontario", ""),
        ("ZZ", ""),
        ("CA-OT", ""),
        ("CA-", ""),
        ("FR-", ""),
        ("FR-ABCD", ""),
        ("FR-é", ""),
        ("CA-ON-1", ""),
        ("", ""),
    ],
)
def test_other_words_are_refused(place: str, hint: str) -> None:
    """The text says what is expected."""
    with pytest.raises(ValueError, match=r"^expected") as caught:
        places.check_place(place)
    assert str(caught.value) == (
        f"expected the code of a country or its subdivision, such as CA-ON or FR{hint}"
    )


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("America/Toronto", True),
        ("US/Eastern", True),
        ("UTC", True),
        ("america/toronto", False),
        ("America", False),
        ("EST-5", False),
        ("../etc/passwd", False),
        ("", False),
    ],
)
def test_a_zone_is_known_by_ianas_spelling(name: str, known: object) -> None:
    """Links count, whatever the machine has installed."""
    assert places.is_timezone(name) is known
