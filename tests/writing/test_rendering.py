"""What a template may say, and what it is told where it may not.

Templates of the user's are filled in by the child process in ``test_child``;
here the same engine runs in this process, where a case costs a millisecond.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_mail.errors import MissingDetailError
from followup_mail.model import Part, Span, Text
from followup_mail.vocabulary import Kind, Language
from followup_mail.writing import sources
from followup_mail.writing.engine import fill
from followup_mail.writing.facts import Facts
from followup_mail.writing.marks import Marks
from followup_mail.writing.rendering import LIMITS, Failed, Limits, Rendered, render
from followup_mail.writing.sources import FaultyTemplateError, Source, TemplateSet

MakeFacts = Callable[..., Facts]
PATH = Path("t.txt")
OUTSIDE = "lies outside: a template may use files of its own folder only."
POSITION = "1: there is no detail positon (did you mean position?)."
QUOTES = "1: the name of another template has to stand there in quotes."
WEB = "1: autoescape is for web pages; a letter is plain text."
NO_FILE = "2: there is no template 'y.txt' in its folder or among the built-in ones."


def ours(text: str, **others: str) -> TemplateSet:
    """Return *text* as if it came with the program."""
    files = {"t.txt": Source(text, PATH, built_in=True)}
    files |= {
        f"{name}.txt": Source(t, Path(f"{name}.txt"), built_in=True) for name, t in others.items()
    }
    return TemplateSet("t.txt", files, {})


@pytest.fixture
def say(make_facts: MakeFacts) -> Callable[..., Rendered]:
    """Return what fills a template in for a small message."""

    def fill(text: str, limits: Limits = LIMITS, **others: str) -> Rendered:
        return render(ours(text, **others), make_facts(), Language.EN_CA, limits=limits)

    return fill


@pytest.fixture
def fault(say: Callable[..., Rendered]) -> Callable[..., str]:
    """Return what says the fault of a template."""

    def told(text: str, limits: Limits = LIMITS, **others: str) -> str:
        with pytest.raises(FaultyTemplateError) as caught:
            say(text, limits, **others)
        return str(caught.value)

    return told


def test_values_come_with_the_detail_they_came_from(say: Callable[..., Rendered]) -> None:
    """Each stretch of the user's words is traced to its key, in subject and body."""
    assert say("Subject: {{ position }}\n\nFor {{ to.name }}.") == Rendered(
        Text("Data Engineer", (Span(0, 13, "position"),)),
        Text("For Maria Lopez.", (Span(4, 15, "people.maria.name"),)),
    )


def test_blocks_are_parts(say: Callable[..., Rendered]) -> None:
    """What a block writes is a part, in the frame's order, whoever fills the block."""
    rendered = say(
        '{% extends "frame.txt" %}{% block b %}two{% block c %} three{% endblock %}{% endblock %}',
        frame="{% block a %}one{% endblock %}\n\n{% block b %}{% endblock %}",
    )
    assert rendered.body == Text(
        "one\n\ntwo three", parts=(Part("a", 0, 3), Part("b", 5, 14), Part("c", 9, 14))
    )


def test_words_said_again_are_not_a_second_part(say: Callable[..., Rendered]) -> None:
    """The parent's words and a block's words repeated elsewhere count once."""
    rendered = say(
        '{% extends "frame.txt" %}{% block a %}{{ super() }} more{% endblock %}',
        frame="{% block a %}one{% endblock %}\n\n{{ self.a() }}",
    )
    assert rendered.body == Text("one more\n\none more", parts=(Part("a", 0, 8),))


def test_blocks_of_included_files_are_parts(say: Callable[..., Rendered]) -> None:
    """A part may stand in a file of its own, and sees the details."""
    body = say('{% include "x.txt" %}', x="{% block a %}{{ register }}{% endblock %}").body
    assert body == Text("plain", parts=(Part("a", 0, 5),))


def test_macros_of_another_file_see_the_details(say: Callable[..., Rendered]) -> None:
    """Imported macros are as good as those of the template itself."""
    text = '{% import "x.txt" as x %}{% from "x.txt" import m %}{{ x.m() }} {{ m() }}'
    assert (
        say(text, x="{% macro m() %}{{ to.name }}{% endmacro %}").body.text
        == "Maria Lopez Maria Lopez"
    )


def test_letters_of_parts_survive_a_change_of_case(say: Callable[..., Rendered]) -> None:
    """A filter over a block changes words, not the name of the part."""
    body = say("{% filter upper %}{% block a %}one{% endblock %}{% endfilter %}").body
    assert body == Text("ONE", parts=(Part("a", 0, 3),))


