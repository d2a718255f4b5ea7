"""Carry one job application from the interview to an answer."""

__version__ = "0.1.0"
