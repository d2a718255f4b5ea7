"""The preview as data."""

import json

from followup_mail.model import Span
from followup_mail.showing.data import as_json
from followup_mail.showing.sheet import Sheet


def test_a_draft_is_told_whole_as_data(merci: Sheet) -> None:
    """Keys are always the same; positions lead back to the words."""
    body = merci.draft.body.text
    told = as_json(merci)
    spans, parts = told.pop("spans"), told.pop("parts")
    assert told == {
        "kind": "thank-you",
        "language": "fr-CA",
        "on": "2026-11-18",
        "from": {"name": "Noémie Gagnon", "address": "noemie.gagnon@courriel.example"},
        "to": {
            "id": "helene",
            "name": "Hélène Côté-Ouellet",
            "address": "helene.cote@boreal.example",
            "phone": None,
        },
        "reason": "you talked with Hélène Côté-Ouellet on Tuesday",
        "round": 1,
        "subject": "Merci – entrevue, analyste d’affaires",
        "subject_spans": [],
        "body": body,
        "words": {"count": 25, "least": 90, "most": 180},
        "seconds": 8,
        "attachments": [],
        "template": {
            "name": "thank-you",
            "path": "/home/noemie/.config/followup-mail/fr/thank-you.txt",
            "built_in": False,
        },
        "findings": [
            {
                "check": "placeholder",
                "severity": "blocked",
                "message": 'The body still says "XXX": write what belongs there.',
                "rule": "Nothing is left to fill in.",
                "source": "Considine Search",
                "span": None,
            }
        ],
        "next": None,
    }
    assert isinstance(spans, list)
    assert isinstance(parts, list)
    assert {s["key"]: body[s["start"] : s["end"]] for s in spans} == {
        "people.helene.family": "Côté-Ouellet",
        "interviews.0.at": "mardi",
        "position": "analyste d’affaires",
        "strengths.0.i": "animé douze ateliers avec des producteurs",
        "me.name": "Noémie Gagnon",
    }
    names = [part["name"] for part in parts]
    assert names == ["greeting", "thanks", "strength", "closing", "signature"]


def test_a_private_note_has_the_same_keys(private: Sheet, note: Sheet) -> None:
    """What is not there is null or empty, never missing."""
    told = as_json(private)
    assert told.keys() == as_json(note).keys()
    assert (told["to"], told["words"]) == (None, {"count": 4, "least": None, "most": None})


def test_data_survives_json(note: Sheet) -> None:
    """It holds nothing but what JSON has."""
    told = as_json(note)
    assert json.loads(json.dumps(told)) == told
    assert told["attachments"] == [
        {"name": "kafka-write-up.pdf", "path": "/home/sam/kafka-write-up.pdf", "bytes": 214_300}
    ]


def test_spans_of_the_subject_are_told(note: Sheet) -> None:
    """They count in the subject."""
    subject = note.draft.subject._replace(spans=(Span(12, 25, "position"),))
    told = as_json(note._replace(draft=note.draft._replace(subject=subject)))
    assert told["subject_spans"] == [{"start": 12, "end": 25, "key": "position"}]
