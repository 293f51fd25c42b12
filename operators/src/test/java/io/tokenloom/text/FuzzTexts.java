package io.tokenloom.text;

import java.util.List;
import java.util.Random;

/**
 * Texts of many kinds for comparisons with reference tokenizers: scripts of the world, all kinds of white space, control
 * characters, runs, code points of every sort, spelled control tokens, real text and mutations of it. One seed gives one
 * sequence. Not thread-safe.
 */
final class FuzzTexts {
    /** A few words each; those with combining marks, joiners and conjuncts first. */
    private static final List<String> WORDS = List.of(
            "नमस्ते दुनिया क्षत्रिय श्री हिन्दी में ज़रूरी",
            "বাংলা ভাষা আমার সোনার ক্ষুদ্র র‍্যাব",
            "தமிழ் மொழி கொஞ்சம் ஸ்ரீ",
            "తెలుగు భాష క్షేత్రం",
            "മലയാളം ഭാഷ ക്ഷേത്രം ന്‍",
            "ಕನ್ನಡ ಕ್ಷಮಿಸಿ",
            "ગુજરાતી ક્ષમા",
            "ਪੰਜਾਬੀ ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ",
            "සිංහල ක්‍රීඩා ශ්‍රී",
            "สวัสดีชาวโลก ภาษาไทย น้ำ ๑๒๓",
            "ພາສາລາວ ນ້ຳ",
            "ភាសាខ្មែរ ស្ត្រី",
            "မြန်မာဘာသာ ကျွန်တော်",
            "བོད་སྐད་ བཀྲ་ཤིས་",
            "السَّلَامُ عَلَيْكُمْ العربية ٠١٢٣ لا ﷲ",
            "فارسی می‌خواهم ۱۲۳",
            "اردو ہے ٹھیک",
            "שָׁלוֹם עוֹלָם עברית ״ציטוט״",
            "ܫܠܡܐ ܥܠܡܐ",
            "Tiếng Việt không dấu Tiê\u0301ng Vi\u00ea\u0323t",
            "cafe\u0301 café na\u0308ive A\u030angstro\u0308m \u212b \u2126",
            "안녕하세요 세계 한국어 \u1112\u1161\u11ab\u1100\u116e\u11a8 \u1100\u1161",
            "日本語のテキスト が か\u3099 カタカナ ﾊﾝｶｸ ー々〆",
            "中文文本测试 繁體 標點，。！？「」㐀\ud840\udc00",
            "Привет мир Ёлка и\u0306 й",
            "Γειά σου Κόσμε ά α\u0301 ΟΔΟΣ",
            "Հայերեն բարեւ և",
            "ქართული ᲥᲐᲠᲗᲣᲚᲘ",
            "አማርኛ ሰላም ፩፪",
            "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ",
            "ᏣᎳᎩ ꮳꮃꭹ",
            "ߒߞߏ ߁߂",
            "𞤀𞤁𞤢𞤣 𞥐𞥑",
            "𝐇𝐞𝐥𝐥𝐨 𝟙𝟚𝟛 𐐀𐐨 𐒰",
            "Straße ſ İstanbul ı ǅ ǆ ﬁ ﬀ K",
            "don't I'LL we'Ve it's x'ſ y'S z'd o’clock 'tis",
            "The quick brown fox jumps over the lazy dog",
            "Ελληνικά русский türkçe polski żółć čeština magyarul",
            "½ ² ³ Ⅷ ㉈ ① ௧ ༳ ⅓ 12345 1,234.56 0x1F 1e-9",
            "camelCase PascalCase snake_case SCREAMING kebab-case HTTPServer iOS",
            "👍🏽 👨‍👩‍👧‍👦 🏳️‍🌈 🇩🇪🇫🇷 ❤️ ☺︎ #️⃣ 🧑🏿‍🚀 🫶🏻 🪿 🫨");

    private static final int[] WHITE = {
        ' ', ' ', ' ', '\t', '\n', '\n', '\r', 0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x1F, 0x85, 0xA0, 0x1680, 0x180E, 0x2000,
        0x2003, 0x2009, 0x200A, 0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF
    };

    private static final List<String> ODD = List.of(
            "<|endoftext|>",
            "<|endofprompt|>",
            "<|im_start|>",
            "<|im_end|>",
            "<|begin_of_text|>",
            "<|eot_id|>",
            "<s>",
            "</s>",
            "<pad>",
            "<unk>",
            "[CLS]",
            "[SEP]",
            "[MASK]",
            "<mask>",
            "<think>",
            "</think>",
            "<tool_call>",
            "<｜begin▁of▁sentence｜>",
            "<｜User｜>",
            "<bos>",
            "<eos>",
            "<start_of_turn>",
            "<unused7>",
            "<|",
            "|>",
            "<0x0A>",
            "<0xFF>",
            "▁",
            "▁▁",
            "##ing",
            "Ġ",
            "Ċ",
            "\u2581a",
            "\n\n\n",
            "\r\n",
            " \n ",
            "  \n\t",
            "//",
            "/\n",
            "...",
            "://",
            "{\"a\": [1, 2]}",
            "</div>",
            "&amp;",
            "\\u0041",
            "%20",
            "\u200d",
            "\u200c",
            "\ufe0f",
            "\u0301",
            "\u0300\u0345",
            "\u3099",
            "\u11a8",
            "\u0f71\u0f72\u0f74",
            "\u0344",
            "\u0958",
            "\ufb1d",
            "\uf900",
            "\u2f9f",
            "\ufdfa",
            "\ufb2c",
            "\uff21\uff41\uff11",
            "\ufffd",
            "\u0000",
            "\u007f",
            "\u00ad",
            "\u2011",
            "\u2024",
            "``",
            "''",
            "--",
            "[[",
            "‘’“”");

