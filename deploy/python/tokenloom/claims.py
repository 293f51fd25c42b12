"""Contents that are too large for a record."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Dict, Mapping, Optional
from urllib.parse import unquote, urlparse

from tokenloom.errors import ReaderError
from tokenloom.numbers import bytes_per_token


def whole(record: Mapping[str, Any], store: Optional[Path], where: str) -> Dict[str, Any]:
    """The record with its numbers in it: as it is, or fetched from a directory and compared with their digest."""
    uri = record["claimUri"]
    if uri is None:
        return dict(record)
    if store is None:
        raise ReaderError(
            f"the numbers of {where} lie at {uri}, and no claim store is known. Give its directory with claims=..., or name"
            " it in the connections file: claims.store."
        )
    file = _within(store, uri, where)
    try:
        content = file.read_bytes()
    except OSError as e:
        raise ReaderError(
            f"the numbers of {where} can't be read from {file} ({e.strerror}). Check that {store} is the claim store of the"
            " job and mounted here."
        ) from e
    expected = bytes_per_token(record) * record["shape"][0]
    if len(content) != expected or hashlib.sha256(content).digest() != record["claimSha256"]:
        raise ReaderError(
            f"{file} is not what {where} was sent with: {len(content)} bytes of another digest. It was changed or damaged:"
            " tokenize the item again."
        )
    return {**record, "values": content, "claimUri": None, "claimSha256": None}


def _within(store: Path, uri: str, where: str) -> Path:
    """The file; nothing outside the store is opened, whatever the record says."""
    claimed = urlparse(uri)
    root = store.resolve()
    file = (root / unquote(claimed.path)).resolve()
    if claimed.scheme not in ("", "file") or claimed.netloc or root not in file.parents:
        raise ReaderError(f"the numbers of {where} lie at {uri}, outside the claim store {store}.")
    return file
