"""Files without a fault, as the values they become."""

import io
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from followup_mail.application import load, read_application
from followup_mail.config import Config
from followup_mail.errors import ApplicationError, NotFoundError, OutputError
from followup_mail.model import (
    Answer,
    Application,
    Happening,
    Interview,
    Me,
    Person,
    Promise,
    Strength,
)
from followup_mail.vocabulary import (
    Agreement,
    Did,
    InterviewFormat,
    Language,
    NameOrder,
    PersonStatus,
    Register,
    Role,
)

FILES = Path(__file__).parent / "files"
VANCOUVER = ZoneInfo("America/Vancouver")
CONFIG = Config(
    me={"name": "Sam Okafor", "email": "sam@okafor.example"}, default_language=Language.EN_GB
)


def read(text: str | bytes, *, config: Config = CONFIG, folder: Path | None = None) -> Application:
    """Return what *text* describes, in the zone of Lisbon where nothing says otherwise."""
    data = text.encode() if isinstance(text, str) else text
    return read_application(
        data, source="a.toml", folder=folder, config=config, fallback_timezone="Europe/Lisbon"
    )


def test_every_key_of_a_file_is_read() -> None:
    """Each value stands in its field: text in NFC, lists in order, local times in the zone."""
    path = FILES / "full.toml"
    assert load(path, io.BytesIO(), config=Config(), fallback_timezone="UTC") == Application(
        employer="Quillfeather Press",
        position="Production Editor, Illustrated Reference",
        position_short="Production Editor",
        reference="QP-2026-118",
        place="CA-BC",
        timezone="America/Vancouver",
        language=Language.EN_CA,
        posting="https://quillfeather.example/jobs/118?from=board",
        why="Kerning is discussed there over lunch",
        register=Register.WARM,
        no_calls=True,
        do_not_contact=False,
        agency_allows_direct=True,
        attachments=(FILES.resolve() / "samples" / "rota.txt",),
        client="Ines Achterberg",
        me=Me(
            name="Ines Achterberg",
            email="ines@achterberg.example",
            phone="(604) 555-0117 x 4",
            timezone="America/Regina",
            signature=("Certified Proofreader", "achterberg.example"),
            agreement=Agreement.F,
            current_employer_domain="oldhouse.example",
        ),
        people={
            "tomas": Person(
                id="tomas",
                name="Nagy Tamás",
                role=Role.CHAIR,
                goes_by="Tamás",
                order=NameOrder.FAMILY_FIRST,
                given="Tamás",
                family="Nagy",
                address="Dr.",
                say_as="nodge TOH-mash",
                title="Managing Editor",
                email="tamás.nagy@quillfeather.example",
                phone="+36 1 555 0101",
                timezone="Europe/Budapest",
                place="HU",
                relationship="we set type together at Lantern Row",
                may_be_named=True,
                status=PersonStatus.AWAY,
            ),
            "wren": Person(id="wren", name="Wren Solberg", role=Role.RECRUITER),
        },
        interviews=(
            Interview(
                at=datetime(2026, 3, 3, 9, tzinfo=VANCOUVER),
                end=datetime(2026, 3, 3, 9, 30, tzinfo=VANCOUVER),
                format=InterviewFormat.PHONE,
            ),
            Interview(
                at=datetime(2026, 3, 12, 13, tzinfo=timezone(timedelta(hours=-7))),
                format=InterviewFormat.PANEL,
                final=True,
                talked_about={
                    "wren": ("how a reprint is scheduled",),
                    "tomas": ("The Hague edition", "what an illustrator hands over"),
                },
            ),
        ),
        strengths=(Strength("halved the corrections after second proof", "tomas"),),
        promised=(Promise("the checklist for captions", "tomas", by=date(2026, 3, 13), done=True),),
        answer=Answer(
            by=date(2026, 3, 20),
            said="By the end of next week.",
            from_="wren",
            on=date(2026, 3, 12),
        ),
        history=(
            Happening(
                date(2026, 3, 4), Did.THANK_YOU, to="wren", round=1, note="sent from the train"
            ),
            Happening(
                datetime(2026, 3, 13, 8, 15, tzinfo=VANCOUVER),
                Did.SNOOZED,
                until=date(2026, 3, 16),
            ),
        ),
    )


def test_what_a_file_leaves_out_has_its_default() -> None:
    """An agency may leave its client unnamed, and an ID may have accents."""
    path = FILES / "court.toml"
    assert load(path, io.BytesIO(), config=Config(), fallback_timezone="UTC") == Application(
        employer="",
        position="Chargé de projet",
        language=Language.FR_CA,
        why="l'équipe publie ses échecs",
        me=Me(name="Ève Lacharité", email="eve@lacharite.example"),
        timezone="UTC",
        people={"loïc": Person(id="loïc", name="Loïc Desmarais", role=Role.AGENCY)},
        interviews=(
            Interview(
                at=datetime(2026, 2, 10, 10, tzinfo=timezone(timedelta(hours=-5))),
                talked_about={"loïc": ("l'atelier du mardi",)},
            ),
        ),
    )


def test_topics_keep_the_order_of_the_file() -> None:
    """The first person talked to is the first in the mapping."""
    application = load(FILES / "full.toml", io.BytesIO(), config=Config(), fallback_timezone="UTC")
    assert list(application.interviews[1].talked_about) == ["wren", "tomas"]


