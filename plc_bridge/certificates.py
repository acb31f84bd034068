"""Certificates that the program makes for itself.

Lives here: an application's key and self-signed certificate, made once and kept.
Lives elsewhere: who trusts whom (the trust folders of the site); using them on a channel (.opcua_door, .soft_plc).
"""

from __future__ import annotations

import ipaddress
import socket
from datetime import UTC, datetime, timedelta
from hashlib import sha1
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from twin.errors import StoreError

VALID_DAYS = 825
KEY_BITS = 2048


def own_certificate(folder: Path, name: str, application_uri: str) -> tuple[Path, Path]:
    """Certificate (DER) and private key (PEM, readable by this user only) of an application, made when missing."""
    certificate, key = folder / f"{name}.der", folder / f"{name}.pem"
    try:
        (folder / "trusted").mkdir(parents=True, exist_ok=True)  # people move accepted ones there
        if not (certificate.exists() and key.exists()):
            _make(certificate, key, name, application_uri)
    except OSError as error:
        raise StoreError(f"{folder}: a certificate cannot be kept here ({error.strerror}); "
                         "name a folder that this user may write to") from error  # fmt: skip
    return certificate, key


def _make(certificate: Path, key: Path, name: str, application_uri: str) -> None:
    private = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    key.touch(mode=0o600)
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    certificate.write_bytes(_signed(private, name, application_uri).public_bytes(serialization.Encoding.DER))


def _signed(private: rsa.RSAPrivateKey, name: str, application_uri: str) -> x509.Certificate:
    subject, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]), datetime.now(UTC)
    names = [
        x509.UniformResourceIdentifier(application_uri),
        x509.DNSName(socket.gethostname()),
        x509.DNSName("localhost"),
        x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
    ]
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=True, data_encipherment=True,
        key_agreement=False, key_cert_sign=True, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SERVER_AUTH])
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=VALID_DAYS))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(purpose, critical=False)
        .sign(private, hashes.SHA256())
    )


def is_trusted(folder: Path, certificate: bytes) -> bool:
    """Whether a peer's certificate (DER) lies in the folder's `trusted`; else a copy is put into its `rejected`."""
    trusted = folder / "trusted"
    if any(file.read_bytes() == certificate for file in trusted.glob("*.der")):
        return True
    rejected = folder / "rejected"
    rejected.mkdir(parents=True, exist_ok=True)
    (rejected / f"{thumbprint(certificate)}.der").write_bytes(certificate)
    return False


def is_in_time(certificate: bytes) -> bool:
    """Whether a certificate (DER) is valid today."""
    read = x509.load_der_x509_certificate(certificate)
    return read.not_valid_before_utc <= datetime.now(UTC) <= read.not_valid_after_utc


def der_of(certificate: x509.Certificate) -> bytes:
    """A certificate as its file holds it."""
    return certificate.public_bytes(serialization.Encoding.DER)


def thumbprint(certificate: bytes) -> str:
    """What people compare when they meet a certificate for the first time: SHA-1 of its DER form."""
    return sha1(certificate, usedforsecurity=False).hexdigest().upper()
