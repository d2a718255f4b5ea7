"""Where the program begins: ``followup-mail`` and ``python -m followup_mail``."""

import gc


def run() -> None:
    """Run the command line.

    A command makes little garbage before it ends, and looking for it costs a
    twentieth of a run: once past the imports would be soon enough.
    """
    gc.set_threshold(100_000)
    from followup_mail.cli import main  # noqa: PLC0415 - after the line above

    main(prog_name="followup-mail")


if __name__ == "__main__":
    run()
