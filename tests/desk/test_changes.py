"""Two who change one application at a time."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from followup_mail.app import App
from followup_mail.desk.adding import add_text, change_text
from followup_mail.errors import ApplicationError


@pytest.fixture
def app(tmp_path: Path) -> App:
    """Return an app with an empty home."""
    return App(
        environ={
            "FOLLOWUP_MAIL_HOME": str(tmp_path / "home"),
            "XDG_STATE_HOME": str(tmp_path / "state"),
        },
        stdin=BytesIO(),
        now=lambda: datetime(2026, 11, 20, 17, tzinfo=UTC),
        new_token=lambda: "0123456789abcdef",
        local_timezone=lambda: "UTC",
    )


def test_an_editor_that_was_open_longer_does_not_undo_the_other(app: App, examples: Path) -> None:
    """What was kept meanwhile stays, and whoever comes second is told."""
    text = (examples / "northwind.toml").read_text(encoding="utf-8")
    with app.desk(create=True) as mine, app.desk() as theirs:
        add_text(mine, text.encode(), source="a test", folder=None)
        stored = mine.find("northwind")
        newer = text.replace("2026-11-27", "2026-12-01")
        change_text(theirs, theirs.find("northwind"), newer, source="a test")

        with pytest.raises(ApplicationError) as told:
            change_text(mine, stored, text.replace("video", "phone"), source="a test")

        assert str(told.value) == (
            "northwind: was changed by another command meanwhile; see what is kept now with "
            "`followup-mail show northwind --file`."
        )
        assert mine.find("northwind").dossier.text == newer
