"""The article before what was written."""

import pytest

from followup_mail.ladder.wording import a
from followup_mail.vocabulary import Kind


@pytest.mark.parametrize("kind", Kind)
def test_the_article_is_the_one_that_is_said(kind: Kind) -> None:
    """Of all kinds, only an escalation begins with a vowel."""
    assert a(kind) == f"{'an' if kind is Kind.ESCALATION else 'a'} {kind}"
