"""TLS of this process: a certificate and its key, checked before anybody is told that Habitus runs."""

from __future__ import annotations

import ssl
from pathlib import Path

_MISMATCHES = {"KEY_VALUES_MISMATCH", "KEY_TYPE_MISMATCH"}


class TlsUnusable(Exception):
    """The certificate or its key cannot be used; the message says which, and why."""


def server_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """What a server encrypts with: TLS 1.2 and newer. Both files are PEM. Raises TlsUnusable."""
    _require(certificate, "certificate", b"-----BEGIN CERTIFICATE-----")
    _require(key, "key", b"PRIVATE KEY-----")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(certificate, key, password=lambda: _refuse_password(key))
    except ssl.SSLError as error:
        if error.reason in _MISMATCHES:
            raise TlsUnusable(f"The key {key} does not belong to the certificate {certificate}.") from error
        words = (error.reason or str(error)).replace("_", " ").lower()
        raise TlsUnusable(f"{certificate} with {key} cannot be used for TLS ({words}).") from error
    return context


def _require(file: Path, what: str, mark: bytes) -> None:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise TlsUnusable(f"The TLS {what} {file} cannot be read ({error.strerror}).") from error
    if mark not in content:
        raise TlsUnusable(f"{file} holds no {what} in PEM form (a text with {mark.decode()}).")


def _refuse_password(key: Path) -> str:
    """OpenSSL would ask for it on the terminal, where nobody may sit."""
    raise TlsUnusable(f"The key {key} is locked by a password; give one without.")
