"""The least that a program with Click costs: what --help and --version are measured by."""

import click


@click.command()
def hello() -> None:
    """Print a word."""
    click.echo("hello")


if __name__ == "__main__":
    hello()
