"""Filling a template in that is not ours: in a child process with limits.

The parent sends one JSON request and reads at most a bounded answer; whatever
happens in the child, the parent is back within the seconds allowed and says
what happened. The child first imports what it needs, then gives up the right to
open files, to write them, to start processes, and to more than its share of
memory and processor time. Where Python has no ``resource`` module (Windows)
these limits don't exist; the wall clock and the bounds on what is written and
read hold everywhere.
"""

import json
import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

from followup_mail.vocabulary import Kind, Language
from followup_mail.writing.absent import Absent
from followup_mail.writing.facts import Facts
from followup_mail.writing.rendering import LIMITS, Failed, Filled, Limits
from followup_mail.writing.sources import FaultyTemplateError, Problem, Source, TemplateSet

_PACKAGE_PARENT = str(Path(__file__).resolve().parents[2])
_START = (
    "import sys; sys.path[:] = sys.argv[1:]; "
    "from followup_mail.writing.child import main; sys.exit(main())"
)
_ENVIRONMENT = ("LD_LIBRARY_PATH", "SYSTEMROOT")
"""What some Pythons can't start without; nothing else is passed on."""
_PROBLEMS_SIZE = 1024 * 1024
_LAST_BREATH = 0.5
"""Seconds for a child that has answered to end by itself."""

_Json = dict[str, Any]  # what json makes of the other side's message; checked where it is read


def fill(
    templates: TemplateSet, facts: Facts, language: Language, limits: Limits = LIMITS
) -> Filled | Failed:
    """Return what *templates* write of *facts*, or why they don't."""
    request = {"do": "fill", "facts": _facts_out(facts)}
    try:
        # Quotes and control characters grow in JSON, at most sixfold.
        answer = _ask(templates, language, request, limits, 12 * limits.output)
        if "path" in answer:
            return Failed(_problem_in(answer), str(answer["missing"]))
        filled = Filled(str(answer["subject"]), str(answer["body"]))
        f"{filled.subject}{filled.body}".encode()  # no lone surrogates
    except (KeyError, TypeError, ValueError):
        return Failed(_broke_off(templates, limits))
    except FaultyTemplateError as error:
        return Failed(error.problem)
    return filled


def check(
    templates: TemplateSet,
    kind: Kind,
    cases: Iterable[tuple[str, Facts]],
    language: Language,
    limits: Limits = LIMITS,
) -> list[Problem]:
    """Return what is wrong with *templates* of *kind*, filled in for all *cases*."""
    request = {
        "do": "check",
        "kind": kind.value,
        "cases": [[label, _facts_out(facts)] for label, facts in cases],
    }
    try:
        answer = _ask(templates, language, request, limits, _PROBLEMS_SIZE)
        return [_problem_in(problem) for problem in answer["problems"]]
    except (KeyError, TypeError, ValueError):
        return [_broke_off(templates, limits)]
    except FaultyTemplateError as error:
        return [error.problem]


def _ask(
    templates: TemplateSet, language: Language, request: _Json, limits: Limits, most: int
) -> _Json:
    """Return the child's answer, of at most *most* bytes.

    Raises:
        FaultyTemplateError: The child had to be stopped.
        TypeError, ValueError: There is no whole answer.

    """
    common = {
        "templates": _templates_out(templates),
        "language": language.value,
        "limits": [limits.seconds, limits.memory, limits.output],
    }
    data, in_time, status = _converse(json.dumps(request | common).encode(), limits.seconds, most)
    told = ""
    if not in_time:
        told = f"was stopped after {_seconds(limits)}: it does not end."
    elif len(data) > most:
        told = f"was stopped: it writes more than {limits.output // 1024} KiB."
    elif status == -getattr(signal, "SIGXCPU", 0):
        told = f"was stopped: it computes for more than {_seconds(limits)}."
    if told:
        raise FaultyTemplateError(Problem(templates.entry.path, 0, told))
    answer = json.loads(data)
    if not isinstance(answer, dict):
        raise TypeError
    return answer


def _seconds(limits: Limits) -> str:
    return "1 second" if limits.seconds == 1 else f"{limits.seconds:g} seconds"


def _converse(request: bytes, seconds: float, most: int) -> tuple[bytes, bool, int | None]:
    """Start a child and send it *request*.

    Returns:
        What it wrote, at most one byte more than *most*; whether it was done in
        time; and the status it ended with.

    """
    deadline = time.monotonic() + seconds
    process = _start()
    answer: list[bytes] = []

    def exchange() -> None:
        with suppress(OSError), process.stdin as pipe:  # type: ignore[union-attr]  # it is a pipe
            pipe.write(request)
        with process.stdout as pipe:  # type: ignore[union-attr]  # it is a pipe
            answer.append(pipe.read(most + 1))

    # A thread, because it can be left behind: no read of a pipe can be told to end on every system.
    thread = Thread(target=exchange, daemon=True)
    thread.start()
    try:
        thread.join(max(0.0, deadline - time.monotonic()))
        in_time = not thread.is_alive()
        with suppress(subprocess.TimeoutExpired):
            process.wait(_LAST_BREATH if in_time else 0)
    finally:
        _kill(process)
    thread.join(_LAST_BREATH)
    return (answer[0] if answer else b""), in_time, process.returncode


