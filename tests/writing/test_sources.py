"""Which template is in force, and what is read of it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from followup_mail import shipped
from followup_mail.errors import NotFoundError
from followup_mail.vocabulary import Kind, Language
from followup_mail.writing import sources
from followup_mail.writing.sources import FaultyTemplateError, Source, TemplateSet, find

Own = Callable[..., TemplateSet]


def put(folder: Path, name: str, text: str | bytes) -> Path:
    """Write a file, with the folders above it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def fault(call: Callable[[], object]) -> str:
    """Return what the fault says that *call* ends in."""
    with pytest.raises(FaultyTemplateError) as caught:
        call()
    return str(caught.value)


def source(text: str) -> Source:
    """Return a file of the user's that says *text*."""
    return Source(text, Path("t.txt"), built_in=False)


def found(user_folder: Path, language: Language = Language.FR_CA) -> Path:
    """Return the thank-you template in force."""
    return find(Kind.THANK_YOU, language, user_folder=user_folder).entry.path


def test_region_beats_language_beats_built_in(user_folder: Path) -> None:
    """A template for the region wins over one for the language, and that over ours."""
    built_in = shipped.templates() / "fr" / "thank-you.txt"
    assert found(user_folder) == built_in
    language = put(user_folder / "fr", "thank-you.txt", "a")
    assert found(user_folder) == language
    region = put(user_folder / "fr-CA", "thank-you.txt", "b")
    assert found(user_folder) == region
    assert found(user_folder, Language.FR_FR) == language
    assert found(user_folder, Language.EN_CA) == shipped.templates() / "en" / "thank-you.txt"


def test_each_file_is_looked_for_by_itself(user_folder: Path) -> None:
    """A user's template may extend our frame, and a user's frame serves our template."""
    put(user_folder / "en", "thank-you.txt", '{% extends "letter.txt" %}')
    one = find(Kind.THANK_YOU, Language.EN_CA, user_folder=user_folder)
    assert (one.files["letter.txt"].built_in, one.ours) == (True, False)
    put(user_folder / "en", "letter.txt", "x")
    other = find(Kind.CHECK_IN, Language.EN_CA, user_folder=user_folder)
    assert (other.entry.built_in, other.files["letter.txt"].built_in, other.ours) == (
        True,
        False,
        False,
    )


def test_set_without_files_of_the_user_is_ours(user_folder: Path) -> None:
    """Another template of the user's does not make ours a stranger's."""
    put(user_folder / "en", "check-in.txt", "x")
    assert find(Kind.THANK_YOU, Language.EN_CA, user_folder=user_folder).ours


def test_built_in_can_be_named_past_a_template_of_the_same_name(user_folder: Path) -> None:
    """The name built-in/NAME lets a template extend the one that it replaces."""
    put(user_folder / "en", "thank-you.txt", '{% extends "built-in/thank-you.txt" %}')
    templates = find(Kind.THANK_YOU, Language.EN_CA, user_folder=user_folder)
    parent = templates.files["built-in/thank-you.txt"]
    assert parent.path == shipped.templates() / "en" / "thank-you.txt"
    assert sources.chain(templates)[:2] == ["thank-you.txt", "built-in/thank-you.txt"]


def test_file_given_brings_its_own_folder(user_folder: Path, tmp_path: Path) -> None:
    """The folder of --template FILE takes the place of the user's."""
    put(user_folder / "en", "extra.txt", "the user's")
    beside = put(tmp_path / "shared", "extra.txt", "beside it")
    file = put(
        tmp_path / "shared", "mine.txt", '{% include "extra.txt" %}{% include "letter.txt" %}'
    )
    templates = find(Kind.THANK_YOU, Language.EN_CA, user_folder=user_folder, file=file)
    assert templates.entry.path == file
    assert templates.files["extra.txt"].path == beside
    assert templates.files["letter.txt"].built_in


def test_file_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    """A file given by name is never replaced by a built-in one."""
    with pytest.raises(NotFoundError, match=r"There is no template thank-you\.txt in "):
        find(Kind.THANK_YOU, Language.EN_CA, file=tmp_path / "thank-you.txt")


