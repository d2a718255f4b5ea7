"""Which strength a message tells: the one that answers its reader's subject."""

from followup_mail.model import Application, Interview, Person
from followup_mail.record import Record
from followup_mail.vocabulary import Did, Kind


class Telling(Record):
    """A message about to tell one strength."""

    kind: Kind
    application: Application
    person: Person | None
    """Whose subject it should answer."""
    interview: Interview | None

    def number(self) -> int | None:
        """Return the place of the strength to tell, None where there is none to tell.

        In thank-you notes one meant for a colleague is never borrowed, since both
        might read it, and one meant for nobody in particular goes to one person of
        a round only. Who was told one already is told another, if there is one.
        """
        own, free = self._own(), self._free()
        if self.kind in {Kind.THANK_YOU, Kind.FORWARD}:
            at = self._place_among_those_without()
            return next(iter(own + free[at : at + 1]), None)
        others = [n for n in range(len(self.application.strengths)) if n not in own + free]
        fresh = own[1:] + free + others if self._thanked() else []
        return next(iter(fresh + own + free + others), None)

    def is_new(self, number: int) -> bool:
        """Return whether a thank-you note was read that did not tell *number*."""
        return self._thanked() and number not in self._own()[:1]

    def _own(self) -> list[int]:
        strengths = enumerate(self.application.strengths)
        return [n for n, s in strengths if self.person and s.about == self.person.id]

    def _free(self) -> list[int]:
        return [n for n, s in enumerate(self.application.strengths) if s.about is None]

    def _thanked(self) -> bool:
        return any(
            entry.did is Did.THANK_YOU and self.person is not None and entry.to == self.person.id
            for entry in self.application.history
        )

    def _place_among_those_without(self) -> int:
        """Return the person's place among those met for whom no strength is meant."""
        meant = {strength.about for strength in self.application.strengths}
        met = self.interview.talked_about if self.interview else ()
        waiting = [person_id for person_id in met if person_id not in meant]
        return waiting.index(self.person.id) if self.person and self.person.id in waiting else 0
