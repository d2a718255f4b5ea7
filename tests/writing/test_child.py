"""Templates that are not ours, in real child processes: what stops them, and what is said."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from followup_mail.errors import MissingDetailError
from followup_mail.model import Part, Span, Text
from followup_mail.vocabulary import Language
from followup_mail.writing import child
from followup_mail.writing.facts import Facts
from followup_mail.writing.rendering import LIMITS, Failed, Limits, Rendered, render
from followup_mail.writing.sources import FaultyTemplateError, TemplateSet

Own = Callable[..., TemplateSet]
MakeFacts = Callable[..., Facts]
Fault = Callable[..., str]
SHORT = Limits(seconds=1)


@pytest.fixture
def fault(own: Own, make_facts: MakeFacts, user_folder: Path) -> Fault:
    """Return what says the fault of a template of the user's, without the folder."""

    def told(text: str, limits: Limits = LIMITS, **others: str) -> str:
        with pytest.raises(FaultyTemplateError) as caught:
            render(own(text, **others), make_facts(), Language.EN_CA, limits=limits)
        return str(caught.value).removeprefix(f"{user_folder}/en/")

    return told


def test_child_writes_what_this_process_would(own: Own, make_facts: MakeFacts) -> None:
    """Values, keys and parts come through whole, with a built-in frame around them."""
    templates = own(
        '{% extends "letter.txt" %}\nSubject: {{ position }}\n\n'
        "{% block body %}{% block thanks %}Thanks {{ interview.day }}.{% endblock %}{% endblock %}"
    )
    facts = make_facts(position="{{ 7*7 }} \u2014 é \U0001f600 \\ \"'</script>")
    assert not templates.ours
    rendered = render(templates, facts, Language.EN_CA)
    subject = "{{ 7*7 }} \u2014 é \U0001f600 \\ \"'</script>"
    assert rendered.subject == Text(subject, (Span(0, len(subject), "position"),))
    assert rendered.body.text == ("Hello,\n\nThanks on Thursday.\n\nBest regards,\nSam Okafor")
    assert rendered.body.spans == (Span(15, 26, "interviews.0.at"), Span(43, 53, "me.name"))
    assert Part("thanks", 8, 27) in rendered.body.parts


def test_french_typography_is_set_in_the_child(own: Own, make_facts: MakeFacts) -> None:
    """The child finishes the text as this process does with built-in templates."""
    templates = own("Vous avez mon CV : {{ position|de }}")
    assert render(templates, make_facts(), Language.FR_CA) == Rendered(
        Text(""), Text("Vous avez mon CV\u00a0: de Data Engineer", (Span(22, 35, "position"),))
    )


def test_question_of_an_absent_detail_comes_through(own: Own, make_facts: MakeFacts) -> None:
    """A detail that is missing ends in its question, with an example to copy."""
    with pytest.raises(MissingDetailError) as caught:
        render(own("{{ reference }}"), make_facts(), Language.EN_CA)
    assert str(caught.value) == (
        "Which reference number?\n"
        'Fill in `reference` in the application file, for example:\n\nreference = "R-1"\n'
    )


def test_loop_is_stopped_within_five_seconds(fault: Fault) -> None:
    """Row 62: The limit that users meet holds, the start of the process included."""
    begun = time.monotonic()
    loops = "{% for a in range(99999) %}" * 3 + "{% endfor %}" * 3
    assert fault(loops) == "thank-you.txt: was stopped after 5 seconds: it does not end."
    assert 5 <= time.monotonic() - begun < 6


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 9 ** (9 ** 9) }}",
        "{% macro m(n) %}{% if n %}{{ m(n-1) ~ m(n-1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    ],
)
def test_endless_computing_is_stopped(fault: Fault, text: str) -> None:
    """Whatever computes for ever is killed, even inside one operation."""
    assert fault(text, SHORT) == "thank-you.txt: was stopped after 1 second: it does not end."


@pytest.mark.parametrize(
    "text",
    [
        "\n{{ 'x' * 2_000_000_000 }}",
        "\n{% set x = [0] * 500_000_000 %}",
        "\n{% macro m(x) %}{{ m(x ~ x) }}{% endmacro %}{{ m('xxxxxxxxxxxxxxxx') }}",
    ],
)
def test_memory_is_bounded(fault: Fault, text: str) -> None:
    """Row 62: 512 MiB is the most a template gets."""
    assert fault(text) == "thank-you.txt:2: needs more than 512 MiB of memory."


