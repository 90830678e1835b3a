"""Certificates for tests, each with a key of its own, good for a day."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple


class Pair(NamedTuple):
    """A self-signed certificate for `localhost` and its key, in PEM files."""

    certificate: Path
    key: Path


def self_signed(folder: Path, name: str = "home") -> Pair:
    """Made by the openssl command, as people make their own (docs/operations/https.md)."""
    openssl = shutil.which("openssl")
    assert openssl, "the tests of https need the openssl command"
    pair = Pair(folder / f"{name}.pem", folder / f"{name}.key")
    words = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    words += ["-days", "1", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    words += ["-keyout", str(pair.key), "-out", str(pair.certificate)]
    subprocess.run([openssl, *words], check=True, capture_output=True)
    return pair


def locked(pair: Pair, folder: Path) -> Path:
    """The key of a pair again, behind a password."""
    key = folder / "locked.key"
    words = ["ec", "-in", str(pair.key), "-aes256", "-passout", "pass:grey stones", "-out", str(key)]
    subprocess.run(["openssl", *words], check=True, capture_output=True)
    return key
