"""The instance's secret: made at first start, kept in one 0600 file, never a default."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from habitus.kernel.files import private_folder

KEY_BYTES = 32


class KeyFileUnusable(Exception):
    """The key file cannot be trusted or read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """One root secret with its id; purposes never share a key."""

    kid: str
    _root: bytes

    def key(self, purpose: str) -> bytes:
        """A 32-byte key for one purpose: HMAC-SHA-256 of the root, as in HKDF-Expand (RFC 5869)."""
        return hmac.digest(self._root, b"habitus/" + purpose.encode() + b"\x01", hashlib.sha256)


def load_or_create(path: Path) -> Keyring:
    """Read the key file, or make it (0600, in a 0700 folder) when there is none.

    Raises KeyFileUnusable when others can read it or when it is damaged: a wrong key would
    sign everybody out and make what is encrypted unreadable, so nothing is guessed.
    """
    if not path.exists():
        _create(path)
    if path.stat().st_mode & 0o077:
        raise KeyFileUnusable(f"{path} can be read by others. Run: chmod 600 {path}")
    try:
        content = json.loads(path.read_text())
        root = bytes.fromhex(content["secret"])
        kid = str(content["kid"])
    except (ValueError, KeyError, TypeError) as error:
        raise KeyFileUnusable(f"{path} is damaged. Bring it back from where you keep its copy.") from error
    if len(root) < KEY_BYTES:
        raise KeyFileUnusable(f"{path} holds a key that is too short. Bring it back from its copy.")
    return Keyring(kid, root)


def _create(path: Path) -> None:
    private_folder(path.parent)
    content = json.dumps({"kid": secrets.token_hex(4), "secret": secrets.token_bytes(KEY_BYTES).hex()})
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(content + "\n")
        file.flush()
        os.fsync(file.fileno())
    # A link, not a rename: of two processes that start at once, the second keeps the first's key.
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
