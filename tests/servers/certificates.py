"""A certificate authority of the tests' own, and one certificate for every fault of TLS.

They are made by the ``openssl`` command, whose ``ca`` takes dates in the past.
"""

import hashlib
import ssl
from dataclasses import dataclass, field
from pathlib import Path

from servers.machine import carried_out, program

NAMES = ("good", "expired", "future", "wrong_host", "self_signed", "untrusted")
"""The certificates there are; only ``good`` is to be trusted."""

_LONG = ("20200101000000Z", "20490101000000Z")
_PAST = ("20200101000000Z", "20200201000000Z")
_FUTURE = ("20480101000000Z", "20490101000000Z")

_SETTINGS = """\
[ca]
default_ca = here

[here]
database = {folder}/index
new_certs_dir = {folder}
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any

[any]
commonName = supplied

[req]
distinguished_name = asked

[asked]
commonName = Name

[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash

[server]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = DNS:localhost, IP:127.0.0.1, IP:::1

[elsewhere]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = DNS:mail.elsewhere.example
"""


@dataclass(frozen=True)
class Pair:
    """A certificate and its key, as PEM files."""

    certificate: Path
    key: Path

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the certificate, as 64 lower-case hexadecimal digits."""
        der = ssl.PEM_cert_to_DER_cert(self.certificate.read_text("ascii"))
        return hashlib.sha256(der).hexdigest()

    def serving(self) -> ssl.SSLContext:
        """Return a server's context that shows this certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context


@dataclass(frozen=True)
class Certificates:
    """The authority and what it signed; see :data:`NAMES`."""

    authority: Path
    """To be trusted, as a PEM file."""
    pairs: dict[str, Pair] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Pair:
        """Return the pair of that name."""
        return self.pairs[name]

    def trusting(self) -> ssl.SSLContext:
        """Return a client's context that trusts this authority alone."""
        return ssl.create_default_context(cafile=str(self.authority))

    @property
    def environment(self) -> dict[str, str]:
        """Variables by which a program of its own trusts this authority."""
        return {"SSL_CERT_FILE": str(self.authority)}


def make_certificates(folder: Path) -> Certificates:
    """Make all of them in *folder*, in about a fifth of a second.

    Raises:
        FileNotFoundError: There is no ``openssl``.
        RuntimeError: It failed.

    """
    settings = folder / "openssl.cnf"
    settings.write_text(_SETTINGS.format(folder=folder))
    (folder / "index").touch()
    trusted = _sign(folder, "authority", "authority", None, _LONG)
    stranger = _sign(folder, "stranger", "authority", None, _LONG)
    pairs = {
        "good": _sign(folder, "good", "server", trusted, _LONG),
        "expired": _sign(folder, "expired", "server", trusted, _PAST),
        "future": _sign(folder, "future", "server", trusted, _FUTURE),
        "wrong_host": _sign(folder, "wrong_host", "elsewhere", trusted, _LONG),
        "self_signed": _sign(folder, "self_signed", "server", None, _LONG),
        "untrusted": _sign(folder, "untrusted", "server", stranger, _LONG),
    }
    return Certificates(trusted.certificate, pairs)


def _sign(
    folder: Path, name: str, extensions: str, signer: Pair | None, dates: tuple[str, str]
) -> Pair:
    """Return a certificate for a new key, signed by *signer*, or by itself if None."""
    made = Pair(folder / f"{name}.pem", folder / f"{name}.key")
    openssl, settings = program("openssl"), folder / "openssl.cnf"
    request = folder / f"{name}.csr"
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    asked = ("-new", "-config", settings, "-subj", f"/CN={name}", "-out", request)
    carried_out((openssl, "req", *asked, *curve, "-keyout", made.key))
    by = (
        ("-cert", signer.certificate, "-keyfile", signer.key)
        if signer
        else ("-selfsign", "-keyfile", made.key)
    )
    wanted = ("-extensions", extensions, "-startdate", dates[0], "-enddate", dates[1])
    files = ("-config", settings, "-in", request, "-out", made.certificate)
    carried_out((openssl, "ca", "-batch", "-notext", *files, *wanted, *by))
    return made
