"""Templates and examples are found however the program was installed."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest

from followup_mail.vocabulary import Kind

ROOT = Path(__file__).resolve().parents[2]
TREE = ("followup_mail", "templates", "examples", "pyproject.toml", "README.md", "LICENSE")
"""What a checkout needs to run."""

Command = list[str | Path]

_LIST_EXAMPLES = (
    "from followup_mail import shipped;"
    "print(*sorted(p.name for p in shipped.examples().glob('*.toml')))"
)


@dataclass(frozen=True, slots=True)
class Built:
    """What a release consists of."""

    wheel: Path
    sdist: Path


@dataclass(frozen=True, slots=True)
class Place:
    """An environment of its own that has the dependencies, but not the program."""

    python: Path
    folder: Path

    @classmethod
    def make(cls, folder: Path) -> "Place":
        """Make one in *folder*; the dependencies are those the tests run with."""
        venv.EnvBuilder(with_pip=False, symlinks=True).create(folder / "venv")
        python = folder / "venv" / "bin" / "python"
        site = next((folder / "venv" / "lib").glob("python*")) / "site-packages"
        # A folder named here gives its modules, but its own .pth files, among them
        # the one of an editable install, are not read.
        (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
        return cls(python, folder)

    def install(self, *what: str | Path) -> None:
        """Install *what* with the tests' pip, asking no index."""
        pip: Command = [sys.executable, "-m", "pip", "--python", self.python]
        options = ("--quiet", "--no-index", "--no-deps", "--no-build-isolation")
        run([*pip, "--disable-pip-version-check", "install", *options, *what], cwd=self.folder)

    def templates(self, cwd: Path | None = None) -> str:
        """Return what ``template list --json`` prints in *cwd*."""
        command: Command = [self.python, "-m", "followup_mail", "template", "list", "--json"]
        return run(command, cwd=cwd or self.folder)

    def examples(self, cwd: Path | None = None) -> list[str]:
        """Return the names of the example files that the program finds."""
        return run([self.python, "-c", _LIST_EXAMPLES], cwd=cwd or self.folder).split()


def run(command: Command, *, cwd: Path) -> str:
    """Return what *command* prints, with nothing of the checkout in reach."""
    environ = {
        "HOME": os.fspath(cwd),
        "FOLLOWUP_MAIL_HOME": os.fspath(cwd / "home"),
        "PATH": os.defpath,
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    ended = subprocess.run(
        command, cwd=cwd, env=environ, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def copy_of_tree(folder: Path) -> Path:
    """Return a copy of the checkout in *folder*, without what git does not hold."""
    folder.mkdir()
    for name in TREE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the sdist of this tree, and the wheel that was built from that sdist."""
    folder = tmp_path_factory.mktemp("dist")
    tree = copy_of_tree(tmp_path_factory.mktemp("tree") / "checkout")
    run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, tree],
        cwd=folder,
    )
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    return Built(wheel, sdist)


@pytest.fixture(scope="module")
def from_checkout(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str]]:
    """Return templates and examples as this checkout has them, with <base> for its folder."""
    folder = tmp_path_factory.mktemp("bare")
    tree = copy_of_tree(folder / "checkout")
    place = Place.make(folder)
    return place.templates(tree).replace(str(tree), "<base>"), place.examples(tree)


def test_a_bare_checkout_finds_them(from_checkout: tuple[str, list[str]]) -> None:
    """Nothing is installed but the dependencies; python -m runs in the copied tree."""
    templates, examples = from_checkout
    assert examples == sorted(path.name for path in (ROOT / "examples").glob("*.toml"))
    assert [entry["path"] for entry in json.loads(templates)] == [
        f"<base>/templates/{base}/{kind}.txt" for kind in Kind for base in ("en", "fr")
    ]


def test_a_wheel_finds_them(
    built: Built, tmp_path: Path, from_checkout: tuple[str, list[str]]
) -> None:
    """The wheel, built from the sdist, has both folders inside the package."""
    place = Place.make(tmp_path)
    place.install(built.wheel)
    (base,) = (tmp_path / "venv" / "lib").glob("python*/site-packages/followup_mail")
    assert (place.templates().replace(str(base), "<base>"), place.examples()) == from_checkout


def test_an_unpacked_sdist_finds_them(
    built: Built, tmp_path: Path, from_checkout: tuple[str, list[str]]
) -> None:
    """The sdist is a checkout without its history."""
    with tarfile.open(built.sdist) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (tree,) = (tmp_path / "unpacked").iterdir()
    place = Place.make(tmp_path)
    found = place.templates(tree).replace(str(tree), "<base>"), place.examples(tree)
    assert found == from_checkout


def test_an_editable_install_finds_them_and_sees_edits_at_once(
    tmp_path: Path, from_checkout: tuple[str, list[str]]
) -> None:
    """The checkout's own folders are used, also where its path has a space."""
    tree = copy_of_tree(tmp_path / "my checkout")
    place = Place.make(tmp_path)
    place.install("--editable", tree)
    assert (place.templates().replace(str(tree), "<base>"), place.examples()) == from_checkout
    shutil.copy(tree / "examples" / "northwind.toml", tree / "examples" / "zz-new.toml")
    assert place.examples() == [*from_checkout[1], "zz-new.toml"]


def test_the_wheel_holds_the_program_and_nothing_of_its_making(
    built: Built, tmp_path: Path
) -> None:
    """Tests, benchmarks and the machinery stay out of site-packages."""
    shutil.unpack_archive(built.wheel, tmp_path, "zip")
    (info,) = tmp_path.glob("*.dist-info")
    assert {path.name for path in tmp_path.iterdir()} == {"followup_mail", info.name}
    assert (info / "licenses" / "LICENSE").is_file()
    assert not list(tmp_path.rglob("*.pyc"))
