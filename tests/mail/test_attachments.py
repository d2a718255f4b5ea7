"""Files that go with a message."""

import base64
import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_mail.attached import MOST, encoded_size
from followup_mail.errors import OutputError
from followup_mail.mail import files
from followup_mail.mail.files import read_attachment, read_attachments
from followup_mail.mail.message import Attachment


@pytest.mark.parametrize(
    ("name", "maintype", "subtype"),
    [
        ("Résumé.pdf", "application", "pdf"),
        ("notes.txt", "text", "plain"),
        ("photo.png", "image", "png"),
        ("unknown.zzz", "application", "octet-stream"),
        ("no-suffix", "application", "octet-stream"),
        ("work.tar.gz", "application", "octet-stream"),
        ("forwarded.eml", "application", "octet-stream"),
    ],
)
def test_the_name_tells_the_type(tmp_path: Path, name: str, maintype: str, subtype: str) -> None:
    """What the name does not tell, or mail may not encode, is plain bytes."""
    (tmp_path / name).write_bytes(b"\0\xff")
    assert read_attachment(tmp_path / name) == Attachment(name, b"\0\xff", maintype, subtype)


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    """The error says which file, and why."""
    path = tmp_path / "gone.pdf"
    with pytest.raises(OutputError) as caught:
        read_attachment(path)
    assert str(caught.value) == f"The attachment {path} can't be read: No such file or directory."


@given(st.integers(0, 2000))
def test_the_size_is_what_mail_makes_of_it(octets: int) -> None:
    """Lines of base64 with their ends."""
    lines = base64.encodebytes(b"x" * octets).replace(b"\n", b"\r\n")
    assert encoded_size(octets) == len(lines)


def test_a_file_of_two_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    """Its size is looked at before anything is read; so are all together."""
    large = tmp_path / "film.mkv"
    with large.open("wb") as stream:
        stream.truncate(2 * 1024**3)
    halves = [tmp_path / "a", tmp_path / "b"]
    for half in halves:
        half.write_bytes(b"x" * (MOST * 2 // 5))

    tracemalloc.start()
    with pytest.raises(OutputError, match="have 2,939 MB together as mail carries them, and 25 MB"):
        read_attachment(large)
    with pytest.raises(OutputError, match=r"have 27 MB together .*: a, b"):
        read_attachments(halves)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()
    assert len(read_attachment(halves[0]).content) == MOST * 2 // 5


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    """A pipe into which nobody writes would be waited for, a folder has no bytes."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path):
        with pytest.raises(OutputError, match="can't be read: it is no regular file"):
            read_attachment(path)


def test_a_file_that_grows_meanwhile_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more is read than was there when its size was looked at."""
    path = tmp_path / "growing"
    path.write_bytes(b"x" * 10)
    looked = files.too_large

    def grown(sizes: list[int]) -> str:
        with path.open("ab") as stream:
            stream.write(b"y" * 100)
        return looked(sizes)

    monkeypatch.setattr(files, "too_large", grown)
    with pytest.raises(OutputError, match="is being written to"):
        read_attachment(path)
