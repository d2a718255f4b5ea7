"""Where the files that come with the program are.

In a wheel they lie inside the package; in a checkout (editable or bare) beside
it. Both candidates are never searched together: installed, the second would be
``site-packages/templates``, which other packages sometimes leave behind.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def templates() -> Path:
    """Return the folder of the built-in templates, one sub-folder a language."""
    return _shipped("templates")


def examples() -> Path:
    """Return the folder of the example application files."""
    return _shipped("examples")
