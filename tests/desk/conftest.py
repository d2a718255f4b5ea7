"""The installed command with a home of its own, empty or with one application."""

from pathlib import Path
from shutil import copytree

import pytest
from installed_program import Program


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return the command with a home that isn't there yet."""
    return Program(tmp_path / "home", tmp_path)


@pytest.fixture(scope="session")
def first_home(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    """Return a home with one application, to be copied."""
    folder = tmp_path_factory.mktemp("first")
    program = Program(folder / "home", folder)
    program.said("add", examples / "northwind.toml")
    return program.home


@pytest.fixture
def kept(program: Program, first_home: Path) -> Program:
    """Return the command with one application in its home."""
    copytree(first_home, program.home)
    return program
