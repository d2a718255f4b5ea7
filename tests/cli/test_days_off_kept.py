"""Days off that are kept, after the library that knows them was upgraded."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from followup_mail.app import App
from followup_mail.closures import maker
from followup_mail.planning import DaysOff


def test_another_version_of_the_library_plans_everything_anew(
    said: Callable[..., str], build: Callable[[bytes], App], northwind: Path
) -> None:
    """What an older one had for a holiday moves no step any more."""
    said("add", northwind)
    said("log", "northwind", "thank-you")
    old = DaysOff(
        "CA-ON", 2026, hard={date(2026, 12, 2): "Old Day"}, source="holidays 0.1 (edition 1)"
    )
    with build(b"").desk() as desk, desk.store.writing():
        desk.store.keep_days_off(old)
        for name in ("config", "rules"):
            kept = desk.store.setting(name) or ""
            desk.store.keep_setting(name, kept.replace(maker(), "holidays 0.1 (edition 1)"))

    said("log", "northwind", "promise")

    assert "nothing until Wednesday 2 December" in said("next")
    with build(b"").desk() as desk:
        days = desk.store.days_off("CA-ON", 2026)
    assert days is not None
    assert days.source == maker()
    assert date(2026, 12, 2) not in days.hard