def test_values_compare_as_the_words_they_are(say: Callable[..., Rendered]) -> None:
    """Where a word came from makes no difference in a condition."""
    conditions = (
        'to.name == "Maria Lopez"',
        '"Lopez" in to.name',
        'to.name != "Maria Lopez"',
        '"Maria" in names',
        'to["name"] == to.name',
        "to.name|length == 11",
    )
    text = "".join(f"{{{{ 1 if {condition} else 0 }}}}" for condition in conditions)
    assert say(text).body.text == "110111"


def test_condition_without_an_else_writes_nothing(say: Callable[..., Rendered]) -> None:
    """What is said only in one case needs no words for the other."""
    assert say("a{{ ' b' if to.insider }}").body.text == "a"


def test_line_of_tags_alone_leaves_no_line(say: Callable[..., Rendered]) -> None:
    """Tags on lines of their own don't part paragraphs, and tags behind text don't join them."""
    text = (
        "a\n{% if 1 %}\nb {% if 1 %}c{% endif %}\n{% endif %}\n{# one\ntwo #}\nd{# x #}\n\n"
        "e{% if 1 %} f{% endif %}\n\n{% set x = 'g' %}\n{{ x }}\n{% raw %}{% h %}{% endraw %}\ni"
    )
    assert say(text).body.text == "a b c d\n\ne f\n\ng {% h %} i"


def test_lists_are_put_together_item_by_item(say: Callable[..., Rendered]) -> None:
    """A list can be walked, indexed and joined."""
    text = (
        "{% for n in names %}{{ loop.index }} {{ n }}; {% endfor %}"
        '{{ names[1] }}, {{ names|join(" & ") }}'
    )
    assert say(text).body.text == "1 Maria; 2 Jo; Jo, Maria & Jo"


@pytest.mark.parametrize("words", ["two", "two\n", "\ntwo\n", "{% block c %}two{% endblock %}"])
def test_block_fills_its_lines_however_it_is_written(
    say: Callable[..., Rendered], words: str
) -> None:
    """A block of one line takes the place of one of several without gluing paragraphs."""
    frame = "one\n{% block b %}\n{% endblock %}\n{% block x %}\n{% endblock %}\nthree\n\n"
    frame += "{% include 'y.txt' %}\n\n{% block z %}\nfive\n{% endblock %}\nsix"
    text = f"{{% extends 'frame.txt' %}}{{% block b %}}{words}{{% endblock %}}"
    assert say(text, frame=frame, y="four").body.text == "one two three\n\nfour\n\nfive six"


def test_filters_of_the_language_are_there(say: Callable[..., Rendered]) -> None:
    """What the phrasing of the language offers stands behind a bar."""
    assert say('{{ "thank you" | first_up }}').body.text == "Thank you"


def test_subject_is_one_line_whatever_it_writes(say: Callable[..., Rendered]) -> None:
    """No line break can get into a header field."""
    text = 'Subject: a{{ br }}b{{ "\\n\\nBcc: x@y.example" }}{{ "\\r" }} {% include "x.txt" %}\n\nx'
    assert say(text, x="c\n\nd\n").subject.text == "a b Bcc: x@y.example c d"


def test_absent_detail_is_false(say: Callable[..., Rendered]) -> None:
    """What is not on file can be left out, by parts and as a whole."""
    text = (
        "{% if promise %}1{% endif %}{% if promise.what %}2{% endif %}{% if to.title %}3{% endif %}"
        "{% if promise is defined %}4{% endif %}{{ reference|default('none') }}"
        "{% if not to.title %}5{% endif %}"
    )
    assert say(text).body.text == "none5"


@pytest.mark.parametrize(
    "text",
    [
        "{{ reference }}",
        "{{ 'x' ~ reference }}",
        "{{ reference|upper }}",
        "{{ reference|first_up }}",
        "{{ reference.anything }}",
        "{{ reference + 'x' }}",
        "{% for x in reference %}{% endfor %}",
        "{% set x = reference %}{{ x }}",
        "{{ [reference]|join }}",
        "{% if reference > 1 %}{% endif %}",
        "Subject: {{ reference }}\n\nx",
    ],
)
def test_absent_detail_is_asked_for_when_it_is_written(
    say: Callable[..., Rendered], text: str
) -> None:
    """No gap is printed: the question that would fill it is raised."""
    with pytest.raises(MissingDetailError) as caught:
        say(text)
    error = caught.value
    assert (error.question, error.key) == ("Which reference number?", "reference")


