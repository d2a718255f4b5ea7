"""Whom to turn to, and why: pure rules over an application."""
