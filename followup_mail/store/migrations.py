"""The schema, step by step; a step that was released is never changed.

The SQL is what SQLite and PostgreSQL share. Numbers are given out by the table
``counter``, so that none is ever used twice and many can be taken at once.
Text is compared by code point; another engine than SQLite has to be told so.
"""

from typing import Final

from followup_mail.record import Record


class Migration(Record):
    """One step from a schema to the next."""

    number: int
    name: str
    statements: tuple[str, ...]


_FIRST: Final = (
    """CREATE TABLE migration (
        number INTEGER NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        applied_at TEXT NOT NULL)""",
    """CREATE TABLE setting (
        name TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL)""",
    """CREATE TABLE counter (
        name TEXT NOT NULL PRIMARY KEY,
        value BIGINT NOT NULL)""",
    """INSERT INTO counter (name, value) VALUES
        ('application', 0), ('entry', 0), ('message', 0), ('open', 0), ('ended', 0)""",
    # The text stands last: rows are read as far as they are needed.
    """CREATE TABLE application (
        id INTEGER NOT NULL PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL UNIQUE,
        client TEXT NOT NULL,
        employer TEXT NOT NULL,
        position TEXT NOT NULL,
        employer_key TEXT NOT NULL,
        folder TEXT,
        complete INTEGER NOT NULL,
        state TEXT NOT NULL,
        note TEXT NOT NULL,
        ended INTEGER NOT NULL,
        spans TEXT NOT NULL,
        added_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        text TEXT NOT NULL)""",
    """CREATE INDEX application_employer ON application (employer_key, client)
        WHERE employer_key <> ''""",
    "CREATE INDEX application_open ON application (name) WHERE ended = 0",
    "CREATE INDEX application_client ON application (client, name) WHERE client <> ''",
    """CREATE TABLE entry (
        id INTEGER NOT NULL PRIMARY KEY,
        application_id BIGINT NOT NULL REFERENCES application (id),
        recorded_at TEXT NOT NULL,
        happened_on TEXT NOT NULL,
        did TEXT NOT NULL,
        person TEXT,
        until_day TEXT,
        round BIGINT,
        note TEXT,
        undoes BIGINT REFERENCES entry (id))""",
    "CREATE UNIQUE INDEX entry_undoes ON entry (undoes) WHERE undoes IS NOT NULL",
    "CREATE INDEX entry_application ON entry (application_id, id)",
    # Moments of the agenda are microseconds since 1970, UTC.
    """CREATE TABLE agenda (
        application_id BIGINT NOT NULL REFERENCES application (id),
        place INTEGER NOT NULL,
        opens BIGINT NOT NULL,
        closes BIGINT,
        ended INTEGER NOT NULL,
        step TEXT NOT NULL,
        PRIMARY KEY (application_id, place))""",
    "CREATE INDEX agenda_stays ON agenda (opens, application_id) WHERE closes IS NULL",
    """CREATE INDEX agenda_lapses ON agenda (closes, opens, application_id)
        WHERE closes IS NOT NULL""",
    "CREATE INDEX agenda_waits ON agenda (opens, application_id) WHERE ended = 0",
    """CREATE TABLE tally (
        ended INTEGER NOT NULL,
        moment BIGINT NOT NULL,
        delta BIGINT NOT NULL,
        PRIMARY KEY (ended, moment))""",
    """CREATE TABLE days_off (
        place TEXT NOT NULL,
        year INTEGER NOT NULL,
        source TEXT NOT NULL,
        days TEXT NOT NULL,
        PRIMARY KEY (place, year))""",
    """CREATE TABLE mention (
        client TEXT NOT NULL,
        phrase TEXT NOT NULL,
        application_id BIGINT NOT NULL REFERENCES application (id),
        PRIMARY KEY (client, phrase, application_id))""",
    "CREATE INDEX mention_application ON mention (application_id)",
    """CREATE TABLE message (
        id INTEGER NOT NULL PRIMARY KEY,
        application_id BIGINT NOT NULL REFERENCES application (id),
        kind TEXT NOT NULL,
        person TEXT NOT NULL,
        subject TEXT NOT NULL,
        made_at TEXT NOT NULL,
        after_entry BIGINT NOT NULL,
        used_entry BIGINT REFERENCES entry (id),
        body TEXT NOT NULL)""",
    "CREATE INDEX message_application ON message (application_id, id)",
    "CREATE INDEX message_used ON message (used_entry) WHERE used_entry IS NOT NULL",
    """CREATE TABLE invitation (
        uid TEXT NOT NULL PRIMARY KEY,
        application_id BIGINT NOT NULL REFERENCES application (id),
        round INTEGER NOT NULL)""",
    "CREATE INDEX invitation_application ON invitation (application_id)",
    """CREATE TABLE calendar_entry (
        application_id BIGINT NOT NULL REFERENCES application (id),
        uid TEXT NOT NULL,
        occurrence TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        digest TEXT NOT NULL,
        cancelled INTEGER NOT NULL,
        day TEXT NOT NULL,
        summary TEXT NOT NULL,
        PRIMARY KEY (application_id, uid))""",
)