def test_part_of_an_absent_detail_asks_for_the_whole(say: Callable[..., Rendered]) -> None:
    """The question of the nearest detail that has one is raised."""
    with pytest.raises(MissingDetailError, match="What did you promise to send them"):
        say("{{ promise.what }}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\n{{ emploier }}", "2: there is no detail emploier."),
        ("{% if\n\npositon %}{% endif %}", POSITION),
        ("\n\n{{ to.nmae }}", "3: there is no detail to.nmae (did you mean to.name?)."),
        ("{% if to.nmae %}{% endif %}", "1: there is no detail to.nmae (did you mean to.name?)."),
        ("{{ positon is defined }}", POSITION),
        ("{{ positon|default('x') }}", POSITION),
        ("{{ to }}", "1: to is a group of details; write one, such as to.name."),
        ("{{ none }}", "1: none cannot be written; write a text instead."),
        ("{{ none ~ 'x' }}", "1: none cannot be written; write a text instead."),
        ("{{ [none]|join }}", "1: none cannot be written; write a text instead."),
        ("{{ none|upper }}", "1: none cannot be written; write a text instead."),
        ("{{ none|first_up }}", "1: none cannot be written; write a text instead."),
        ("{{ to.insider }}", "1: a yes or no cannot be written; ask for it with {% if … %}."),
        ("{{ names }}", "1: a list cannot be written; put its items together with join."),
        ("{{ range }}", "1: what stands here is neither text nor number, and cannot be written."),
        ("{{ names[7] }}", "1: there is no item 7 in that list."),
        ("{{ to.name[0] }}", "1: only a list has an item 0."),
        ("{{ []|first }}", "1: an empty list has no item to take."),
        ("{{ 1|join }}", "1: only a list has items."),
        ("{{ self.nothing() }}", "1: there is no block 'nothing'."),
        ("{% block a %}{{ super() }}{% endblock %}", "1: there is no parent block called 'a'."),
        ("{{ position|uper }}", "1: there is no filter uper (did you mean upper?)."),
        ("{% if 1 is odder %}{% endif %}", "1: there is no test odder (did you mean odd?)."),
        ("\n{% if %}", "2: Expected an expression, got 'end of statement block'."),
        ("{% block a %}", None),
        ("{{ 1 / 0 }}", "1: ZeroDivisionError: division by zero."),
        ("{{ 'a' + 1 }}", '1: TypeError: can only concatenate str (not "int") to str.'),
        ("{{ to.name() }}", None),
        ("{% autoescape true %}{% endautoescape %}", WEB),
        ("{% include 'x' ~ '.txt' %}", QUOTES),
        ("{% extends position %}", QUOTES),
        ("\n{% include 'y.txt' %}", NO_FILE),
        ("{% include '../x' %}", f"1: '../x' {OUTSIDE}"),
        ("{% include '../x' ignore missing %}", f"1: '../x' {OUTSIDE}"),
        ("{% import '/etc/passwd' as x %}", f"1: '/etc/passwd' {OUTSIDE}"),
        ("{{ '\\ue000' }}", "1: writes a private-use character (U+E000), which no template may."),
        ("{{ '\\x1b[2J' }}", "1: writes a control character (U+001B), which no template may."),
        ("Subject: {{ nam }}\n\nx", "1: there is no detail nam (did you mean names?)."),
        ("\nSubject: a {{ 1/0 }}\n\nx", "2: ZeroDivisionError: division by zero."),
        ("Subject: a\n\nx\n{{ 1/0 }}", "4: ZeroDivisionError: division by zero."),
        ("{{ " + "(" * 3000 + " }}", None),
        ("{{ " + "1" * 5000 + " }}", None),
        ("{% for i in [1] %}" * 25 + "{% endfor %}" * 25, None),
    ],
)  # fmt: skip
def test_faults_name_file_line_and_remedy(
    fault: Callable[..., str], text: str, told: str | None
) -> None:
    """Row 61: Every fault of a template is one line that says where it is."""
    said = fault(text)
    assert said.startswith("t.txt:")
    assert "\n" not in said
    if told is not None:
        assert said == f"t.txt:{told}"


