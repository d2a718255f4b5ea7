"""A draft as data for a program: the value of ``--format json`` and ``--json``."""

from collections.abc import Iterable

from followup_mail.model import Finding, Mailbox, Person, Span, Text
from followup_mail.showing.sheet import Sheet


def as_json(sheet: Sheet) -> dict[str, object]:
    r"""Return *sheet* as values that ``json.dumps`` takes.

    Every key is always there; what is not known is null and a list may be empty.
    Positions count Unicode code points in ``body`` (in ``subject`` for
    ``subject_spans``), end exclusive. Text is given as it stands, not in visible
    form: write it with ``ensure_ascii=True`` wherever a terminal may read it. ::

        kind            "thank-you"
        language        "en-CA"
        on              "2026-11-20", the day of sending
        from            {"name", "address"}
        to              {"id", "name", "address", "phone"}, null for a private note
        reason          why them
        round           the interview it is about, counted from 1
        subject         text; "" for a script
        subject_spans   as spans
        body            greeting to signature, paragraphs parted by "\n\n"
        spans           [{"start", "end", "key"}], stretches that came from a detail
        parts           [{"name", "start", "end"}], what each block of the template wrote
        words           {"count", "least", "most"}, of the body without its frame
        seconds         to read it; of a script, to say it
        attachments     [{"name", "path", "bytes"}]
        template        {"name", "path", "built_in"}
        findings        [{"check", "severity", "message", "rule", "source", "span"}]
        next            the command that comes next
    """
    draft = sheet.draft
    least, most = sheet.budget or (None, None)
    return {
        "kind": draft.kind.value,
        "language": draft.language.value,
        "on": draft.on.isoformat(),
        "from": {"name": draft.sender.name, "address": draft.sender.email},
        "to": person(draft.choice.to, draft.recipient),
        "reason": draft.choice.reason,
        "round": draft.choice.round,
        "subject": draft.subject.text,
        "subject_spans": _spans(draft.subject.spans),
        "body": draft.body.text,
        "spans": _spans(draft.body.spans),
        "parts": _parts(draft.body),
        "words": {"count": sheet.words, "least": least, "most": most},
        "seconds": sheet.seconds,
        "attachments": [
            {"name": path.name, "path": str(path), "bytes": number}
            for path, (_, number) in zip(draft.attachments, sheet.attached, strict=True)
        ],
        "template": {
            "name": draft.template.name,
            "path": str(draft.template.path),
            "built_in": draft.template.built_in,
        },
        "findings": [_finding(finding) for finding in sheet.findings],
        "next": sheet.next_command or None,
    }


def person(to: Person | None, recipient: Mailbox | None) -> dict[str, object] | None:
    """Return who reads or hears a message, with the address it goes to."""
    if to is None:
        return None
    address = recipient.addr_spec if recipient is not None else None
    return {"id": to.id, "name": to.name, "address": address, "phone": to.phone}


def _spans(spans: Iterable[Span]) -> list[dict[str, object]]:
    return [{"start": span.start, "end": span.end, "key": span.key} for span in spans]


def _parts(body: Text) -> list[dict[str, object]]:
    return [{"name": part.name, "start": part.start, "end": part.end} for part in body.parts]


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "check": finding.check,
        "severity": finding.severity.value,
        "message": finding.message,
        "rule": finding.rule,
        "source": finding.source,
        "span": _spans([finding.span])[0] if finding.span is not None else None,
    }