def _start() -> subprocess.Popen[bytes]:
    # The modules that this process sees, from wherever it sees them, and no site-packages hooks.
    path = [os.path.abspath(entry) for entry in sys.path if entry]  # noqa: PTH100 - keeps links
    if _PACKAGE_PARENT not in path:
        path.insert(0, _PACKAGE_PARENT)
    options = ["-I", "-S", *(["-B"] if sys.dont_write_bytecode else [])]
    return subprocess.Popen(  # noqa: S603 - this very Python, with code that stands above
        [sys.executable, *options, "-c", _START, *path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        cwd=_PACKAGE_PARENT,
        start_new_session=True,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the child with all that it may have started."""
    if process.returncode is None:
        if sys.platform == "win32":
            process.kill()
        else:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _broke_off(templates: TemplateSet, limits: Limits) -> Problem:
    told = (
        "was stopped: the process that fills it in broke off, which happens to templates that "
        f"are nested very deeply or need more than {limits.memory // 2**20} MiB."
    )
    return Problem(templates.entry.path, 0, told)


# What goes through the pipe.


def _templates_out(templates: TemplateSet) -> _Json:
    return {
        "name": templates.name,
        "files": {n: [s.text, str(s.path), s.built_in] for n, s in templates.files.items()},
        "refused": dict(templates.refused),
    }


def _templates_in(sent: _Json) -> TemplateSet:
    files = {n: Source(text, Path(path), ours) for n, (text, path, ours) in sent["files"].items()}
    return TemplateSet(sent["name"], files, sent["refused"])


def _facts_out(facts: Facts) -> _Json:
    # Which question an absent fact asks is the parent's business.
    return {"values": facts.values, "absent": list(facts.absent)}


def _facts_in(sent: _Json) -> Facts:
    return Facts(sent["values"], {name: Absent(name, "") for name in sent["absent"]})


def _problem_out(problem: Problem) -> _Json:
    return {"path": str(problem.path), "line": problem.line, "message": problem.message}


def _problem_in(sent: Mapping[str, Any]) -> Problem:
    return Problem(Path(sent["path"]), int(sent["line"]), str(sent["message"]))


# The child.


def main() -> int:
    """Answer the request on standard input, as the child; return the exit status."""
    request = json.load(sys.stdin.buffer)
    limits = Limits(*request["limits"])
    templates = _templates_in(request["templates"])
    language = Language(request["language"])
    answer = _answer(request, templates, language, limits)
    sys.stdout.buffer.write(json.dumps(answer).encode())
    sys.stdout.buffer.flush()
    return 0


def _answer(request: _Json, templates: TemplateSet, language: Language, limits: Limits) -> _Json:
    # Everything that is imported late elsewhere: soon no file can be opened any more.
    import difflib  # noqa: F401, PLC0415 - see above

    import jinja2.debug  # noqa: F401, PLC0415 - see above

    from followup_mail.writing.engine import filler  # noqa: PLC0415 - the parent needs no Jinja2

    fills = filler(templates, language)
    b"\\N{DIGIT ONE}".decode("unicode-escape")  # Jinja2 reads texts in quotes with this
    if request["do"] == "fill":
        _give_up_rights(limits)
        outcome = fills.fill(_facts_in(request["facts"]), limits)
        if isinstance(outcome, Filled):
            return {"subject": outcome.subject, "body": outcome.body}
        return _problem_out(outcome.problem) | {"missing": outcome.missing}

    from followup_mail.writing import inspection  # noqa: PLC0415 - it imports this module
    from followup_mail.writing.kinds import KINDS  # noqa: PLC0415 - for checks alone

    cases = [(label, _facts_in(facts)) for label, facts in request["cases"]]
    spec = KINDS[Kind(request["kind"])]
    _give_up_rights(limits)
    problems = inspection.inspect(templates, spec, cases, language, limits)
    return {"problems": [_problem_out(problem) for problem in problems]}


def _give_up_rights(limits: Limits) -> None:
    """Set the limits of this process, as far as the system has them."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    processor_seconds = math.ceil(limits.seconds) + 1
    for name, most in (
        ("RLIMIT_CORE", 0),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_NOFILE", 3),  # the three that are open
        ("RLIMIT_NPROC", 0),
        ("RLIMIT_CPU", processor_seconds),
        ("RLIMIT_AS", limits.memory),
    ):
        limit = getattr(resource, name, None)
        if limit is None:
            continue
        _, hard = resource.getrlimit(limit)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(OSError, ValueError):  # macOS refuses some; the wall clock still holds
            resource.setrlimit(limit, (least, least))
