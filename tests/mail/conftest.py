"""Certificates for the peers of these tests."""

from collections.abc import Iterator

import pytest
from servers.certificates import Certificates, make_certificates
from servers.machine import private_folder


@pytest.fixture(scope="session")
def certificates() -> Iterator[Certificates]:
    """Return an authority with a good certificate and several faulty ones."""
    with private_folder("fm-peer") as folder:
        yield make_certificates(folder)
