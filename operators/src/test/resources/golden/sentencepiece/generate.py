"""Trains the small SentencePiece models of the tests, and writes what the sentencepiece library makes of texts.

    pip install sentencepiece==0.2.3
    python generate.py                               models and their golden files, into this folder
    python generate.py --texts N --into DIR MODEL..  golden files with N random texts for any models, and copies of them

The text that the models learn from is put together below from a few words.
"""

import argparse
import contextlib
import io
import json
import pathlib
import random
import shutil
import tempfile

import sentencepiece

HERE = pathlib.Path(__file__).parent

WORDS = """
the a of and to in token tokens stream streams text word words model read reads write writes river rivers run runs
running runner mill mills miller loom looms weave weaves woven thread threads shuttle cloth small large larger largest
open opened opening unopened count counts counted counting account part parts partly apart letter letters number
numbers 1 2 3 10 24 365 1024 2026 first second third again against always never between behind before after
der die das und ein eine Faden Fäden weben gewebt Weber Weberei über für größer Straße Wörter
le la les un une et mot mots tissé tisser été élève forêt naïf garçon cœur
el los una y palabra palabras año niño corazón más también
слово слова ткать нить нити и река большой маленький
λέξη νήμα και μικρός
字 文字 织布 线 水 河流 単語 言葉 糸 ことば カタカナ
한국어 단어 실
नमस्ते शब्द धागा
""".split()

RULES = [
    ("\uff21", "A"), ("\uff22", "B"), ("\uff41", "a"), ("\ufb01", "fi"), ("\u2122", "TM"), ("\u00bd", "1/2"),
    ("e\u0301", "\u00e9"), ("a\u0308", "\u00e4"), ("e\u0301\u0323", "\u1eb9\u0301"), ("\u3000", " "), ("\t", " "),
    ("\n", " "), ("\u00a0", " "), ("\u2003", "  "), ("\u200b", ""), ("\u00ad", ""), ("...", "\u2026"), ("''", '"'),
    ("\u0928\u093f", "\u0928"), ("\ufdfa", "\u0635\u0644\u0649 \u0627\u0644\u0644\u0647 "),
]

FRAGMENTS = [
    " ", " ", " ", "  ", "   ", "\n", "\t", "\r\n", "\u3000", "\u00a0", "\u2003", "\u2581", "\u2581\u2581", "\u200b", "\u00ad",
    "<s>", "</s>", "<unk>", "<pad>", "<0x41>", "<0xE4>", "<sep>", "<ctl>", "==", "===", "=", "ab", "abab", "...", "..", ".", ",",
    "!", "'", "''", "\"", "0", "7", "42", "1000000", "\uff21\uff22", "\uff41", "\ufb01", "\u2122", "\u00bd", "e\u0301",
    "e\u0301\u0323", "a\u0308", "o\u0308", "\u0301", "\u0928\u093f", "\u0928", "\u093f", "\ufdfa", "\u4e2d", "\u56fd\u4eba", "\u3042",
    "\u30ab\u3099", "\uac00", "\u1100\u1161", "\u0e01\u0e33", "\u0639\u0631", "\u05d0", "\U0001f600", "\U0001f469\u200d\U0001f680",
    "\U0001f1eb\U0001f1f7", "\U00020000", "\ufffd", "\u0001", "\u0000", "\u007f", "\ufeff", "aaaa", "eeee", "xyz", "Q", "ZZ", "\u01c5",
]


def corpus(rng):
    for _ in range(1500):
        words = [rng.choice(WORDS) for _ in range(rng.randint(3, 12))]
        if rng.random() < 0.3:
            words[0] = words[0].capitalize()
        yield " ".join(words) + rng.choice([".", "!", "?", "", ";"])


def random_text(rng):
    parts = []
    kinds = rng.random()
    for _ in range(rng.randint(0, 12)):
        choice = rng.random()
        if choice < kinds:
            parts.append(rng.choice(WORDS))
            if rng.random() < 0.7:
                parts.append(" ")
        elif choice < 0.97:
            parts.append(rng.choice(FRAGMENTS) * rng.choice([1, 1, 1, 2, 5]))
        else:
            parts.append(chr(rng.choice([rng.randrange(0x20, 0x250), rng.randrange(0x250, 0xD800),
                                         rng.randrange(0xE000, 0x10000), rng.randrange(0x10000, 0x30000)])))
    return "".join(parts)


def train(name, rules=None, **options):
    model = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        if rules:
            # The model keeps the name of the file, so it is a short one.
            options["normalization_rule_tsv"] = "rules.tsv"
            with open("rules.tsv", "w", encoding="utf-8") as tsv:
                for source, target in rules:
                    tsv.write(" ".join(f"{ord(c):X}" for c in source) + "\t"
                              + " ".join(f"{ord(c):X}" for c in target) + "\n")
        else:
            options["normalization_rule_name"] = "identity"
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=corpus(random.Random(1)), model_writer=model, num_threads=1, minloglevel=2,
            hard_vocab_limit=False, max_sentence_length=10000, **options)
    (HERE / f"{name}.model").write_bytes(model.getvalue())