def test_link_in_place_of_a_template_is_refused(user_folder: Path, tmp_path: Path) -> None:
    """Row 64: A symbolic link might show any file of this machine."""
    secret = put(tmp_path, "secret", "x")
    folder = user_folder / "en"
    folder.mkdir(parents=True)
    (folder / "thank-you.txt").symlink_to(secret)
    assert fault(lambda: find(Kind.THANK_YOU, Language.EN_CA, user_folder=user_folder)) == (
        f"{folder}/thank-you.txt: is reached through a symbolic link; put the file itself there."
    )


def test_linked_sub_folder_is_refused(user_folder: Path, tmp_path: Path) -> None:
    """A link in place of the language's folder is as bad as one in place of a file."""
    put(tmp_path / "elsewhere", "thank-you.txt", "x")
    user_folder.mkdir()
    (user_folder / "en").symlink_to(tmp_path / "elsewhere")
    assert "symbolic link" in fault(
        lambda: find(Kind.THANK_YOU, Language.EN_CA, user_folder=user_folder)
    )


def test_the_users_folder_itself_may_be_a_link(user_folder: Path, tmp_path: Path) -> None:
    """People keep their settings in another place and link to it."""
    path = put(tmp_path / "settings" / "en", "thank-you.txt", "x")
    user_folder.symlink_to(tmp_path / "settings")
    assert found(user_folder, Language.EN_CA) == path


def test_linked_include_is_refused_where_it_is_asked_for(own: Own, user_folder: Path) -> None:
    """Row 64: A file that may not be read is kept with the reason, for the line that wants it."""
    (user_folder / "en").mkdir(parents=True)
    (user_folder / "en" / "x.txt").symlink_to("/etc/passwd")
    templates = own('{% include "x.txt" %}')
    assert list(templates.files) == ["thank-you.txt"]
    assert "symbolic link" in templates.refused["x.txt"]
    assert not templates.ours


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_only_regular_files_are_read(user_folder: Path, make: Callable[[Path], None]) -> None:
    """A pipe would never end, and a folder is no text."""
    (user_folder / "en").mkdir(parents=True)
    make(user_folder / "en" / "thank-you.txt")
    told = fault(lambda: find(Kind.THANK_YOU, Language.EN_CA, user_folder=user_folder))
    assert told == f"{user_folder}/en/thank-you.txt: is not a regular file."


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"a\nb\xff", ":2: is not UTF-8; save it as that."),
        (
            b"a\n\nb\0",
            ":3: holds a control character (U+0000), which no template may; take it out.",
        ),
        (
            "\ue001x\ue002".encode(),
            ":1: holds a private-use character (U+E001), which no template may; take it out.",
        ),
        (
            "a\n\u202eb".encode(),
            ":2: holds a bidirectional control (U+202E), which no template may; take it out.",
        ),
        (b"x" * (256 * 1024 + 1), ": is longer than 256 KiB, the most a template may have."),
    ],
)
def test_bytes_that_no_template_may_hold(user_folder: Path, data: bytes, told: str) -> None:
    """What is no text, or could pass for a mark, is refused with its line."""
    path = put(user_folder / "en", "thank-you.txt", data)
    assert fault(lambda: find(Kind.THANK_YOU, Language.EN_CA, user_folder=user_folder)) == (
        f"{path}{told}"
    )


def test_windows_line_ends_and_byte_order_mark_are_read(user_folder: Path) -> None:
    """Editors of other systems write them."""
    put(user_folder / "en", "thank-you.txt", b"\xef\xbb\xbfSubject: x\r\n\r\na\tb\rc")
    templates = find(Kind.THANK_YOU, Language.EN_CA, user_folder=user_folder)
    assert templates.entry.text == "Subject: x\n\na\tb\nc"


def test_names_outside_are_never_opened(own: Own, user_folder: Path) -> None:
    """Row 64: A name with a slash, or that begins with a stop, is not even looked for."""
    put(user_folder, "x.txt", "x")
    put(user_folder / "en", ".hidden.txt", "x")
    templates = own(
        '{% include "../x.txt" %}{% include "/etc/passwd" %}{% include ".hidden.txt" %}'
        '{% include "built-in/../../x.txt" %}{% include "a\\\\b" %}'
    )
    assert list(templates.files) == ["thank-you.txt"]


