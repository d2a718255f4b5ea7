"""One job handed in twice: in two rows of a table, or through an agency without a client's name."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]
Said = Callable[..., str]

HEADER = (
    "employer,position,language,me.name,me.email,people.owen.name,people.owen.role,"
    "people.owen.email,interviews.0.at\n"
)
ME = "en-CA,Sam Okafor,sam.okafor@example.com"


def row(employer: str, day: str = "2026-11-19", person: str = "owen") -> str:
    """Return a row for a job as a binder, through an agency."""
    return f"{employer},Binder,{ME},Owen Hart,agency,{person}@hart.example,{day}T14:00-05:00\n"


def table(*rows: str) -> bytes:
    """Return a table of *rows*."""
    return (HEADER + "".join(rows)).encode()


def test_two_rows_for_one_job_are_pointed_out(run: Run, said: Said) -> None:
    """Both are kept, since they may be two; the lines are named."""
    result = run("add", "-", stdin=table(row("Vole"), row("Mole"), row("Vole")))

    assert result.stdout == "3 added.\n"
    assert result.stderr == (
        "Warning: standard input, lines 2 and 4: the same position at the same employer, or "
        "agency; if they are one application, remove one of them.\n"
        "\n"
        "Next: followup-mail next\n"
    )
    assert said("list").count("\n") == 3


def test_a_table_with_two_rows_for_one_job_can_be_added_again(run: Run, said: Said) -> None:
    """Each row finds its own application again."""
    rows = table(row("Vole"), row("Vole", "2026-11-18"))
    run("add", "-", stdin=rows)
    before = said("export")

    assert run("add", "-", stdin=rows).stdout == "0 added, 2 unchanged.\n"
    assert said("export") == before


def test_a_table_without_names_of_employers_can_be_added_again(run: Run, said: Said) -> None:
    """Position, agency and first interview tell which application it is."""
    rows = table(row(""), row("", "2026-11-18"))
    assert "lines 2 and 3" in run("add", "-", stdin=rows).stderr

    assert run("add", "-", stdin=rows).stdout == "0 added, 2 unchanged.\n"
    assert said("list").count("\n") == 2


def test_an_agencys_file_is_known_again_by_its_agency(
    run: Run, said: Said, northwind: Path, tmp_path: Path
) -> None:
    """Another person of the same house is no other job; another day of the interview is."""
    file = tmp_path / "hidden.toml"
    text = northwind.read_text(encoding="utf-8")
    text = text.replace('"Northwind Analytics"', '""').replace('"recruiter"', '"agency"')
    file.write_text(text, encoding="utf-8")
    said("add", file)
    (name,) = (line.split()[0] for line in said("list").splitlines())
    file.write_text(text.replace("maria.lopez@", "m.lopez@"), encoding="utf-8")

    assert run("add", file).stderr.endswith(f"Changed: {name}.\n")

    file.write_text(text.replace("2026-11-19T", "2026-11-18T"), encoding="utf-8")
    assert "Added: " in run("add", file).stderr
    file.write_text(text.replace("@northwind", "@other"), encoding="utf-8")
    assert "Added: " in run("add", file).stderr


def test_the_name_of_another_row_is_no_name(refused: Said, said: Said) -> None:
    """Both would change one application."""
    named = HEADER.replace("employer", "name,employer", 1)
    said("add", "-", stdin=f"{named}vole,{row('Vole')}".encode())
    twice = f"{named}vole,{row('Vole')}vole,{row('Mole')}".encode()

    assert refused(65, "add", "-", stdin=twice) == (
        "Error: standard input, line 3: name: vole is that of a row above; choose another.\n"
        "Nothing was added.\n"
    )


def test_a_column_with_a_capital_is_told_with_the_right_one(refused: Said) -> None:
    """Nothing is added then, which is said."""
    wrong = HEADER.replace("employer", "Name,employer", 1)

    assert refused(65, "add", "-", stdin=f"{wrong}vole,{row('Vole')}".encode()) == (
        "Error: standard input, line 1, column Name: unknown column; did you mean name?\n"
        "Nothing was added.\n"
    )
