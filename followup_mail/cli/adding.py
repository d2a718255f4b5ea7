"""What ``add``, ``debrief`` and ``edit`` do with a terminal, a file and an editor."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from followup_mail.cli import output as out
from followup_mail.cli.asking import ask_question, kept_aside, somebody_is_there
from followup_mail.errors import FollowupMailError, UsageError

if TYPE_CHECKING:
    from followup_mail.app import App
    from followup_mail.desk import Desk
    from followup_mail.desk.adding import Added
    from followup_mail.intake.dialogues import Dialogue, Sheet


def print_columns() -> None:
    """Print the usual columns of a CSV file, with their meaning."""
    from followup_mail.intake.csv_template import columns

    for column in columns():
        needed = " Required." if column.required else ""
        form = f" ({column.form})" if column.form else ""
        click.echo(f"{column.name:<38} {column.about}{form}{needed}")
    out.say("\nEvery other key of an application file may be a column as well.")


def print_template() -> None:
    """Print a CSV file to fill in."""
    from followup_mail.intake.csv_template import template_csv

    click.echo(template_csv(), nl=False)


def from_file(
    app: "App", file: Path, name: str | None, known: str | None, given: Mapping[str, str]
) -> None:
    """Keep what *file* holds: one application, an invitation, or a table of many."""
    from followup_mail.intake.forms import Form, form_of

    with app.input(file) as (source, stream, head):
        form = form_of(file.name, head)
        if form is Form.TABLE:
            _refuse(
                name or known or given,
                "--name, --for, --employer, --position and --language: a table of many says it "
                "in its columns.",
            )
            _many(app, stream, source, None if str(file) == "-" else file.parent)
            return
        data = app.whole(stream, source)
    if form is Form.INVITATION:
        _invitation(app, data, source, name, known, given)
    else:
        _refuse(
            known or given,
            "--for, --employer, --position and --language: an application file says itself what "
            "it is about.",
        )
        folder = None if str(file) == "-" else file.parent
        _one(app, data, source, folder, name)


def _refuse(given: object, why: str) -> None:
    if given:
        raise UsageError(why)


def _one(app: "App", data: bytes, source: str, folder: Path | None, name: str | None) -> None:
    from followup_mail.desk.adding import add_text

    with app.desk(create=True) as desk:
        added = add_text(desk, data, source=source, folder=folder, name=name)
        show_added(desk, added)


def _many(app: "App", stream: BinaryIO, source: str, folder: Path | None) -> None:
    from followup_mail.desk.many import add_many
    from followup_mail.intake.csv_file import applications

    with app.desk(create=True) as desk, out.progress("Adding") as tick:
        rows = applications(
            stream,
            source=source,
            folder=folder,
            config=desk.config,
            fallback_timezone=desk.fallback_timezone(),
        )
        done = add_many(desk, rows, source=source, folder=folder, tick=tick)
    told = [f"{done.added:,} added"]
    told += [f"{done.changed:,} changed"] if done.changed else []
    told += [f"{done.unchanged:,} unchanged"] if done.unchanged else []
    click.echo(f"{', '.join(told)}.")
    for warning in done.warnings:
        out.say(f"Warning: {warning}")
    if done.incomplete:
        which = "One is" if done.incomplete == 1 else f"{done.incomplete:,} are"
        out.say(f"{which} incomplete; followup-mail next asks for what is missing.")
    out.say("\nNext: followup-mail next")


def _invitation(
    app: "App",
    data: bytes,
    source: str,
    name: str | None,
    known: str | None,
    given: Mapping[str, str],
) -> None:
    from followup_mail.desk import inviting
    from followup_mail.intake.dialogues import asking
    from followup_mail.intake.invitation import questions, read_invitation

    invitation = read_invitation(data, source=source)
    given = {**given, **_language(given.get("language"))}
    with app.desk(create=True) as desk:
        stored = inviting.application_of(desk, invitation, known, given)
        if stored is not None:
            show_added(desk, inviting.join(desk, stored, invitation, source))
            return
        inviting.refuse_unknown(invitation, source)
        asking_somebody = somebody_is_there()
        sheet = inviting.begun_by(desk, invitation, given, nameless=asking_somebody)
        asked = questions(invitation, sheet, me_email=inviting.my_email(desk))
        if asking_somebody:
            text = answered(asking(sheet, asked))
        else:
            _need_given(sheet, source)
            text = sheet.text
        added = inviting.add_new(desk, text, invitation, source=source, name=name)
        show_added(desk, added)


def _need_given(sheet: "Sheet", source: str) -> None:
    """Raise unless what an invitation never says was given as options."""
    from followup_mail.ladder.wording import joined

    needed = {"employer": "TEXT", "position": "TEXT"}
    if sheet.config.default_language is None:
        needed["language"] = "TAG"
    lacking = [key for key in needed if sheet.find(key) is None]
    if lacking:
        options = joined([f"--{key} {needed[key]}" for key in lacking])
        raise UsageError(
            f"{source}: an invitation does not say the {joined(lacking)}, and there is no "
            f"terminal to ask on; give {options}, or --for NAME if the application is kept."
        )


def _language(given: str | None) -> dict[str, str]:
    """Return the language *given* by its key, as a file has it; nothing where none is given."""
    from followup_mail.tables import Faults, Walk
    from followup_mail.tables.forms import LANGUAGE

    if given is None:
        return {}
    try:
        return {"language": LANGUAGE.decode(LANGUAGE.as_typed(given), Walk(Faults(""))).value}
    except ValueError as fault:
        raise UsageError(f"--language {given}: {fault}.") from None


def by_questions(app: "App", name: str | None) -> None:
    """Ask for a new application, and keep it."""
    from followup_mail.desk.adding import add_text
    from followup_mail.desk.inviting import sheet_for
    from followup_mail.intake.dialogues import new_application

    if not somebody_is_there():
        raise UsageError("There is no terminal to ask on; give a FILE, or - for standard input.")
    with app.desk(create=True) as desk:
        text = answered(new_application(sheet_for(desk, "")))
        added = add_text(desk, text.encode(), source="your answers", folder=None, name=name)
        show_added(desk, added)


def debriefed(app: "App", name: str) -> None:
    """Ask the questions after an interview, and keep the answers."""
    from followup_mail.desk.adding import change_text
    from followup_mail.desk.inviting import sheet_for
    from followup_mail.intake.dialogues import completion, debrief

    with app.desk() as desk:
        stored = desk.find(name)
        if not somebody_is_there():
            raise UsageError(
                "There is no terminal to ask on; followup-mail edit takes the answers instead."
            )
        text = stored.dossier.text
        open_keys = desk.open_keys(stored)
        called = stored.dossier.name
        if open_keys:
            text = answered(completion(sheet_for(desk, text, interviews="past"), open_keys), called)
        held = desk.rounds_held(stored, text)
        if held or sheet_for(desk, text, interviews="past").find("interviews", 0) is None:
            text = answered(debrief(sheet_for(desk, text, interviews="past"), held or None), called)
        elif not open_keys:
            raise UsageError(
                f"{called}: the interview is still to come; answer the questions after it."
            )
        show_added(desk, change_text(desk, stored, text, source="your answers"))


def answered(dialogue: "Dialogue", name: str | None = None) -> str:
    """Ask what *dialogue* asks, and return the file that the answers make.

    *name* is that of the application, if it is kept.

    Raises:
        FollowupMailError: Input ended before the last answer; the text says where the
            answers are.

    """
    while (question := dialogue.question) is not None:
        try:
            told = ask_question(question)
        except click.Abort:
            path = kept_aside(dialogue.text)
            called = f" --name {name}" if name else ""
            raise FollowupMailError(
                f"Stopped. What you answered is in {path}; go on there, then type: "
                f"followup-mail add {path}{called}"
            ) from None
        try:
            dialogue.answer(told)
        except ValueError as fault:
            out.say(f"  {fault}")
    for remark in dialogue.remarks:
        out.say(remark)
    return dialogue.text


def show_added(desk: "Desk", added: "Added") -> None:
    """Say what became of an application that was handed in, and what is to be done about it."""
    if added.diff:
        out.say(added.diff)
    entries = "one entry" if added.events == 1 else f"{added.events} entries"
    events = f", with {entries} of its history" if added.events else ""
    out.say(f"{added.outcome.capitalize()}: {added.name}{events}.")
    if added.questions:
        several = len(added.questions) > 1
        answers = f"{len(added.questions)} required answers are" if several else "one answer is"
        out.say("\n  ".join((f"It is incomplete: {answers} open.", *added.questions)))
    if added.warning:
        out.say(f"Warning: {added.warning}")
    stored = desk.find(added.name)
    out.show_one(desk, stored, desk.plan_now(stored))