def test_too_many_files_are_refused(own: Own) -> None:
    """A template may reach 32 files, which is more than any letter needs."""
    others = {f"part{n}": f'{{% include "part{n + 1}.txt" %}}' for n in range(40)}
    assert fault(lambda: own('{% include "part0.txt" %}', **others)).endswith(
        "/en/thank-you.txt: uses more than 32 files."
    )


def test_looking_through_hostile_text_takes_linear_time(own: Own) -> None:
    """Tags and comments that never end are passed over quickly."""
    own("{% include " * 23_000)
    templates = own("{#" * 128_000)
    assert sources.subject(templates) is None
    assert sources.extends(templates.entry) is None


@pytest.mark.parametrize(
    ("text", "line", "subject", "body"),
    [
        ("Subject: Hi {{ x }}\n\nBody", 1, "Hi {{ x }}", "{#\n\n#}Body"),
        ("{# one\ntwo #}\nSubject: a\n\n\nBody", 3, "a", "{# one\ntwo #}\n{#\n\n\n#}Body"),
        (
            '{% extends "a.txt" %}\nSubject: a\n\nBody',
            2,
            "a",
            '{% extends "a.txt" %}\n{#\n\n#}Body',
        ),
        ('Subject:a\n{% extends "a.txt" %}', 1, "a", '{#\n#}{% extends "a.txt" %}'),
        ("subject : a", 1, "a", ""),
    ],
)
def test_header_lines_are_taken_off(text: str, line: int, subject: str, body: str) -> None:
    """The Subject leaves the text, and every other line keeps its number."""
    headers, rest = sources.split(source(text))
    assert [(h.name, h.line, h.template) for h in headers] == [("Subject", line, subject)]
    assert rest == body


@pytest.mark.parametrize("text", ["Hello", "\n\nhttps://example.com", "{{ greeting }}: x"])
def test_text_without_header_lines_stays(text: str) -> None:
    """Text is left as it is unless it begins with a header line."""
    assert sources.split(source(text)) == ((), text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "{# x\n#}\nBcc: x@y.example\n\nBody",
            (
                "t.txt:3: Bcc is no header line of a template; there is only Subject. "
                "If it belongs to the text, put {% block %} before it."
            ),
        ),
        ("Subject: a\nSubject: b\n\nBody", "t.txt:2: a second Subject: a message has one."),
        (
            "\n\nHello: you",
            (
                "t.txt:3: Hello is no header line of a template; there is only Subject. "
                "If it belongs to the text, put {% block %} before it."
            ),
        ),
        (
            "Subject: a\nBody",
            "t.txt:2: an empty line has to part the header lines from the text.",
        ),
    ],
)
def test_faulty_header_lines_are_named(text: str, told: str) -> None:
    """No template writes another header field than its Subject."""
    assert fault(lambda: sources.split(source(text))) == told


def test_subject_comes_from_the_nearest_file_of_the_chain(own: Own) -> None:
    """A template that extends another takes its Subject unless it has one of its own."""
    others = {"base": "Subject: base\n\nx", "middle": '{% extends "base.txt" %}'}
    inherited = own('{# {% extends "letter.txt" %} #}\n{% extends "middle.txt" %}', **others)
    assert sources.chain(inherited) == ["thank-you.txt", "middle.txt", "base.txt"]
    assert [h.template for _, h in [sources.subject(inherited)]] == ["base"]  # type: ignore[misc]  # it has one
    nearer = own('{% extends "middle.txt" %}\nSubject: own\n\n', **others)
    assert [h.template for _, h in [sources.subject(nearer)]] == ["own"]  # type: ignore[misc]  # as above


def test_chain_that_bites_its_tail_ends(own: Own) -> None:
    """A template that extends itself is reported when it is filled in, not looked up for ever."""
    templates = own('{% extends "thank-you.txt" %}')
    assert sources.chain(templates) == ["thank-you.txt"]