    private final Random random;
    private final List<String> corpora;

    /** @param corpora real texts, of which stretches are taken; may be empty */
    FuzzTexts(Random random, List<String> corpora) {
        this.random = random;
        this.corpora = List.copyOf(corpora);
    }

    String next() {
        StringBuilder text = new StringBuilder();
        int parts = random.nextInt(4) == 0 ? 1 + random.nextInt(6) : 1;
        for (int i = 0; i < parts; i++) {
            addPart(text);
        }
        if (random.nextInt(3) == 0) {
            mutate(text);
        }
        return Utf8Text.replaceLoneSurrogates(text);
    }

    private void addPart(StringBuilder text) {
        switch (random.nextInt(13)) {
            case 0, 1, 2 -> words(text);
            case 3 -> block(text);
            case 4 -> codePoints(text);
            case 5 -> white(text);
            case 6 -> controls(text);
            case 7 -> run(text);
            case 8 -> odd(text);
            case 9 -> text.append(new RandomText(random).next(30));
            case 10 -> ascii(text);
            default -> real(text);
        }
    }

    private void words(StringBuilder text) {
        String[] words = pick(WORDS).split(" ");
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            String word = words[random.nextInt(words.length)];
            text.append(random.nextInt(8) == 0 ? word.substring(random.nextInt(word.length())) : word);
            text.append(random.nextInt(6) == 0 ? pick(ODD) : " ");
        }
    }

    /** Code points of one block of 128, near each other as those of a script are. */
    private void block(StringBuilder text) {
        int start = (random.nextInt(4) == 0 ? random.nextInt(0x110000) : random.nextInt(0x3400)) & ~0x7f;
        int count = 1 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            text.appendCodePoint(random.nextInt(6) == 0 ? ' ' : start + random.nextInt(128));
        }
    }

    private void codePoints(StringBuilder text) {
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            text.appendCodePoint(
                    switch (random.nextInt(8)) {
                        case 0 -> random.nextInt(0x110000);
                        case 1 -> 0x10000 + random.nextInt(0x10000);
                        case 2 -> 0xE000 + random.nextInt(0x1900);
                        case 3 -> (random.nextInt(17) << 16) + 0xFFFE + random.nextInt(2);
                        case 4 -> 0xE0000 + random.nextInt(0x200);
                        case 5 -> 0x1F000 + random.nextInt(0xC00);
                        case 6 -> 0x2000 + random.nextInt(0x1000);
                        default -> random.nextInt(0x10000);
                    });
        }
    }

    private void white(StringBuilder text) {
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            text.appendCodePoint(WHITE[random.nextInt(random.nextBoolean() ? 7 : WHITE.length)]);
        }
        text.append(random.nextBoolean() ? "a" : "");
    }

    private void controls(StringBuilder text) {
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            text.append((char) (random.nextInt(4) == 0 ? 0x7f + random.nextInt(0x42) : random.nextInt(0x40)));
        }
    }

    private void run(StringBuilder text) {
        String unit = random.nextInt(3) == 0 ? pick(ODD) : new String(Character.toChars(WHITE[random.nextInt(9)]));
        if (random.nextBoolean()) {
            String word = pick(WORDS);
            int at = word.offsetByCodePoints(0, random.nextInt(word.codePointCount(0, word.length())));
            unit = new String(Character.toChars(word.codePointAt(at)));
        }
        int count = 1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 20);
        text.append(unit.repeat(count));
    }

    private void odd(StringBuilder text) {
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            text.append(random.nextInt(3) == 0 ? " " : "").append(pick(ODD)).append(random.nextInt(3) == 0 ? " x" : "");
        }
    }

    private void ascii(StringBuilder text) {
        int count = 1 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            text.append((char) (random.nextInt(3) == 0 ? 'a' + random.nextInt(26) : 0x20 + random.nextInt(0x5f)));
        }
    }

    private void real(StringBuilder text) {
        if (corpora.isEmpty()) {
            words(text);
            return;
        }
        String corpus = pick(corpora);
        int length = Math.min(corpus.length(), 1 + random.nextInt(random.nextInt(20) == 0 ? 2000 : 200));
        int start = random.nextInt(corpus.length() - length + 1);
        text.append(corpus, start, start + length);
    }

    private void mutate(StringBuilder text) {
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times && text.length() > 0; i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(6)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, pick(ODD));
                case 2 -> text.insert(at, Character.toChars(WHITE[random.nextInt(WHITE.length)]));
                case 3 -> text.setCharAt(at, Character.toUpperCase(text.charAt(at)));
                case 4 -> text.insert(at, text.charAt(random.nextInt(text.length())));
                default -> text.insert(at, Character.toChars(random.nextInt(0x3400)));
            }
        }
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