def train_all():
    train("unigram", RULES, model_type="unigram", vocab_size=600, character_coverage=0.995)
    train("unigram-bytes", RULES, model_type="unigram", vocab_size=700, byte_fallback=True, add_dummy_prefix=False,
          user_defined_symbols=["<sep>", "==", "ab", "\u2581\u2581"], control_symbols=["<ctl>"], pad_id=3)
    train("bpe", RULES, model_type="bpe", vocab_size=600, character_coverage=0.995, user_defined_symbols=["<sep>", "==", "a b"],
          unk_surface="[?]")
    train("bpe-bytes", None, model_type="bpe", vocab_size=900, byte_fallback=True, remove_extra_whitespaces=False,
          split_digits=True, allow_whitespace_only_pieces=True, character_coverage=0.99)
    train("char", RULES, model_type="char", vocab_size=120, character_coverage=0.98, user_defined_symbols=["<sep>", "=="])
    train("word", None, model_type="word", vocab_size=150)
    train("spaces", None, model_type="unigram", vocab_size=500, remove_extra_whitespaces=False, split_by_whitespace=False)
    for source in "unigram", "bpe":
        (HERE / f"{source}-unused.model").write_bytes(with_unused_pieces(HERE / f"{source}.model"))
    normalizer = dict(fields(dict(fields((HERE / "unigram.model").read_bytes()))[3]))
    (HERE / "rules.charsmap").write_bytes(normalizer[2])


def varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 0x80:
            return value, at


def with_unused_pieces(model):
    """Marks normal pieces as unused, as SentencePiece does when its vocabulary is restricted: field 3 of a piece is 5."""
    processor = sentencepiece.SentencePieceProcessor(model_file=str(model))
    data = model.read_bytes()
    out = bytearray()
    at = piece = 0
    while at < len(data):
        tag, at = varint(data, at)
        length, end = varint(data, at)
        body = data[end:end + length]
        at = end + length
        if tag == 1 << 3 | 2:
            normal = not (processor.is_control(piece) or processor.is_unknown(piece) or b"\x18\x04" in body)
            if normal and piece % 3 == 0 and len(processor.id_to_piece(piece)) > 1:
                body += b"\x18\x05"
            piece += 1
        out += bytes([tag]) + encoded(len(body)) + body
    return bytes(out)


def encoded(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def fields(data):
    at = 0
    while at < len(data):
        tag, at = varint(data, at)
        if tag & 7 == 5:
            yield tag >> 3, data[at:at + 4]
            at += 4
            continue
        value, at = varint(data, at)
        if tag & 7 == 2:
            value, at = data[at:at + value], at + value
        yield tag >> 3, value


def pieces_of(serialized):
    """Fields by number of each piece of a SentencePieceText: 2 is the id, 4 and 5 are where it lies, in bytes."""
    return [{2: 0, 4: 0, 5: 0, **dict(fields(value))} for number, value in fields(serialized) if number == 2]


def golden(model, texts, seed):
    processor = sentencepiece.SentencePieceProcessor(model_file=str(model))
    rng = random.Random(seed)
    size = processor.get_piece_size()
    items = []
    for _ in range(texts):
        text = random_text(rng)
        pieces = pieces_of(processor.encode(text, return_type="serialized_proto"))
        ids = [p[2] for p in pieces]
        mixed = [rng.randrange(size) if rng.random() < 0.7 else rng.randrange(min(300, size)) for _ in range(rng.randint(0, 10))]
        items.append({"text": text, "ids": ids, "begins": [p[4] for p in pieces], "ends": [p[5] for p in pieces],
                      "decoded": processor.decode(ids) if ids else "", "mixedIds": mixed,
                      "mixedDecoded": processor.decode(mixed) if mixed else ""})
    return {"vocabularySize": size, "items": items}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=int, default=40)
    parser.add_argument("--into", type=pathlib.Path, default=HERE)
    parser.add_argument("models", nargs="*", type=pathlib.Path)
    arguments = parser.parse_args()
    if not arguments.models:
        train_all()
    arguments.into.mkdir(parents=True, exist_ok=True)
    for model in sorted(arguments.models or HERE.glob("*.model")):
        if model.parent.resolve() != arguments.into.resolve():
            shutil.copy(model, arguments.into / model.name)
        content = golden(model, arguments.texts, model.stem)
        with open(arguments.into / f"{model.stem}.json", "w", encoding="utf-8") as out:
            out.write('{"vocabularySize":%d,"items":[\n' % content["vocabularySize"])
            out.write(",\n".join(json.dumps(i, separators=(",", ":")) for i in content["items"]))
            out.write("\n]}\n")


if __name__ == "__main__":
    main()
