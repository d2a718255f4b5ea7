"""What is done with applications that are kept: effects in order, over pure rooms."""

from followup_mail.desk.desk import Desk

__all__ = ["Desk"]
