"""Ids of text tokenizers back to bytes."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence, Union

import yaml

from tokenloom.connections import Connections
from tokenloom.errors import ReaderError
from tokenloom.records import RecordReader
from tokenloom.topic import MissingTopicError, Topic, address
from tokenloom.vocabularies import Vocabularies

TOKENIZERS = "tokens.tokenizers.v1"

_SEPARATOR = "digits.separator="


class Table:
    """A vocabulary whose tokens stand for bytes, whatever is beside them."""

    def __init__(self, tokens: List[Optional[bytes]]):
        self._tokens = tokens

    def bytes(self, ids: Sequence[int]) -> bytes:
        try:
            if len(ids) and min(ids) < 0:
                raise IndexError
            return b"".join(map(self._tokens.__getitem__, ids))
        except (IndexError, TypeError):
            bad = next(each for each in ids if not self._has(each))
            raise ReaderError(f"id {bad} is not in the vocabulary; is it the tokenizer of the records?") from None

    def _has(self, token: int) -> bool:
        return 0 <= token < len(self._tokens) and self._tokens[token] is not None


class Whole:
    """A tokenizer that turns all ids of a text into one string: what an id stands for depends on its neighbours."""

    def __init__(self, decode):
        self._decode = decode

    def bytes(self, ids: Sequence[int]) -> bytes:
        text = self._decode(list(ids))
        return text if isinstance(text, bytes) else text.encode("utf-8")


class Bytes:
    """Bytes are their own ids, as in a hierarchy of bytes and words."""

    def bytes(self, ids: Sequence[int]) -> bytes:
        try:
            return bytes(ids)
        except ValueError as e:
            raise ReaderError("an id is no byte; is it the tokenizer of the records?") from e


def of_ranks(content: bytes, controls: Sequence[Mapping[str, Any]] = ()) -> Table:
    """tiktoken's ranks: a token in base 64 and its id on each line."""
    ids: Dict[int, bytes] = {}
    for line in content.split(b"\n"):
        if line.strip():
            token, rank = line.split()
            ids[int(rank)] = base64.b64decode(token)
    for control in controls:
        if control.get("id") is not None:
            ids[control["id"]] = control["content"].encode("utf-8")
    return _table(ids)


def of_object(tokenizer: Any):
    """
    A ``tokenizers.Tokenizer`` (or what wraps one), a ``tiktoken.Encoding``, or anything that has ``decode(ids)``.
    """
    tokenizer = getattr(tokenizer, "backend_tokenizer", tokenizer)
    if hasattr(tokenizer, "to_str") and hasattr(tokenizer, "id_to_token"):
        return _of_hugging_face(tokenizer)
    if hasattr(tokenizer, "decode_bytes"):
        return Whole(tokenizer.decode_bytes)
    if hasattr(tokenizer, "decode"):
        return Whole(tokenizer.decode)
    raise ReaderError(f"a {type(tokenizer).__name__} can't decode ids: it has neither decode_bytes nor decode.")


def _of_hugging_face(tokenizer: Any):
    spec = json.loads(tokenizer.to_str())
    if (spec.get("decoder") or {}).get("type") != "ByteLevel":
        return Whole(lambda ids: tokenizer.decode(ids, skip_special_tokens=False))
    # Exact even where a part ends in the midst of a character, for which the library's own decode gives U+FFFD.
    of_character = _byte_alphabet()
    added = {each["id"]: each["content"] for each in spec.get("added_tokens") or []}
    ids = {}
    for spelling, token in tokenizer.get_vocab(with_added_tokens=True).items():
        if token in added or any(each not in of_character for each in spelling):
            ids[token] = added.get(token, spelling).encode("utf-8")
        else:
            ids[token] = bytes(of_character[each] for each in spelling)
    return _table(ids)


