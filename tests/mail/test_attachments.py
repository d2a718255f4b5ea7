"""Files that go with a message."""

from pathlib import Path

import pytest

from followup_mail.errors import OutputError
from followup_mail.mail.files import read_attachment
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
