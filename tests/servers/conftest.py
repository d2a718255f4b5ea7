"""Real servers: Postfix, Dovecot, a Secret Service, a proxy that breaks things, strace, a disk.

Where one can't be started, its tests are skipped with the reason; with
``FOLLOWUP_MAIL_SERVERS=required`` they fail with it instead.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import certificates as certificate_files
from servers import dovecot as dovecot_server
from servers import postfix as postfix_server
from servers import power, proxy, readers, secret_service, tracing, victim
from servers.certificates import Certificates
from servers.dovecot import Dovecot
from servers.file_systems import EXT4
from servers.machine import missing, private_folder
from servers.need import need
from servers.postfix import Postfix
from servers.power import Disk
from servers.proxy import Fault, MakeProxy, Proxy
from servers.secret_service import SecretService
from servers.submitting import Submitter
from servers.victim import Scene

from followup_mail.posting import Security


@pytest.fixture(scope="session")
def certificates() -> Iterator[Certificates]:
    """Return an authority with a good certificate and several faulty ones."""
    need(missing("openssl"))
    with private_folder("fm-tls") as folder:
        yield certificate_files.make_certificates(folder)


@pytest.fixture(scope="session")
def dovecot(certificates: Certificates) -> Iterator[Dovecot]:
    """Return a running Dovecot, the same for all tests; see ``mailboxes``."""
    need(dovecot_server.absent())
    with dovecot_server.running(certificates["good"]) as server:
        yield server


@pytest.fixture
def mailboxes(dovecot: Dovecot) -> Dovecot:
    """Return that Dovecot with all mailboxes empty."""
    dovecot.empty()
    return dovecot


@pytest.fixture(scope="session")
def postfix_for_all(certificates: Certificates, dovecot: Dovecot) -> Iterator[Postfix]:
    """Return a running Postfix, the same for all tests; see ``postfix``."""
    need(postfix_server.absent())
    with postfix_server.running(certificates["good"], dovecot) as server:
        yield server


@pytest.fixture
def postfix(postfix_for_all: Postfix, mailboxes: Dovecot) -> Iterator[Postfix]:
    """Return Postfix with an empty queue and log, delivering to empty mailboxes."""
    yield postfix_for_all
    postfix_for_all.turn_over()
    mailboxes.empty()


@pytest.fixture
def broken(certificates: Certificates, postfix: Postfix) -> Iterator[MakeProxy]:
    """Return a function that starts a proxy before Postfix."""
    with contextlib.ExitStack() as stack:

        def make(security: Security, *faults: Fault) -> Proxy:
            implicit = security is Security.TLS
            port = postfix.submissions if implicit else postfix.submission
            made = proxy.running(port, certificates, implicit=implicit, faults=faults)
            return stack.enter_context(made)

        yield make


@pytest.fixture
def submitter(
    certificates: Certificates,
    postfix: Postfix,  # noqa: ARG001 - which waits at the end until these sessions are over
) -> Iterator[Submitter]:
    """Return what opens sessions of the program's own client."""
    made = Submitter(certificates)
    yield made
    made.close()


@pytest.fixture
def no_keyring() -> Iterator[SecretService]:
    """Return a D-Bus on which no keyring is, until ``begin()`` is called."""
    need(secret_service.absent())
    with secret_service.running() as service:
        yield service


@pytest.fixture
def keyring_daemon(no_keyring: SecretService) -> SecretService:
    """Return a D-Bus with an unlocked keyring."""
    no_keyring.begin()
    return no_keyring


@pytest.fixture
def mail_readers() -> None:
    """Need notmuch, NeoMutt and SpamAssassin."""
    need(readers.absent())


@pytest.fixture
def traced(tmp_path: Path) -> Path:
    """Return a folder for the traces of strace, which works here."""
    need(tracing.absent())
    return tmp_path


@pytest.fixture
def disk() -> Iterator[Disk]:
    """Return a disk whose power can be cut."""
    need(EXT4.absent)
    with power.mounted() as made:
        yield made


@pytest.fixture
def scene(certificates: Certificates) -> Iterator[Scene]:
    """Return a place for an attack: a mail server, and machines as they are asked for."""
    with victim.scene(certificates) as made:
        yield made
