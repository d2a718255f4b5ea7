"""Built-in templates kept in compiled form."""

import shutil
import sys
from pathlib import Path

import pytest

from followup_mail import shipped
from followup_mail.vocabulary import Kind, Language
from followup_mail.writing import compiled, engine
from followup_mail.writing.facts import Facts
from followup_mail.writing.rendering import render
from followup_mail.writing.sources import find


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that stands in for the built-in English templates."""
    monkeypatch.setattr(shipped, "templates", lambda: tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "call.txt").write_text("Subject: a\n\n{% include 'x.txt' %} call")
    (tmp_path / "en" / "x.txt").write_text("this is a")
    return tmp_path / "en"


def said() -> tuple[str, str]:
    """Return what a new process would write."""
    engine._filler.cache_clear()
    rendered = render(find(Kind.CALL, Language.EN_CA), Facts({}), Language.EN_CA)
    return rendered.subject.text, rendered.body.text


def kept(folder: Path) -> dict[str, bytes]:
    """Return what is kept, by name."""
    return {path.name: path.read_bytes() for path in (folder / "__pycache__").iterdir()}


def test_compiled_form_is_kept_and_used_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second run compiles nothing."""
    assert said() == ("a", "this is a call")
    tag = sys.implementation.cache_tag
    names = {f"call.txt.{tag}.pyc", f"call.txt-subject.{tag}.pyc", f"x.txt.{tag}.pyc"}
    assert set(kept(folder)) == names
    monkeypatch.setattr(engine.NarrowEnvironment, "_parse", None)
    assert said() == ("a", "this is a call")


def test_changed_source_is_compiled_anew(folder: Path) -> None:
    """What is kept of another text, or by another version of the compiler, is not used."""
    said()
    (folder / "x.txt").write_text("that was a")
    before = kept(folder)
    assert said() == ("a", "that was a call")
    assert {name for name, data in kept(folder).items() if data != before[name]} == {
        f"x.txt.{sys.implementation.cache_tag}.pyc"
    }


def test_other_compiler_compiles_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new version of Jinja2 or of this package finds nothing that fits."""
    said()
    before = kept(folder)
    monkeypatch.setattr(compiled.KeptBeside, "_stamps", staticmethod(lambda: ["another"]))
    assert said() == ("a", "this is a call")
    assert all(data != before[name] for name, data in kept(folder).items())


def test_moved_folder_is_compiled_anew(folder: Path) -> None:
    """Faults name the place where the file is now."""
    said()
    before = kept(folder)
    shutil.copytree(folder, folder.parent / "fr")
    engine._filler.cache_clear()
    render(find(Kind.CALL, Language.FR_CA), Facts({}), Language.FR_CA)
    assert all(data != before[name] for name, data in kept(folder.parent / "fr").items())


def test_spoilt_file_is_no_fault(folder: Path) -> None:
    """A file that was cut short or is something else is written anew."""
    said()
    good = kept(folder)
    for name, data in good.items():
        (folder / "__pycache__" / name).write_bytes(data[:80])
    assert said() == ("a", "this is a call")
    assert kept(folder) == good


def test_nothing_is_kept_where_python_keeps_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The switch that stops Python from writing .pyc files stops this, too."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert said() == ("a", "this is a call")
    assert not (folder / "__pycache__").exists()


def test_folder_that_cannot_be_written_is_no_fault(folder: Path) -> None:
    """A program installed for everybody compiles each time."""
    (folder / "__pycache__").write_text("a file in its place")
    assert said() == ("a", "this is a call")
