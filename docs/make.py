# ruff: noqa: INP001 - a script beside the documents that it writes
"""Write the README's session and the tables of the pages here from the code.

.venv/bin/python docs/make.py

What stands between the markers is replaced; a test holds the pages to the code.
"""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import cast

import presets
import rows

from followup_mail import shipped
from followup_mail.app import App
from followup_mail.application import json_schema
from followup_mail.config import LADDER
from followup_mail.ladder.recipients import choose
from followup_mail.planning import Rules
from followup_mail.vocabulary import Kind
from followup_mail.writing.facts import Facts, facts
from followup_mail.writing.kinds import KINDS
from followup_mail.writing.marks import bare

HERE = Path(__file__).parent
MARKED = re.compile(r"(<!-- made by docs/make.py: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
Schema = Mapping[str, object]


def keys(schema: Schema, prefix: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield key, form and meaning of everything that *schema* allows."""
    required = cast("list[str]", schema.get("required", []))
    for name, each in cast("Mapping[str, Schema]", schema.get("properties", {})).items():
        meaning = str(each.get("description", ""))
        needed = ", **required**" if name in required else ""
        key = f"{prefix}{name}"
        if "properties" in each:
            yield f"**`[{key}]`**", "table", meaning
            yield from keys(each, f"{key}.")
        elif "properties" in (items := cast("Schema", each.get("items", {}))):
            yield f"**`[[{key}]]`**", "tables", meaning
            yield from keys(items, f"{key}.")
        elif "properties" in (one := cast("Schema", each.get("additionalProperties") or {})):
            yield f"**`[{key}.ID]`**", "table", meaning
            yield from keys(one, f"{key}.ID.")
        else:
            yield f"`{key}`", f"{_form(each)}{needed}", meaning


def _form(each: Schema) -> str:
    choices = cast("list[str]", each.get("enum", []))
    if choices:
        return ", ".join(f"`{choice}`" for choice in choices)
    known = {"boolean": "true or false", "array": "list of texts", "integer": "number"}
    if str(each.get("description", "")).startswith(("When it began", "When it ended")):
        return "date-time"
    form = {"date": "date", "date-time": "date-time", "idn-email": "address", "iri": "URL"}
    if "anyOf" in each or "oneOf" in each:
        return "date or date-time"
    if each.get("type") == "object":
        return "ID = list of texts"
    text = form.get(str(each.get("format", ""))) or known.get(str(each.get("type")), "text")
    most = each.get("maxLength")
    return f"{text} ≤ {most}" if most in {40, 80} else text


def application_table() -> str:
    """Return the table of the keys of an application file."""
    rows = [f"| {key} | {form} | {meaning} |" for key, form, meaning in keys(json_schema())]
    return "\n".join(["| key | form | meaning |", "|---|---|---|", *rows])


def _facts() -> Iterator[tuple[Kind, Facts]]:
    """Yield the facts of one message a kind, from the examples."""
    app = App(
        environ={"FOLLOWUP_MAIL_HOME": str(HERE / "nowhere")},
        stdin=BytesIO(),
        now=lambda: datetime(2026, 12, 22, 12, tzinfo=UTC),
        new_token=lambda: "",
        local_timezone=lambda: "UTC",
    )
    for kind, name in [
        (Kind.THANK_YOU, "northwind"),
        (Kind.FORWARD, "panel"),
        (Kind.CHECK_IN, "northwind"),
        (Kind.NETWORK, "northwind-checked-in"),
        (Kind.ESCALATION, "northwind-checked-in"),
        (Kind.CALL, "northwind-escalated"),
        (Kind.REFLECTION, "northwind-escalated"),
    ]:
        application = app.read(str(shipped.examples() / f"{name}.toml"))
        on = date(2026, 11, 20) if kind is Kind.THANK_YOU else date(2026, 12, 22)
        chosen = choose(kind, application, moment=datetime(2026, 12, 22, 12, tzinfo=UTC))
        yield kind, facts(kind, application, chosen.choices[-1], on=on)


def _flat(values: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        elif isinstance(value, bool):
            yield f"{prefix}{name}", "yes or no"
        elif isinstance(value, str):
            shown = re.sub(r"\s*[\ue004\n]\s*", " / ", bare(value.replace("\ue004", "\n")))
            yield f"{prefix}{name}", shown or "(empty here)"
        else:
            yield f"{prefix}{name}", str(value)


def facts_table() -> str:
    """Return the table of what a template may write, with a value from the examples."""
    found: dict[str, str] = {}
    absent: dict[str, str] = {}
    for _, each in _facts():
        for name, value in _flat(each.values):
            if found.get(name) in {None, "(empty here)"}:
                found[name] = value
        absent.update({name: missing.question for name, missing in each.absent.items()})
    rows = [f"| `{name}` | {value.strip() or '(a line break)'} |" for name, value in found.items()]
    groups = {name.partition(".")[0] for name in found} | set(found)
    rows += [f"| `{name}` | {absent[name]} |" for name in absent if name not in groups]
    return "\n".join(["| fact | for example, or the question it answers |", "|---|---|", *rows])


def kinds_table() -> str:
    """Return the table of kinds with their blocks."""
    rows = [
        f"| `{kind.value}` | {', '.join(f'`{part}`' for part in spec.parts)} | "
        f"{', '.join(f'`{part}`' for part in spec.optional)} | "
        f"{', '.join(f'`{name}`' for name in spec.required)} |"
        for kind, spec in KINDS.items()
    ]
    head = ["| kind | blocks, in order | optional blocks | facts to use |", "|---|---|---|---|"]
    return "\n".join([*head, *rows])


def ladder_table() -> str:
    """Return the table of waits and caps."""
    defaults = Rules()
    rows = [
        f"| `{field.key}` | {_said(getattr(defaults, field.key))} | {field.about} |"
        for field in LADDER.fields
    ]
    return "\n".join(["| key | default | meaning |", "|---|---|---|", *rows])


def _said(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def kill_points() -> str:
    """Return what the test that kills a send wherever it can be found when it left nothing out."""
    return (HERE / "kill-points.md").read_text(encoding="utf-8").rstrip()


PAGES = ("accounts.md", "application-file.md", "ladder.md", "reliability.md", "templates.md")
TABLES = {
    "application": application_table,
    "facts": facts_table,
    "kinds": kinds_table,
    "ladder": ladder_table,
    "accounts": presets.accounts_table,
    "providers": presets.providers_table,
    "rows": rows.table,
    "kills": kill_points,
}


def made(page: str) -> str:
    """Return *page* with its tables made anew."""
    return MARKED.sub(lambda m: f"{m[1]}{TABLES[m[2]]()}\n{m[3]}", page)


def session() -> str:
    """Return what the first day of the demo prints, for the README."""
    printed = subprocess.run(
        [sys.executable, "-m", "followup_mail", "demo"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=True,
        encoding="utf-8",
    ).stdout
    return printed[printed.index("$ ") : printed.index("\n# ", printed.index("$ "))].rstrip()


def main() -> None:
    """Write the pages."""
    readme = HERE.parent / "README.md"
    text = readme.read_text(encoding="utf-8")
    begin = text.index("```console\n") + len("```console\n")
    end = text.index("\n```", begin)
    readme.write_text(text[:begin] + session() + text[end:], encoding="utf-8")
    for name in PAGES:
        path = HERE / name
        path.write_text(made(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