def test_fault_in_an_included_file_names_that_file(fault: Callable[..., str]) -> None:
    """The innermost file is the one to open."""
    assert fault('\n{% include "x.txt" %}', x="\n\n{{ 1/0 }}") == (
        "x.txt:3: ZeroDivisionError: division by zero."
    )
    assert fault('\n{% include "x.txt" %}', x="\n{% nix %}").startswith("x.txt:2: ")


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}",
        "{{ position.__class__.__mro__ }}",
        "{{ position.upper() }}",
        "{{ '{0.__class__}'.format(position) }}",
        "{{ 'x'.translate({120: 57344}) }}",
        "{{ names.append(1) }}",
        "{{ {}.update }}",
        "{{ range.__globals__ }}",
        "{{ loop }}{% for x in names %}{{ loop.__class__ }}{% endfor %}",
        "{% macro m() %}{% endmacro %}{{ m.__call__ }}",
        "{{ self.__init__ }}{{ self._TemplateReference__context }}",
        "{{ to.__class__ }}",
        "{{ names['__class__'] }}",
        "{{ position['__class__'] }}",
        "{{ '%c' % 57344 }}",
        "{{ '%s' % none }}",
        '{% import "x.txt" as x %}{{ x._body_stream }}',
        '{% import "x.txt" as x %}{{ x.__dict__ }}',
        "{{ lipsum() }}",
        "{{ cycler }}",
        "{{ joiner }}",
        "{{ namespace() }}",
        "{{ dict(a=1) }}",
        "{{ position|attr('__class__') }}",
        "{{ '%s'|format(1) }}",
        "{{ names|map('upper')|join }}",
        "{{ range(1000000) }}",
    ],
)
def test_nothing_reaches_beyond_the_details(fault: Callable[..., str], text: str) -> None:
    """Row 63: No attribute, method, global or filter leads out of the letter."""
    assert fault(text, x="x").startswith("t.txt:1: ")


@pytest.mark.parametrize(
    "text",
    [
        "{% include 't.txt' %}",
        "{% extends 't.txt' %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    ],
)
def test_recursion_ends(fault: Callable[..., str], text: str) -> None:
    """A template that calls itself is told so."""
    told = "t.txt:1: calls or includes itself without end, or is nested too deeply."
    assert fault(text) == told


def test_flood_is_stopped_at_the_limit(fault: Callable[..., str]) -> None:
    """What is written is bounded, by bytes and not by characters."""
    limits = Limits(output=2048)
    text = "{% for i in range(682) %}\u2014{% endfor %}"
    assert fault(text + "---", limits) == "t.txt: writes more than 2 KiB."
    assert render(ours(text + "--"), Facts({}), Language.EN_CA, limits=limits).body.text.endswith(
        "\u2014--"
    )


def test_files_that_may_not_be_read_are_told_with_the_line_that_wants_them() -> None:
    """The reason found while looking is raised only if the file is used."""
    files = {"t.txt": Source('\n{% include "x.txt" %}', PATH, built_in=True)}
    templates = TemplateSet("t.txt", files, {"x.txt": "x.txt: is reached through a link."})
    outcome = fill(templates, Facts({}), Language.EN_CA, LIMITS)
    assert isinstance(outcome, Failed)
    assert str(outcome.problem) == "t.txt:2: x.txt: is reached through a link."


def test_data_is_never_template_code(make_facts: MakeFacts) -> None:
    """Braces in a value are printed as they stand."""
    facts = make_facts(position="{{ 7*7 }}{% include 'x' %}{# a #}")
    assert render(ours("{{ position }}"), facts, Language.EN_CA).body.text == (
        "{{ 7*7 }}{% include 'x' %}{# a #}"
    )


PLAIN = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=40
)


@given(PLAIN)
def test_any_text_comes_through_unchanged(text: str) -> None:
    """Whatever a value says is what the message says, traced to its key."""
    marks = Marks()
    facts = Facts({"position": marks.put(text, "position")}, {}, tuple(marks.keys))
    rendered = render(ours("Subject: {{ position }}\n\n<{{ position }}>"), facts, Language.EN_CA)
    span = Span(0, len(text), "position")
    assert rendered.subject == Text(text, (span,))
    assert rendered.body == Text(f"<{text}>", (Span(1, len(text) + 1, "position"),))


def test_built_in_templates_name_no_file_that_is_not_there() -> None:
    """Everything our templates refer to comes with them."""
    for language in (Language.EN_CA, Language.FR_CA):
        for kind in Kind:
            templates = sources.find(kind, language)
            wanted = {name for s in templates.files.values() for name in sources._references(s)}
            assert wanted <= set(templates.files)