def _byte_alphabet() -> Dict[str, int]:
    """The printable character that byte-level tokenizers have for each byte."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [each for each in range(256) if each not in set(printable)]
    return {**{chr(each): each for each in printable}, **{chr(256 + n): each for n, each in enumerate(others)}}


def _table(ids: Mapping[int, bytes]) -> Table:
    tokens: List[Optional[bytes]] = [None] * (max(ids, default=-1) + 1)
    for token, content in ids.items():
        tokens[token] = content
    return Table(tokens)


class Decoders:
    """The decoders of text records by their tokenizers' fingerprints, as ``tokens.tokenizers.v1`` describes them."""

    def __init__(
        self,
        connections: Connections,
        records: RecordReader,
        given: Mapping[str, Any],
        vocabularies: Vocabularies,
    ):
        self._connections = connections
        self._records = records
        self._given = dict(given)
        self._vocabularies = vocabularies
        self._versions: Dict[bytes, Dict[str, Any]] = {}
        self._decoders: Dict[bytes, Any] = {}

    def decode(self, record: Mapping[str, Any], where: str) -> bytes:
        """The bytes of a text record."""
        if record["stream"] is not None or len(record["planes"]) != 1:
            raise ReaderError(f"{where} is of a picture, and no text can be made of it.")
        version = self._version(record["tokenizer"], where)
        base = version.get("base") or version["fingerprint"]
        decoder = self._decoder(base, version, where)
        ids = record["planes"][0]["ids"].tolist()
        delta = (record["text"] or {}).get("vocabularyDelta") or b""
        if delta:
            decoded = self._vocabularies.get(record["tokenizer"], delta, base, decoder).bytes(ids, decoder)
        else:
            decoded = decoder.bytes(ids)
        options = version.get("options") or ""
        if options.startswith(_SEPARATOR):
            separators = (record["layout"] or {}).get("separators") or []
            return _without(decoded, separators, len(options[len(_SEPARATOR):].encode("utf-8")))
        return decoded

    def _version(self, fingerprint: bytes, where: str) -> Dict[str, Any]:
        if fingerprint not in self._versions:
            self._read_versions()
        if fingerprint not in self._versions:
            raise ReaderError(
                f"{where} was made by a tokenizer with the fingerprint {fingerprint.hex()}, which {TOKENIZERS} on"
                f" {self._connections.bootstrap} does not know: is it the cluster of the job that wrote the records?"
            )
        return self._versions[fingerprint]

    def _read_versions(self) -> None:
        try:
            topic = Topic(self._connections, TOKENIZERS)
        except MissingTopicError:
            return
        try:
            for message in topic.to_end():
                if message.value() is not None:
                    _, version = self._records.read(message.value(), address(message))
                    self._versions[version["fingerprint"]] = version
        finally:
            topic.close()

    def _decoder(self, fingerprint: bytes, version: Mapping[str, Any], where: str):
        if fingerprint not in self._decoders:
            self._decoders[fingerprint] = self._open(version, where)
        return self._decoders[fingerprint]

    def _open(self, version: Mapping[str, Any], where: str):
        name = version["name"]
        manifest = yaml.safe_load(version["manifest"])
        given = self._given.get(name)
        if given is not None and not isinstance(given, (str, Path)):
            return of_object(given)
        if manifest["engine"]["format"] == "byte-word-hierarchy":
            return Bytes()
        file = self._file(name, manifest, given)
        if file is None:
            raise ReaderError(
                f"{where} was made by tokenizer {name}, version {version['version']} ({version['fingerprint'].hex()}), which"
                f" is not at hand: it is neither in tokenizers={{...}} nor beside the connections file. Give"
                f" tokenizers={{\"{name}\": ...}} its tokenizer.json, its ranks, the folder of its bundle or a tokenizer"
                f" object; \"./tokenloom bundle export builtin:NAME DIR\" writes a built-in one."
            )
        return _of_file(file, manifest)

    def _file(self, name: str, manifest: Mapping[str, Any], given: Union[str, Path, None]) -> Optional[Path]:
        """The tokenizer's file, compared with the digest that the records' tokenizer has."""
        listed = {each["path"]: each["sha256"] for each in manifest["files"]}
        path = manifest["engine"]["file"]
        if given is not None:
            file = Path(given) / path if Path(given).is_dir() else Path(given)
            if not file.is_file():
                raise ReaderError(f"the tokenizer {name} was given as {given}, where there is no {file}. Name its file.")
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            if digest != listed[path]:
                raise ReaderError(
                    f"{file} is another tokenizer than {name} of the records: it has the SHA-256 {digest}, theirs has"
                    f" {listed[path]}. Give the file that the bundle was made with."
                )
            return file
        for folder in self._connections.bundles:
            for file in (folder / path, folder / name / path):
                if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == listed[path]:
                    return file
        return None


def _of_file(file: Path, manifest: Mapping[str, Any]):
    kind = manifest["engine"]["format"]
    if kind == "tiktoken":
        return of_ranks(file.read_bytes(), manifest.get("controlTokens") or ())
    if kind == "huggingface-tokenizer-json":
        try:
            from tokenizers import Tokenizer
        except ImportError as e:
            raise ReaderError(
                f"{file} needs the package tokenizers to be decoded: pip install \"tokenloom[tokenizers]\"."
            ) from e
        return of_object(Tokenizer.from_file(str(file)))
    raise ReaderError(
        f"tokenizers of the format {kind} are not read here. Give tokenizers={{\"{manifest['name']}\": ...}} an object that"
        " has decode(ids), such as a SentencePieceProcessor."
    )


def _without(decoded: bytes, separators: Sequence[int], width: int) -> bytes:
    """The text of decoded bytes in which separators of so many bytes were put at these places."""
    pieces, at = [], 0
    for separator in separators:
        pieces.append(decoded[at:separator])
        at = separator + width
    pieces.append(decoded[at:])
    return b"".join(pieces)
