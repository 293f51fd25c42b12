"""Writes the golden ids of this folder with the reference implementations; see README.md."""

import base64
import hashlib
import json
import random
import struct
import sys
from pathlib import Path

import tiktoken
import tokenizers
from tiktoken_ext import openai_public
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

HERE = Path(__file__).resolve().parent
# As Llama 3 has it.
SMALL_PATTERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
CONTROLS = [
    "<|endoftext|>", "<|endofprompt|>", "<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>", "<|im_start|>",
    "<|im_end|>", "<|begin_of_text|>", "<|end_of_text|>", "<|eot_id|>", "<|start_header_id|>", "<|pad|>", "<s>",
    "</s>", "<unk>", "<pad>", "<bos>", "<eos>", "[CLS]", "[SEP]", "[MASK]", "[PAD]", "[UNK]", "<think>", "</think>",
]
TEXTS = [
    "", " ", "a", "\n", "\x00", "\x00\x00a\x00", "Hello, world!", "Hello world", " leading and trailing  ",
    "don't you'll WE'RE I'd it'\u017f", "CamelCaseWord XMLHttpRequest aB Ab", "12345678901234567890 3.14159 1,000",
    "one\ntwo\r\nthree\rfour\n\n\n  five\t\tsix \n seven", "trailing space \n", "no final newline", "a\nb\nC\n",
    "  if (x == 1) {\n      return y / 2; // half\n  }\n", "https://example.org/a/b?c=d&e=%20#f", "!!!???...///\n\n",
    "Gr\u00fc\u00dfe aus K\u00f6ln, \u00e7a va? na\u00efve fianc\u00e9e", "e\u0301 o\u0308 \u0301\u0301\u0301 a\u0301b",
    "\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440", "\u4f60\u597d\uff0c\u4e16\u754c\u3002\u3000\u5168\u89d2",
    "\u3053\u3093\u306b\u3061\u306f \u4e16\u754c", "\uc548\ub155\ud558\uc138\uc694", "\u0645\u0631\u062d\u0628\u0627 \u0628\u0643",
    "\u0928\u092e\u0938\u094d\u0924\u0947 \u0926\u0941\u0928\u093f\u092f\u093e", "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35",
    "\U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 \U0001f1e9\U0001f1ea \U0001f44d\U0001f3fd",
    "\ufeffwith a byte order mark", "\ufffd replacement", "\u00a0\u2003\u2028\u2029\u0085 spaces \u1680\u3000",
    "\u200b\u200c\u200d zero width", "\u01c5\u01c8 titlecase \u02b0\u02b1 modifier \u2163 \u00bd \u0664\u0665",
    "\x01\x02\x1b[31mred\x1b[0m\x7f\x1c\x1d\x1e\x1f", "\U0010ffff\U000e0001\ue000",
    "2024-01-02 03:04:05,678 ERROR [main] io.example.Server: connection from 10.0.0.1:8080 refused (111)\n",
] + CONTROLS + ["x" + c + " y" + c + c for c in CONTROLS] + [" ".join(CONTROLS)]
HOSTILE = [
    ("a", 1 << 20), ("A", 1 << 17), (" ", 1 << 20), (" ", 5000), ("\n", 1 << 17), ("\n", 5000), ("7", 1 << 17),
    ("\u0301", 1000000), ("\u0301", 5000), ("\x00", 1 << 17), ("\U0001f600", 1 << 15), ("\u4e2d", 1 << 16), ("ab", 1 << 16),
    ("!", 1 << 17), ("'s", 1 << 15), ("<|endoftext|>", 1 << 12),
]


def hostile_item(unit, count, encode):
    try:
        ids = encode(unit * count)
    except BaseException as e:  # tiktoken's regular expressions run out of their own stack, as a Rust panic
        if type(e).__name__ != "PanicException":
            raise
        return {"unit": unit, "repeat": count}
    digest = hashlib.sha256(struct.pack(f">{len(ids)}i", *ids)).hexdigest()
    return {"unit": unit, "repeat": count, "ids": len(ids), "sha256": digest}