_OUTBOX: Final = (
    "INSERT INTO counter (name, value) VALUES ('posting', 0), ('left', 0)",
    # What is looked for changes seldom (once, open) and the rest is in no index, so that a
    # change of state writes one page. The key stands in `once` while it keeps others out.
    """CREATE TABLE posting (
        id INTEGER NOT NULL PRIMARY KEY,
        application_id BIGINT NOT NULL REFERENCES application (id),
        once TEXT,
        open INTEGER NOT NULL,
        state TEXT NOT NULL,
        owner TEXT NOT NULL,
        resend INTEGER NOT NULL,
        queued_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        not_before TEXT,
        reply_code INTEGER,
        reply_text TEXT,
        refused TEXT NOT NULL,
        told TEXT NOT NULL,
        entry_id BIGINT REFERENCES entry (id),
        key TEXT NOT NULL,
        kind TEXT NOT NULL,
        person TEXT NOT NULL,
        subject TEXT NOT NULL,
        mail_from TEXT NOT NULL,
        rcpt_to TEXT NOT NULL,
        message_id TEXT NOT NULL,
        account TEXT NOT NULL,
        attachments TEXT NOT NULL,
        in_reply_to TEXT,
        refs TEXT NOT NULL,
        language TEXT NOT NULL,
        test INTEGER NOT NULL,
        wanted_at TEXT,
        forced TEXT NOT NULL,
        body TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX posting_once ON posting (application_id, once)",
    "CREATE INDEX posting_open ON posting (id) WHERE open = 1",
    """CREATE TABLE posting_data (
        posting_id BIGINT NOT NULL PRIMARY KEY REFERENCES posting (id) ON DELETE CASCADE,
        data TEXT NOT NULL)""",
    """CREATE TABLE sent_key (
        digest TEXT NOT NULL PRIMARY KEY,
        sent_at TEXT NOT NULL)""",
)

_LEANT_ON: Final = (
    # By what is compared across applications; settled anew with config.toml, whose [me]
    # decides who "me" is.
    "ALTER TABLE application ADD COLUMN writer TEXT NOT NULL DEFAULT 'me'",
    "UPDATE application SET writer = 'client/' || client WHERE client <> ''",
    "DROP INDEX application_employer",
    """CREATE INDEX application_employer ON application (employer_key, writer)
        WHERE employer_key <> ''""",
    "CREATE INDEX application_writer ON application (writer, id)",
    "ALTER TABLE mention RENAME COLUMN client TO writer",
    """UPDATE mention SET writer =
        (SELECT writer FROM application WHERE application.id = application_id)""",
    # So that whose each application is gets settled, and all planned anew, at the next look.
    "DELETE FROM setting WHERE name IN ('config', 'rules')",
    # What a message leant on when it was queued, to be looked at again when it leaves.
    "ALTER TABLE posting ADD COLUMN opened TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE posting ADD COLUMN whom TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE posting ADD COLUMN after_entry BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE posting ADD COLUMN file_digest TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE posting ADD COLUMN digests TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE posting ADD COLUMN overruled TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE posting ADD COLUMN held TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE posting ADD COLUMN listed INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE posting ADD COLUMN imported INTEGER NOT NULL DEFAULT 0",
    # Of those that wait the clock is all there is to tell by; the rest are settled.
    """UPDATE posting SET after_entry = COALESCE(
        (SELECT max(entry.id) FROM entry WHERE entry.recorded_at <= posting.queued_at), 0)""",
    # Two applications may be for one job.
    "DROP INDEX posting_once",
    "CREATE UNIQUE INDEX posting_once ON posting (once)",
    "CREATE INDEX posting_application ON posting (application_id, id)",
    # Interviews that were moved since they were first told of: by what they are known still.
    """CREATE TABLE moved_interview (
        application_id BIGINT NOT NULL REFERENCES application (id),
        at TEXT NOT NULL,
        identity TEXT NOT NULL,
        PRIMARY KEY (application_id, at))""",
    # Of messages whose application was removed: that they are listed outside as sent.
    """CREATE TABLE sent_mark (
        digest TEXT NOT NULL PRIMARY KEY,
        listed INTEGER NOT NULL)""",
    # Accounts whose server asked to be left in peace.
    """CREATE TABLE account_rest (
        account TEXT NOT NULL PRIMARY KEY,
        until_moment TEXT NOT NULL,
        step INTEGER NOT NULL,
        told TEXT NOT NULL)""",
)

MIGRATED: Final = (
    "INSERT INTO migration (number, name, applied_at) VALUES (?, ?, CURRENT_TIMESTAMP)"
)
"""The record of a migration, to be done together with it."""

MIGRATIONS: Final = (
    Migration(1, "applications, history, agenda", _FIRST),
    Migration(2, "outbox", _OUTBOX),
    Migration(3, "what sending leans on", _LEANT_ON),
)
NEWEST: Final = MIGRATIONS[-1].number
