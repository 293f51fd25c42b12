"""Where Kafka, the schema registry and the claim store are."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, List, Mapping, Optional, Union

import yaml

from tokenloom.errors import ReaderError

# Beside the user, then where "tokenloom up" and "tokenloom demo --keep" leave it.
_USUAL = tuple(Path(folder) / "tokenloom.yaml" for folder in (".", ".tokenloom", ".tokenloom-demo"))

# What librdkafka calls by the name that the Java client has for it, with the same values.
_SAME_IN_BOTH = {
    "bootstrap.servers",
    "client.id",
    "fetch.max.bytes",
    "max.partition.fetch.bytes",
    "sasl.mechanism",
    "security.protocol",
}


@dataclass(frozen=True)
class Connections:
    """Addresses and settings of the clients."""

    kafka: Mapping[str, object]
    registry: Mapping[str, object]
    claims: Optional[Path] = None
    # Folders in which bundles of tokenizers are looked for.
    bundles: List[Path] = field(default_factory=list)

    @property
    def bootstrap(self) -> str:
        return str(self.kafka["bootstrap.servers"])


def connections(
    bootstrap: Optional[str],
    registry: Union[str, Mapping[str, object], None],
    claims: Union[str, Path, None],
    kafka: Mapping[str, object],
    config: Union[str, Path, None],
) -> Connections:
    """What was given; what was not, from the connections file of ``tokenloom up``."""
    file = None
    if config is not None or bootstrap is None:
        file = _file(config)
    found = _read(file) if file else Connections({}, {})
    own_kafka: Dict[str, object] = {**found.kafka, **kafka}
    if bootstrap is not None:
        own_kafka["bootstrap.servers"] = bootstrap
    if isinstance(registry, str):
        registry = {"url": registry}
    own_registry = registry if registry is not None else found.registry
    if not own_registry.get("url"):
        raise ReaderError(
            "no schema registry: token records are Avro. Give registry=\"http://HOST:PORT\", or name"
            " schemaRegistry in " + str(file or _USUAL[1]) + "."
        )
    return Connections(
        own_kafka, own_registry, _directory(claims) if claims is not None else found.claims, found.bundles
    )


def _file(config: Union[str, Path, None]) -> Path:
    if config is not None:
        if not Path(config).is_file():
            raise ReaderError(f"{config} is not there. Name the connections file that \"tokenloom up\" wrote.")
        return Path(config)
    for usual in _USUAL:
        if usual.is_file():
            return usual
    raise ReaderError(
        f"no address of Kafka: {', '.join(map(str, _USUAL))}: none of them is in {Path.cwd()}. Start the platform here with"
        " \"./tokenloom up\", name its connections file (config=...), or give bootstrap= and registry=."
    )


def _read(file: Path) -> Connections:
    try:
        root = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as e:
        raise ReaderError(f"{file} is not valid YAML: {e}. Mend it, or name another file with config=.") from e
    kafka = _flat(root.get("kafka") or {})
    other = sorted(set(kafka) - _SAME_IN_BOTH)
    if any(key.startswith(("sasl.", "ssl.")) for key in other):
        raise ReaderError(
            f"{file} has settings of Java's client that Python's has under other names: {', '.join(other)}."
            " Give bootstrap= and the settings of librdkafka with kafka={...}."
        )
    registry = {
        "url" if key == "schema.registry.url" else key: value
        for key, value in _flat(root.get("schemaRegistry") or {}).items()
        if key != "basic.auth.credentials.source"
    }
    store = (root.get("claims") or {}).get("store")
    bundles = [file.parent / "tokenizers"]
    routes = Path(root["routes"]) if root.get("routes") else file.parent / "routes.yaml"
    if routes.is_file():
        for route in (yaml.safe_load(routes.read_text(encoding="utf-8")) or {}).get("routes") or []:
            tokenizer = str(route.get("tokenizer", ""))
            if tokenizer and not tokenizer.startswith("builtin:"):
                bundles.append(routes.parent / tokenizer)
    return Connections(
        {key: value for key, value in kafka.items() if key in _SAME_IN_BOTH},
        registry,
        _directory(store) if store and not str(store).startswith("s3:") else None,
        bundles,
    )


def _flat(node: Mapping[str, object], prefix: str = "") -> Dict[str, object]:
    flat: Dict[str, object] = {}
    for key, value in node.items():
        if isinstance(value, dict):
            flat.update(_flat(value, f"{prefix}{key}."))
        else:
            flat[prefix + str(key)] = value
    return flat


def _directory(store: Union[str, Path]) -> Path:
    from urllib.parse import unquote, urlparse

    text = str(store)
    if text.startswith("file:"):
        return Path(unquote(urlparse(text).path))
    if "://" in text:
        raise ReaderError(f"the claim store {text} is no directory; mount it, and give its path with claims=.")
    return Path(text)
