"""Every key of the application file, once: reading, ``--set`` and the schema follow it."""

from followup_mail.application.grammar import FACT, REASON, RELATIONSHIP, THING, TOPIC
from followup_mail.application.references import Attachment, PersonId, PersonRef
from followup_mail.application.rules import check_happening, check_interview
from followup_mail.config import ME
from followup_mail.model import Answer, Happening, Interview, Person, Promise, Strength
from followup_mail.tables import (
    Choice,
    Day,
    DayOrMoment,
    Field,
    Flag,
    Line,
    ListOf,
    Moment,
    Names,
    Ordinal,
    Table,
)
from followup_mail.tables.forms import EMAIL, LANGUAGE, PHONE, PLACE, TIMEZONE, URL
from followup_mail.vocabulary import (
    Did,
    InterviewFormat,
    NameOrder,
    PersonStatus,
    Register,
    Role,
)

PERSON = Table(
    Person,
    (
        Field("name", Line(), "The whole name, as they write it.", required=True),
        Field(
            "role",
            Choice(Role),
            "What they are in this hiring process.",
            required=True,
            may_follow=True,
        ),
        Field("goes_by", Line(), "How they signed; the message opens with it."),
        Field("order", Choice(NameOrder), "Which name they write first; else given-first."),
        Field("given", Line(), "The given name, where the whole name doesn't tell."),
        Field("family", Line(), "The family name, where the whole name doesn't tell."),
        Field("address", Line(40), "The title they use: Dr., Madame, Ms."),
        Field("say_as", Line(), "How the name sounds, for call scripts."),
        Field("title", Line(), "Their job."),
        Field("email", EMAIL, "Their address; it may be internationalised."),
        Field("phone", PHONE, "Their number."),
        Field("timezone", TIMEZONE, "Their IANA time zone, where it isn't the application's."),
        Field("place", PLACE, "Where they work, where it isn't the application's place."),
        Field("relationship", RELATIONSHIP, "Insider: …, since we know each other: …"),
        Field("may_be_named", Flag(), "Insider: whether others may read the name; else false."),
        Field("status", Choice(PersonStatus), "Whether they can be reached; else active."),
    ),
    form="a table, as in [people.maria]",
    name_as="id",
)

_WORDS = {
    InterviewFormat.VIDEO: "zoom, teams, ms teams, microsoft teams, google meet, meet, skype, "
    "webex, video call, videocall, online, visio, en ligne",
    InterviewFormat.PHONE: "call, phone call, telephone, by phone, téléphone, appel",
    InterviewFormat.ONSITE: "on-site, on site, in person, in-person, office, at the office, "
    "sur place, en personne",
}
_HELD_BY = {word: form for form, words in _WORDS.items() for word in words.split(", ")}

INTERVIEW = Table(
    Interview,
    (
        Field(
            "at",
            Moment(),
            "When it began; without an offset, in timezone.",
            required=True,
            may_follow=True,
        ),
        Field("end", Moment(), "When it ended."),
        Field("format", Choice(InterviewFormat, meant=_HELD_BY), "How it was held."),
        Field("final", Flag(), "Whether it was the last round; else false."),
        Field(
            "talked_about",
            Names(PersonRef(), ListOf(TOPIC, least=1, most=3)),
            "Person to noun phrases: we talked about …",
        ),
    ),
    rule=check_interview,
)

STRENGTH = Table(
    Strength,
    (
        Field("i", FACT, "A fact with its proof, in the past tense: I …", required=True),
        Field("about", PersonRef(), "The person whose subject it answers."),
    ),
)

PROMISE = Table(
    Promise,
    (
        Field("what", THING, "What you promised to send.", required=True),
        Field("to", PersonRef(), "The person you promised it to.", required=True),
        Field("by", Day(), "The day you named."),
        Field("done", Flag(), "Whether it is sent; else false."),
    ),
)

ANSWER = Table(
    Answer,
    (
        Field("by", Day(), "The day they named; of a range, its far end."),
        Field("said", Line(), "Their words."),
        Field("from", PersonRef(), "Who said it.", into="from_"),
        Field("on", Day(), "The day they said it; else that of the last interview."),
    ),
    form="a table, as in [answer]",
)

HAPPENING = Table(
    Happening,
    (
        Field("on", DayOrMoment(), "When.", required=True),
        Field("did", Choice(Did), "What you did, they did, or you decided.", required=True),
        Field("to", PersonRef(), "The person it concerns."),
        Field("until", Day(), "The day until which they are away, or the answer is put off."),
        Field("round", Ordinal(), "Which interview it is about, counted from 1."),
        Field("note", Line(1000), "For yourself."),
    ),
    rule=check_happening,
)

APPLICATION: Table[dict[str, object]] = Table(
    dict,
    (
        Field(
            "employer",
            Line(may_be_empty=True),
            'As they write it themselves; "" where an agency has not named its client.',
            required=True,
        ),
        Field("position", Line(80), "The job's title, exactly.", required=True),
        Field("position_short", Line(40), "For subject lines where the title is long."),
        Field("reference", Line(), "The requisition number, where they asked for it."),
        Field("place", PLACE, "Where the people written to work: ISO 3166-1 or -2."),
        Field("timezone", TIMEZONE, "Theirs; else that of place where it has one, else yours."),
        Field(
            "language",
            LANGUAGE,
            "Of the hiring process. Required here or as default_language in config.toml.",
        ),
        Field("posting", URL, "Where the job was posted."),
        Field("why", REASON, "I would like this role because …"),
        Field("register", Choice(Register), "How formal the messages are; else plain."),
        Field("no_calls", Flag(), "They asked not to be called; else false."),
        Field("do_not_contact", Flag(), "They asked not to be contacted; else false."),
        Field(
            "agency_allows_direct",
            Flag(),
            "The agency agrees that you chase its client directly; else false.",
        ),
        Field("attachments", ListOf(Attachment(), most=20), "Files in this file's folder."),
        Field("client", Line(), "Coaches and agencies: whose application this is."),
        Field("me", ME, "You; each key goes before that of config.toml."),
        Field("people", Names(PersonId(), PERSON), "Everybody, under a short name."),
        Field("interviews", ListOf(INTERVIEW), "In order; the last may lie in the future."),
        Field("strengths", ListOf(STRENGTH), "What you want remembered."),
        Field("promised", ListOf(PROMISE), "What you promised."),
        Field("answer", ANSWER, "When they said that you would hear."),
        Field("history", ListOf(HAPPENING, most=1000), "What has happened already."),
    ),
)