def test_flood_is_stopped(fault: Fault) -> None:
    """Row 62: 256 KiB is the most a template writes."""
    told = "thank-you.txt: writes more than 256 KiB."
    assert fault("{% for i in range(99999) %}xxxxxxxxxx{% endfor %}") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "{% include 'thank-you.txt' %}",
            "thank-you.txt:1: calls or includes itself without end, or is nested too deeply.",
        ),
        (
            "\n{% include '../../secret.txt' %}",
            (
                "thank-you.txt:2: '../../secret.txt' lies outside: "
                "a template may use files of its own folder only."
            ),
        ),
        (
            "\n{% include '/etc/passwd' %}",
            (
                "thank-you.txt:2: '/etc/passwd' lies outside: "
                "a template may use files of its own folder only."
            ),
        ),
        (
            "{{ ''.__class__ }}",
            "thank-you.txt:1: reaches for '__class__', which templates may not use.",
        ),
        (
            "\n{{ '{0.__class__}'.format(to) }}",
            "thank-you.txt:2: reaches for 'format', which templates may not use.",
        ),
        (
            "{{ '\\N{EM DASH}' }}{{ '\\ud800' }}",
            "thank-you.txt:1: writes half of a surrogate pair (U+D800), which no template may.",
        ),
        ("\n\n{% nix %}", "thank-you.txt:3: Encountered unknown tag 'nix'."),
        ("{{ emploier }}", "thank-you.txt:1: there is no detail emploier."),
        ("{{ positon }}", "thank-you.txt:1: there is no detail positon (did you mean position?)."),
    ],
)
def test_faults_come_through_with_file_and_line(
    fault: Fault, capfd: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    """Row 61: The child says what this process would, and nothing on the terminal."""
    assert fault(text) == told
    assert capfd.readouterr() == ("", "")


def test_linked_file_is_refused_by_the_line_that_wants_it(fault: Fault, user_folder: Path) -> None:
    """A link is told with both places."""
    (user_folder / "en").mkdir(parents=True)
    link = user_folder / "en" / "x.txt"
    link.symlink_to("/etc/passwd")
    assert fault("\n{% include 'x.txt' %}") == (
        f"thank-you.txt:2: {link}: is reached through a symbolic link; put the file itself there."
    )


def test_nesting_beyond_python_is_no_crash(fault: Fault) -> None:
    """Brackets and loops nested too deeply are faults like others."""
    assert fault("{{ " + "(" * 9000 + ")" * 9000 + " }}").startswith("thank-you.txt")
    assert fault("{{ 1" + "+1" * 9000 + " }}").startswith("thank-you.txt")
    assert fault("{% for i in [1] %}" * 30 + "{% endfor %}" * 30).startswith("thank-you.txt")


def test_child_gives_up_its_rights() -> None:
    """No file opened, none written, no process, bounded memory: as it is when templates run."""
    probe = """
import json, resource, sys
sys.path.insert(0, sys.argv[1])
from followup_mail.writing import child
from followup_mail.writing.rendering import Limits
child._give_up_rights(Limits(seconds=2))
told = {}
for name, attempt in {
    "open": lambda: open("/etc/passwd"),
    "socket": lambda: __import__("_socket").socket(),
    "memory": lambda: bytearray(600 * 1024 * 1024),
}.items():
    try:
        attempt()
        told[name] = "done"
    except (OSError, MemoryError) as error:
        told[name] = type(error).__name__
limits = [resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC, resource.RLIMIT_CPU]
told["limits"] = [resource.getrlimit(limit) for limit in limits]
print(json.dumps(told))
"""
    root = str(Path(child.__file__).resolve().parents[2])
    done = subprocess.run(
        [sys.executable, "-c", f"import _socket\n{probe}", root],
        capture_output=True,
        check=True,
        text=True,
    )
    assert json.loads(done.stdout) == {
        "open": "OSError",
        "socket": "OSError",
        "memory": "MemoryError",
        "limits": [[0, 0], [0, 0], [0, 0], [3, 3]],
    }


def test_child_is_told_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in the environment, passwords among it, stays in this process."""
    monkeypatch.setenv("CANARY", "secret")
    monkeypatch.setattr(child, "_START", "import os; print(dict(os.environ))")
    data, in_time, _ = child._converse(b"", 5, 10_000)
    assert in_time
    assert b"CANARY" not in data
    assert b"HOME" not in data


def test_all_that_the_child_started_dies_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole group is killed, not only its first process."""
    monkeypatch.setattr(
        child,
        "_START",
        "import os, sys, time\n"
        "pid = os.fork()\n"
        "if pid:\n    print(pid, flush=True)\n"
        "time.sleep(60)",
    )
    data, in_time, _ = child._converse(b"", 1, 100)
    assert not in_time
    deadline = time.monotonic() + 5  # a killed process may need a moment to be gone
    while _lives(int(data)):
        assert time.monotonic() < deadline


def _lives(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("import os; os._exit(3)", "was stopped: the process that fills it in broke off"),
        ("import os; os.abort()", "was stopped: the process that fills it in broke off"),
        ("print('[1]')", "was stopped: the process that fills it in broke off"),
        ("print('{}')", "was stopped: the process that fills it in broke off"),
        ('print(\'{"subject": "\\\\ud800", "body": ""}\')', "was stopped: the process"),
        ("print('no json')", "was stopped: the process that fills it in broke off"),
        ("while True: print('x' * 1000)", "was stopped: it writes more than 256 KiB."),
        ("import os, signal; os.kill(0, signal.SIGXCPU)", "was stopped: it computes for more than"),
        ("import os; os.close(1)\nwhile True: pass", "was stopped"),
    ],
)
def test_whatever_the_child_does_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, own: Own, make_facts: MakeFacts, start: str, told: str
) -> None:
    """A child that breaks off, lies or floods is a fault of the template."""
    monkeypatch.setattr(child, "_START", start)
    outcome = child.fill(own("x"), make_facts(), Language.EN_CA, LIMITS)
    assert isinstance(outcome, Failed)
    assert outcome.problem.message.startswith(told)


def test_child_finds_the_program_from_anywhere(tmp_path: Path, own: Own) -> None:
    """A checkout that is not installed, used from another folder, is enough."""
    templates = own("x {{ 1 + 1 }}")
    root = str(Path(child.__file__).resolve().parents[2])
    program = (
        "import sys; from pathlib import Path\n"
        "from followup_mail.vocabulary import Kind, Language\n"
        "from followup_mail.writing.facts import Facts\n"
        "from followup_mail.writing.rendering import render\n"
        "from followup_mail.writing.sources import find\n"
        "found = find(Kind.THANK_YOU, Language.EN_CA, file=Path(sys.argv[1]))\n"
        "print(render(found, Facts({}), Language.EN_CA).body.text)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(templates.entry.path)],
        capture_output=True,
        check=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert done.stdout == "x 2\n"
