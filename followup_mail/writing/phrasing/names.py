"""Which of a person's names is which.

A name is never split on a guess: two words and the stated order tell given from
family name; with more words the file has to say (Chinese order, two Spanish
surnames, particles).
"""

from followup_mail.errors import MissingDetailError
from followup_mail.model import Person
from followup_mail.vocabulary import NameOrder


def _pair(person: Person) -> tuple[str, str] | None:
    """Return (given, family) where the written name alone tells them apart."""
    words = person.name.split()
    if len(words) != 2:  # noqa: PLR2004 - a given and a family name
        return None
    first, second = words
    return (first, second) if person.order is NameOrder.GIVEN_FIRST else (second, first)


def family_name(person: Person) -> str | None:
    """Return the family name, or None where the file does not tell it."""
    if person.family:
        return person.family
    pair = _pair(person)
    return pair[1] if pair else None


def family_key(person: Person) -> str:
    """Return the key of the detail that tells the family name."""
    return f"people.{person.id}.{'family' if person.family else 'name'}"


def given_name(person: Person) -> str | None:
    """Return the given name, or None where the file does not tell it."""
    if person.given:
        return person.given
    pair = _pair(person)
    return pair[0] if pair else None


def need_family_name(person: Person) -> str:
    """Return the family name; ask for it where the file does not tell."""
    family = family_name(person)
    if family is None:
        raise MissingDetailError(
            f"Which part of {person.name} is the family name?",
            f"people.{person.id}.family",
            f'family = "{person.name.split()[-1]}"',
        )
    return family
