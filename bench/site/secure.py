"""HTTP/2 over TLS, as browsers meet CloudFront: Node speaks it, with a certificate made for the while."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from infra import node_tools

from .edge import Edge

TRUSTING = "--ignore-certificate-errors"
"""What Chromium has to be told."""


@contextmanager
def secured(edge: Edge) -> Iterator[None]:
    """The edge's pages at an address of their own over HTTP/2, which is then the edge's `url`."""
    with TemporaryDirectory() as folder:
        key, certificate = _made(Path(folder))
        command = [node_tools.node(), str(Path(__file__).with_name("h2.mjs")), key, certificate, str(edge.server_port)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout
                edge.url = f"https://127.0.0.1:{int(process.stdout.readline())}"
                yield
            finally:
                process.terminate()


def _made(folder: Path) -> tuple[str, str]:
    """A key and a certificate that this machine signed itself, for a day."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "bench")])
    here = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).add_extension(here, critical=False)
    signed = builder.not_valid_before(now).not_valid_after(now + timedelta(days=1)).sign(key, hashes.SHA256())
    files = folder / "key.pem", folder / "certificate.pem"
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    files[0].write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    files[1].write_bytes(signed.public_bytes(pem))
    return str(files[0]), str(files[1])