def test_config_completes_language_and_me_key_by_key() -> None:
    """A key of the file's [me] goes before the same key of config.toml; others stay."""
    config = Config(
        me={"name": "Sam Okafor", "email": "sam@okafor.example", "agreement": Agreement.M},
        default_language=Language.FR_FR,
    )
    text = 'employer = "Halyard"\nposition = "Rigger"\n[me]\nemail = "rig@okafor.example"\n'
    application = read(text, config=config)
    assert application.language is Language.FR_FR
    assert application.me == Me("Sam Okafor", "rig@okafor.example", agreement=Agreement.M)


@pytest.mark.parametrize(
    ("lines", "zone"),
    [
        ('timezone = "Asia/Tokyo"\nplace = "FR"', "Asia/Tokyo"),
        ('place = "FR"\n[me]\ntimezone = "Asia/Tokyo"', "Europe/Paris"),
        ('place = "US-TX"\n[me]\ntimezone = "Asia/Tokyo"', "Asia/Tokyo"),
        ('[me]\ntimezone = "Asia/Tokyo"', "Asia/Tokyo"),
        ("", "Europe/Lisbon"),
    ],
)
def test_the_zone_is_theirs_then_the_places_then_yours(lines: str, zone: str) -> None:
    """Without any, it is the machine's."""
    assert read(f'employer = "Halyard"\nposition = "Rigger"\n{lines}').timezone == zone


def test_the_zone_of_config_goes_before_that_of_the_machine() -> None:
    """[me] in config.toml is yours too."""
    config = Config(
        me={**CONFIG.me, "timezone": "America/Halifax"}, default_language=Language.EN_CA
    )
    assert read('employer = "A"\nposition = "B"', config=config).timezone == "America/Halifax"


def test_text_is_normalised_and_trimmed() -> None:
    """Letter and accent become one character; blanks at the ends go."""
    application = read('employer = " Cafe\u0301 Halyard\u00a0"\nposition = "Rigger"')
    assert application.employer == "Café Halyard"


def test_a_byte_order_mark_and_carriage_returns_pass() -> None:
    """Editors on Windows write both."""
    data = b'\xef\xbb\xbfemployer = "A"\r\nposition = "B"\r\n[me]\r\nsignature = """x\r\ny"""\r\n'
    application = read(data)
    assert (application.employer, application.me.signature) == ("A", ("x", "y"))


def test_the_same_id_in_two_spellings_of_unicode_is_the_same_person() -> None:
    """A reference may be typed with a combining accent, the ID without."""
    application = read(
        'employer = "A"\nposition = "B"\n[people."zoe\u0301"]\nname = "Zoé"\nrole = "hr"\n'
        '[[promised]]\nwhat = "the plan"\nto = "zo\u00e9"\n'
    )
    assert (application.promised[0].to, application.people["zoé"].id) == ("zoé", "zoé")


def test_an_offset_is_kept_as_it_was_written() -> None:
    """A time in UTC stays one, whatever the zone."""
    application = read('employer = "A"\nposition = "B"\n[[interviews]]\nat = 2026-03-08T10:30:00Z')
    assert application.interviews[0].at == datetime(2026, 3, 8, 10, 30, tzinfo=UTC)


def test_standard_input_is_read() -> None:
    """There is no folder then, and none is needed without attachments."""
    stdin = io.BytesIO(b'employer = "A"\nposition = "B"\n')
    assert load(None, stdin, config=CONFIG, fallback_timezone="UTC").position == "B"


def test_a_large_input_is_read_no_further_than_its_first_byte_too_many() -> None:
    """One mebibyte passes as far as its size goes; one byte more is refused."""
    stdin = io.BytesIO(b"#" * (3 << 20))
    with pytest.raises(ApplicationError) as caught:
        load(None, stdin, config=CONFIG, fallback_timezone="UTC")
    assert str(caught.value) == (
        "standard input: is larger than 1 MiB, which is the most that is read"
    )
    assert stdin.tell() == (1 << 20) + 1


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The status tells scripts that there is no such application."""
    path = tmp_path / "gone\x1b.toml"
    with pytest.raises(NotFoundError) as caught:
        load(path, io.BytesIO(), config=CONFIG, fallback_timezone="UTC")
    assert str(caught.value) == (
        f"there is no file {tmp_path}/gone\\x1b.toml; give the path of a .toml file, or - for input"
    )


def test_a_folder_is_no_application_file(tmp_path: Path) -> None:
    """It is named instead of being opened."""
    with pytest.raises(OutputError) as caught:
        load(tmp_path, io.BytesIO(), config=CONFIG, fallback_timezone="UTC")
    assert str(caught.value) == f"{tmp_path}: is a folder; give the path of a TOML file"


def test_the_examples_have_no_fault(examples: Path) -> None:
    """Each is read with nothing but a name, an address and a language in config.toml."""
    paths = sorted(examples.glob("*.toml"))
    assert {"boreal", "minimal", "northwind", "panel"} <= {path.stem for path in paths}
    for path in paths:
        assert load(path, io.BytesIO(), config=CONFIG, fallback_timezone="UTC").position
