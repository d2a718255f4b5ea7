"""Records: frozen values, compared by what they hold."""

import pytest

from followup_mail.record import Record


class Point(Record):
    """Two numbers."""

    x: int
    y: int = 0


class Other(Record):
    """Two numbers that mean something else."""

    x: int
    y: int = 0


def test_fields_are_taken_by_place_and_by_name() -> None:
    """What is left out has the value of the class."""
    assert (Point(1).x, Point(1).y) == (1, 0)
    assert Point(1, y=2) == Point(1, 2)


def test_records_are_equal_within_their_class_only() -> None:
    """The same numbers can mean something else."""
    assert Point(1) == Point(1, 0)
    assert Point(1) != Other(1)
    assert len({Point(1), Point(1, 0), Point(2)}) == 2


def test_a_record_never_changes() -> None:
    """A changed one is another one."""
    point = Point(1)

    with pytest.raises(AttributeError):
        point.x = 2  # type: ignore[misc]  # what is tested
    with pytest.raises(AttributeError):
        del point.x
    assert (point._replace(x=2), point) == (Point(2), Point(1))


@pytest.mark.parametrize(
    ("values", "named"), [((), {}), ((1, 2, 3), {}), ((1,), {"x": 1}), ((1,), {"z": 1})]
)
def test_a_slip_in_the_fields_is_named(values: tuple[int, ...], named: dict[str, int]) -> None:
    """Missing, too many, doubled and unknown fields are refused."""
    with pytest.raises(TypeError, match="its fields are x, y"):
        Point(*values, **named)


def test_a_record_says_what_made_it() -> None:
    """Its repr can be read as an expression."""
    assert repr(Point(1)) == "Point(x=1, y=0)"
