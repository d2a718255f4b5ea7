# ruff: noqa: INP001 - a script's module beside the documents that it writes
"""What an account may say, and what is known of providers: the tables of docs/accounts.md."""

from followup_mail.accounts import ACCOUNT
from followup_mail.mail.providers import PROVIDERS
from followup_mail.tables import Table


def accounts_table() -> str:
    """Return the table of the keys of an account."""
    rows = []
    for field in ACCOUNT.fields:
        inner = field.kind.fields if isinstance(field.kind, Table) else ()
        for key, each in [(f"{field.key}.{one.key}", one) for one in inner] or [(field.key, field)]:
            rows.append(f"| `{key}`{', **required**' if each.required else ''} | {each.about} |")
    return "\n".join(["| key | meaning |", "|---|---|", *rows])


def providers_table() -> str:
    """Return the table of presets, with where each fact comes from."""
    rows = []
    for each in PROVIDERS:
        domains = ", ".join(each.domains) or "domains of its customers"
        sources = " ".join(f"[{n}]({source})" for n, source in enumerate(each.sources, start=1))
        login = "Log in with what stands before the @." if each.local_user else ""
        rows.append(
            f"| `{each.id}`: {each.name} | {domains} | {each.host}:{each.port}, {each.security} "
            f"| {f'{each.note} {login}'.strip()} | {sources} |"
        )
    head = "| provider | addresses | server | to know | sources |"
    return "\n".join([head, "|---|---|---|---|---|", *rows])
