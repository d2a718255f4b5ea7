"""From a choice of person to a finished draft."""

from datetime import date

from followup_mail.model import Application, Choice, Draft
from followup_mail.vocabulary import Kind
from followup_mail.writing.facts import attachments_for, facts
from followup_mail.writing.rendering import render
from followup_mail.writing.sources import TemplateSet


def write(
    kind: Kind, application: Application, choice: Choice, templates: TemplateSet, *, on: date
) -> Draft:
    """Return the message of *kind* for *choice*, as it reads when sent on the day *on*.

    Raises:
        MissingDetailError: A detail the kind or the template needs is not on file.
        TemplateError: The template is faulty, or was stopped.

    """
    rendered = render(templates, facts(kind, application, choice, on=on), application.language)
    return Draft(
        kind=kind,
        language=application.language,
        on=on,
        sender=application.me,
        choice=choice,
        subject=rendered.subject,
        body=rendered.body,
        template=templates.origin,
        attachments=attachments_for(kind, application, choice.to),
    )
