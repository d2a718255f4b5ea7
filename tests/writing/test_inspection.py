"""What ``template check`` finds, by reading and by filling in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from followup_mail.vocabulary import Kind, Language
from followup_mail.writing.facts import Facts
from followup_mail.writing.inspection import check_template
from followup_mail.writing.kinds import KindSpec
from followup_mail.writing.rendering import LIMITS, Limits
from followup_mail.writing.sources import Source, TemplateSet

Own = Callable[..., TemplateSet]
MakeFacts = Callable[..., Facts]
SPEC = KindSpec(Kind.THANK_YOU, ("greeting", "thanks"), required=("position", "interview.day"))
NEVER = "{%% if false %%}%s{%% endif %%}"
ABSENT = "reference has no value here; put what needs it into {% if reference %}. (Example: a.toml)"
SPOKEN = KindSpec(Kind.CALL, ())
GOOD = (
    "Subject: {{ position }}\n\n{% block greeting %}\nHello,\n{% endblock %}\n\n"
    "{% block thanks %}\nThanks {{ interview.day }}.\n{% endblock %}\n"
)


def ours(text: str, **others: str) -> TemplateSet:
    """Return *text* as if it came with the program."""
    files = {"t.txt": Source(text, Path("t.txt"), built_in=True)}
    files |= {f"{n}.txt": Source(t, Path(f"{n}.txt"), built_in=True) for n, t in others.items()}
    return TemplateSet("t.txt", files, {})


@pytest.fixture
def problems(make_facts: MakeFacts) -> Callable[..., list[str]]:
    """Return what lists the problems of a template."""

    def found(text: str, spec: KindSpec = SPEC, **others: str) -> list[str]:
        cases = [("a.toml", make_facts()), ("b.toml", make_facts())]
        told = check_template(ours(text, **others), spec, cases, Language.EN_CA)
        return [str(problem) for problem in told]

    return found


def test_good_template_has_no_problem(problems: Callable[..., list[str]]) -> None:
    """A template with its Subject, parts and details is fine."""
    assert problems(GOOD) == []


def test_all_that_is_missing_is_told(problems: Callable[..., list[str]]) -> None:
    """Subject, parts and details are told at once."""
    assert problems("Hello {% if position %}you{% endif %}") == [
        "t.txt: has no {% block greeting %}, which every thank-you has.",
        "t.txt: has no {% block thanks %}, which every thank-you has.",
        "t.txt: never writes interview.day, which every thank-you needs.",
        "t.txt: never writes position, which every thank-you needs.",
        "t.txt:1: has no Subject; begin the file with the line Subject: …",
    ]


def test_spoken_kinds_need_no_subject(problems: Callable[..., list[str]]) -> None:
    """A script is not mailed."""
    assert problems("Hello", SPOKEN) == []


@pytest.mark.parametrize(
    "use",
    [
        "{{ interview.day }}",
        '{{ interview["day"] }}',
        "{% set i = interview %}{{ i.day }}",
        "{% macro m(i) %}{{ i.day }}{% endmacro %}{{ m(interview) }}",
        "{{ 'x' ~ interview.day }}",
        "{% include 'x.txt' %}",
        "{{ interview.day_short }}",
    ],
)
def test_details_may_be_used_in_any_way(problems: Callable[..., list[str]], use: str) -> None:
    """A required detail counts as used wherever it can be written."""
    text = GOOD.replace("{{ interview.day }}", use)
    assert problems(text, x="{{ interview.day }}") == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{{ emploier }}", "there is no detail emploier."),
        (NEVER % "{{ to.nmae }}", "there is no detail to.nmae (did you mean to.name?)."),
        (NEVER % "{{ to['nmae'] }}", "there is no detail to.nmae (did you mean to.name?)."),
        (NEVER % "{{ position.short }}", "position has no parts, and so no short."),
        (NEVER % "{{ position|uper }}", "there is no filter uper (did you mean upper?)."),
        ("{% if position is odder %}{% endif %}", "there is no test odder (did you mean odd?)."),
        ("{% if %}", "Expected an expression, got 'end of statement block'."),
        ("{{ 1 / 0 }}", "ZeroDivisionError: division by zero. (Example: a.toml)"),
        ("{{ reference }}", ABSENT),
    ],
)
def test_faults_are_told_with_their_line(
    problems: Callable[..., list[str]], line: str, told: str
) -> None:
    """Faults in branches that no example takes are found as well, each told once."""
    assert problems(f"{GOOD}\n{line}") == [f"t.txt:11: {told}"]


def test_own_names_are_no_details(problems: Callable[..., list[str]]) -> None:
    """What a template names itself, or Jinja2 does, is not looked for among the details."""
    text = (
        "{% import 'x.txt' as x %}{% from 'x.txt' import m as n %}{% set a, b = 1, 2 %}"
        "{% for c in names %}{{ loop.index }}{{ c }}{% endfor %}"
        "{% with d = 1 %}{{ d }}{% endwith %}"
        "{% macro e(f) %}{{ f }}{{ caller() }}{% endmacro %}{% call e(1) %}{% endcall %}"
        "{{ x.m() }}{{ n() }}{{ a }}{{ b }}{{ self.thanks() }}"
        "{{ range(2)[1] }}{{ promise.x if promise }}"
    )
    assert problems(GOOD + text, x="{% macro m() %}{% endmacro %}") == []


def test_block_without_a_place_is_told(problems: Callable[..., list[str]]) -> None:
    """A block that nothing writes is told, with the one that was meant."""
    text = '{% extends "x.txt" %}\n{% block thnaks %}a{% endblock %}'
    assert problems(text, x=GOOD) == [
        "t.txt:2: x.txt has no place for the block thnaks (did you mean thanks?)."
    ]


def test_every_file_with_a_syntax_error_is_told(problems: Callable[..., list[str]]) -> None:
    """Faults of several files are told at once, and what they hide is not."""
    assert problems("{% include 'x.txt' %}\n{{ }}", x="Bcc: a\n\n{{ }}") == [
        "t.txt:2: Expected an expression, got 'end of print statement'.",
        (
            "x.txt:1: Bcc is no header line of a template; there is only Subject. "
            "If it belongs to the text, put {% block %} before it."
        ),
    ]


def test_empty_subject_and_body_are_told(problems: Callable[..., list[str]]) -> None:
    """A message without words is a problem of its template."""
    empty = "Subject: {% if false %}{{ position }}{{ interview.day }}{% endif %}\n\n"
    assert problems(empty + "x", KindSpec(Kind.THANK_YOU, ())) == [
        "t.txt:1: writes an empty Subject. (Example: a.toml)"
    ]
    assert problems("{# nothing #}", SPOKEN) == ["t.txt: writes no text. (Example: a.toml)"]


def test_missing_detail_that_the_kind_requires_is_no_problem(make_facts: MakeFacts) -> None:
    """A message that is refused with a question is no fault of the template."""
    spec = KindSpec(Kind.CALL, (), required=("reference",))
    cases = [("a.toml", make_facts())]
    assert check_template(ours("{{ reference }}"), spec, cases, Language.EN_CA) == []


def test_templates_of_the_user_are_checked_in_the_child(own: Own, make_facts: MakeFacts) -> None:
    """The same problems come out of the child process, with the user's paths."""
    templates = own(GOOD + "{% if false %}{{ to.nmae }}{% endif %}\n{{ 1 / 0 }}")
    path = templates.entry.path
    told = check_template(templates, _thank_you(), [("a.toml", make_facts())], Language.EN_CA)
    assert [str(problem) for problem in told if problem.line] == [
        f"{path}:10: there is no detail to.nmae (did you mean to.name?).",
        f"{path}:11: ZeroDivisionError: division by zero. (Example: a.toml)",
    ]


def test_endless_template_is_stopped_while_it_is_checked(own: Own, make_facts: MakeFacts) -> None:
    """Checking has the limits of filling in."""
    loops = "{% for a in range(99999) %}" * 3 + "{% endfor %}" * 3
    templates = own(loops)
    cases = [("a.toml", make_facts())]
    limits = Limits(seconds=1)
    told = check_template(templates, _thank_you(), cases, Language.EN_CA, limits=limits)
    assert [str(problem) for problem in told] == [
        f"{templates.entry.path}: was stopped after 1 second: it does not end."
    ]


def test_floods_are_told_in_the_child(own: Own, make_facts: MakeFacts) -> None:
    """A flood in an example is a problem like others."""
    templates = own("{% for a in range(99999) %}xxxx{% endfor %}")
    cases = [("a.toml", make_facts())]
    told = check_template(templates, _thank_you(), cases, Language.EN_CA, limits=LIMITS)
    assert any(p.message == "writes more than 256 KiB. (Example: a.toml)" for p in told)


def _thank_you() -> KindSpec:
    from followup_mail.writing.kinds import KINDS  # noqa: PLC0415 - what the child takes, too

    return KINDS[Kind.THANK_YOU]
