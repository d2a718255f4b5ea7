"""config.toml, and where it lies."""

import os
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from followup_mail.config import Config, Home, find_home, read_config
from followup_mail.errors import ConfigError
from followup_mail.vocabulary import Agreement, Language


def home_with(folder: Path, content: bytes) -> Home:
    """Return the home *folder* with *content* as its config.toml."""
    (folder / "config.toml").write_bytes(content)
    return Home(config=folder, data=folder)


def test_the_variable_moves_everything_but_the_state() -> None:
    """Configuration, templates and data; what belongs to the machine is not copied with them."""
    home = find_home({"FOLLOWUP_MAIL_HOME": "/srv/elsewhere", "HOME": "/home/sam"})
    assert home.state == Path("/home/sam/.local/state/followup-mail")
    home = find_home({"FOLLOWUP_MAIL_HOME": "/srv/elsewhere"})
    assert home == Home(config=Path("/srv/elsewhere"), data=Path("/srv/elsewhere"))
    assert home.templates == Path("/srv/elsewhere/templates")
    assert home.config_file == Path("/srv/elsewhere/config.toml")


@pytest.mark.parametrize("home", [{}, {"FOLLOWUP_MAIL_HOME": ""}])
@pytest.mark.parametrize(
    "xdg",
    [
        {},
        {
            "XDG_CONFIG_HOME": "/srv/config",
            "XDG_DATA_HOME": "/srv/data",
            "XDG_STATE_HOME": "/srv/state",
        },
        {"XDG_CONFIG_HOME": " ", "XDG_DATA_HOME": "", "XDG_STATE_HOME": " "},
    ],
)
def test_without_it_the_platform_decides(
    home: dict[str, str], xdg: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folders are those that platformdirs names; an empty variable is none."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in xdg.items():
        monkeypatch.setenv(name, value)

    assert find_home({**home, **xdg, "HOME": str(Path.home())}) == Home(
        config=platformdirs.user_config_path("followup-mail", appauthor=False),
        data=platformdirs.user_data_path("followup-mail", appauthor=False),
        state=platformdirs.user_state_path("followup-mail", appauthor=False),
    )


@pytest.mark.parametrize(
    "environ",
    [{}, {"HOME": ""}, {"HOME": "sam"}, {"HOME": ".", "XDG_STATE_HOME": "state"}],
)
def test_a_state_folder_that_would_depend_on_where_one_is_counts_for_nothing(
    environ: dict[str, str],
) -> None:
    """As the specification has it of what isn't absolute; without a home there is none."""
    assert find_home({"FOLLOWUP_MAIL_HOME": "/srv/elsewhere", **environ}).state is None
    with_home = {**environ, "HOME": "/home/sam"}
    found = find_home({"FOLLOWUP_MAIL_HOME": "/srv/elsewhere", **with_home}).state
    assert found == Path("/home/sam/.local/state/followup-mail")


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_elsewhere_the_state_is_no_part_of_the_data(
    monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    """Where the platform has one folder for both, it has a name of its own."""
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(platformdirs, "user_state_path", platformdirs.user_data_path)

    home = find_home({})

    assert home.state is not None
    assert home.state.name == "followup-mail-state"
    assert home.data.name == "followup-mail"


def test_a_file_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    """Its path is known all the same, for errors that suggest to write it."""
    for folder in (tmp_path, tmp_path / "gone"):
        home = Home(config=folder, data=folder)
        assert read_config(home) == Config(str(folder / "config.toml"))


def test_what_the_file_says_is_checked_and_kept(tmp_path: Path) -> None:
    """Values are in the form the program uses."""
    content = """\
        default_language = "fr-CA"
        [me]
        name = "Noe\u0301mie Gagnon"
        email = "noemie@Gagnon.example"
        agreement = "f"
        signature = "CRHA\\nMontréal"
    """
    assert read_config(home_with(tmp_path, content.encode())) == Config(
        source=str(tmp_path / "config.toml"),
        me={
            "name": "Noémie Gagnon",
            "email": "noemie@gagnon.example",
            "agreement": Agreement.F,
            "signature": ("CRHA", "Montréal"),
        },
        default_language=Language.FR_CA,
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'[me]\nnam = "x"', ": me.nam: unknown key; did you mean name?"),
        (b'languages = "x"', ": languages: unknown key; did you mean default_language?"),
        (
            b'[me]\ndefault_language = "en-CA"',
            (
                ": me.default_language: unknown key here; it belongs "
                "at the top of the file, above the first [table]"
            ),
        ),
        (
            b'default_language = "en"',
            (": default_language: expected one of en-CA, en-US, en-GB, fr-CA, fr-FR, got 'en'"),
        ),
        (b'[[me]]\nname = "x"', ": me: expected a table, as in [me], got a list"),
        (
            b'[me]\nname = 1\nemail = "x"',
            (
                ": me.name: expected text in quotes, got a number\n"
                "{}: me.email: 'x' is not an e-mail address such as name@company.example"
            ),
        ),
        (b"[me", ", line 1, at the end: expected ']' at the end of a table declaration"),
        (b"name = \xe9", ", line 1: byte 0xE9 is not UTF-8; save the file as UTF-8"),
        (b"\n\0", ", line 2: holds a NUL byte; it is not a text file in UTF-8"),
        (b"#" * ((1 << 20) + 1), ": is larger than 1 MiB, which is the most that is read"),
    ],
)
def test_a_faulty_file_is_told_with_its_path(tmp_path: Path, content: bytes, told: str) -> None:
    """All faults at once, one a line."""
    home = home_with(tmp_path, content)
    with pytest.raises(ConfigError) as caught:
        read_config(home)
    assert str(caught.value) == str(home.config_file) + told.format(home.config_file)


def test_what_is_no_file_is_a_fault_of_the_configuration(tmp_path: Path) -> None:
    """Its status tells it from a fault of the application."""
    (tmp_path / "config.toml").mkdir()
    with pytest.raises(ConfigError) as caught:
        read_config(Home(config=tmp_path, data=tmp_path))
    assert str(caught.value) == (
        f"{tmp_path}/config.toml: is a folder; give the path of a TOML file"
    )


def test_a_home_by_variable_needs_no_library() -> None:
    """Importing it would cost every start."""
    code = (
        "import sys; from followup_mail.config import find_home, read_config\n"
        "read_config(find_home({'FOLLOWUP_MAIL_HOME': '/nowhere'}))\n"
        "print([name for name in ('platformdirs', 'email', 'difflib') if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert ran.stdout == "[]\n"


def test_a_number_of_thousands_of_digits_is_told_in_our_words(tmp_path: Path) -> None:
    """In hexadecimal TOML has no limit, and Python prints no more than 4,300 of them."""
    (tmp_path / "config.toml").write_text(f"[ladder]\ngap = 0x{'F' * 6000}\n", encoding="utf-8")

    with pytest.raises(ConfigError, match=r"ladder\.gap: expected a number from 1 to 60\b") as told:
        read_config(Home(tmp_path, tmp_path))
    assert "digits" not in str(told.value)