def write(name, engine, vocabulary_size, encode):
    items = [{"text": text, "ids": encode(text)} for text in TEXTS]
    hostile = [hostile_item(unit, count, encode) for unit, count in HOSTILE]
    content = {"reference": engine, "vocabularySize": vocabulary_size, "items": items, "hostile": hostile}
    lines = json.dumps(content).replace('{"text"', '\n{"text"').replace('{"unit"', '\n{"unit"')
    (HERE / f"{name}.json").write_text(lines + "\n")


def rank_files(folder):
    """Pattern and control tokens are tiktoken's own; only the download of the ranks is replaced."""
    for name in ["cl100k_base", "o200k_base"]:
        lines = (Path(folder) / f"{name}.tiktoken").read_bytes().splitlines()
        ranks = {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in lines if line)}
        openai_public.load_tiktoken_bpe = lambda *_, **__: ranks
        encoding = tiktoken.Encoding(**getattr(openai_public, name)())
        write(name, f"tiktoken {tiktoken.__version__}", encoding.n_vocab, encoding.encode_ordinary)


def made_up_corpus(seed):
    """Sentences without meaning out of syllables, in several scripts, with some code and log lines between them."""
    rng = random.Random(seed)
    consonants, vowels = "bcdfghklmnprstvwz", "aeiou"
    def latin():
        return "".join(rng.choice(consonants) + rng.choice(vowels) + rng.choice(["", "n", "r", "st"])
                       for _ in range(rng.randint(1, 4)))
    words = [latin() for _ in range(1500)] + ["the", "and", "of", "to", "in", "is", "that", "for", "it's", "don't", "we'll"]
    words += ["".join(chr(rng.randint(0x430, 0x44f)) for _ in range(rng.randint(2, 7))) for _ in range(200)]
    words += ["".join(chr(rng.randint(0x4e00, 0x4e60)) for _ in range(rng.randint(1, 3))) for _ in range(200)]
    words += ["".join(chr(rng.randint(0x3b1, 0x3c9)) for _ in range(rng.randint(2, 6))) for _ in range(100)]
    for _ in range(6000):
        kind = rng.random()
        if kind < 0.7:
            sentence = " ".join(rng.choice(words) for _ in range(rng.randint(3, 14)))
            yield sentence.capitalize() + rng.choice([".", ".", "!", "?", " \u2014 so.", "\u2026"]) + rng.choice(["\n", " ", "\n\n"])
        elif kind < 0.85:
            yield f"    if ({rng.choice(words)} == {rng.randint(0, 999)}) {{ return {rng.choice(words)}({rng.randint(0, 9)}); }}\n"
        else:
            yield f"2026-{rng.randint(1, 12):02}-{rng.randint(1, 28):02} INFO [{rng.choice(words)}] {rng.choice(words)}={rng.random():.3f}\r\n"


def small():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(SMALL_PATTERN), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
    ])
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=3000, special_tokens=["<|endoftext|>", "<|pad|>"], show_progress=False,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()))
    tokenizer.train_from_iterator(made_up_corpus(20260101), trainer)
    # Special and ordinary ones in turn: a reader that counts ids up after taking the special ones out gets these wrong.
    tokenizer.add_special_tokens(["<|im_start|>"])
    tokenizer.add_tokens([AddedToken("<think>", normalized=False)])
    tokenizer.add_special_tokens(["<|im_end|>", "<s>"])
    tokenizer.add_tokens([AddedToken("</think>", normalized=False)])
    (HERE / "small").mkdir(exist_ok=True)
    tokenizer.save(str(HERE / "small" / "tokenizer.json"), pretty=False)
    tokenizer.encode_special_tokens = True
    size = max(tokenizer.get_vocab(with_added_tokens=True).values()) + 1
    write("small/ids", f"tokenizers {tokenizers.__version__}", size,
          lambda text: tokenizer.encode(text, add_special_tokens=False).ids)


if __name__ == "__main__":
    rank_files(sys.argv[1])
    small()
    names = sorted(p for p in HERE.rglob("*.json"))
    sums = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(HERE).as_posix()}" for p in names]
    (HERE / "SHA256SUMS").write_text("\n".join(sums) + "\n")
