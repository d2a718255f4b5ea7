"""A home as the program of an earlier commit left it, and a server that nothing reached yet."""

from collections.abc import Iterator

import pytest
from servers.certificates import Certificates, make_certificates
from servers.machine import missing, private_folder
from servers.need import need
from servers.victim import Machine, Scene, scene
from upgrade import former


@pytest.fixture(scope="session")
def authority() -> Iterator[Certificates]:
    """Return certificates that are the same for all tests."""
    need(missing("openssl"))
    with private_folder("fm-tls") as folder:
        yield make_certificates(folder)


@pytest.fixture
def upgraded(authority: Certificates) -> Iterator[Scene]:
    """Return a place with a mail server."""
    with scene(authority) as made:
        yield made


@pytest.fixture
def machine(upgraded: Scene) -> Machine:
    """Return a machine on which the program was exchanged for this one."""
    made = upgraded.machine(config="per_minute = 0\n")
    former.put(made)
    return made
