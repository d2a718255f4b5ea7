"""What is kept: applications, what happened, plans, messages, in an SQLite database."""

from followup_mail.store.store import Store, open_store

__all__ = ["Store", "open_store"]
