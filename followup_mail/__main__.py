"""Where the program begins: ``followup-mail`` and ``python -m followup_mail``."""

import atexit
import gc
import io
import os
import sys


def run() -> None:
    """Run the command line.

    A command makes little garbage before it ends. Looking for it on the way, and
    through everything once more at the end, costs a fifth of a run.
    """
    _open_standard_streams()
    gc.set_threshold(100_000)
    atexit.register(gc.freeze)
    # Zones are those of the system or of the package: another set of them, old or somebody's,
    # would send mail in the middle of the night.
    os.environ.pop("PYTHONTZPATH", None)
    from followup_mail.cli import main  # noqa: PLC0415 - after the lines above

    main(prog_name="followup-mail")


def _open_standard_streams() -> None:
    """Make standard streams bear what is written to them.

    Those that whoever started the program has closed are stood in for, and where
    the encoding lacks a character it is shown as an escape.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - it stays open, and pathlib is slow to load
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() not in {
            "utf-8",
            "utf8",
        }:
            stream.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    run()
