package io.tokenloom.media;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What a content is, told from its first bytes alone: names and declared types of files are often wrong. Formats that
 * are not read are told apart too, so that their refusal can name them.
 */
public enum MediaType {
    /** JPEG: baseline and progressive, 8 bit. */
    JPEG("JPEG", Use.IMAGE, "image/jpeg"),
    /** PNG; of an animated one (APNG) the default image is read. */
    PNG("PNG", Use.IMAGE, "image/png"),
    /** WebP, lossy and lossless; of an animated one the first frame is read. */
    WEBP("WebP", Use.IMAGE, "image/webp"),
    /** GIF; of an animated one the first frame is read. */
    GIF("GIF", Use.IMAGE, "image/gif"),

    /** MP4, QuickTime and their kin. */
    MP4("MP4", Use.VIDEO, "video/mp4"),
    /** AVI. */
    AVI("AVI", Use.VIDEO, "video/x-msvideo"),
    /** WebM and Matroska. */
    MATROSKA("Matroska", Use.VIDEO, "video/x-matroska"),

    /** HEIF with HEVC. */
    HEIC("HEIC", Use.REFUSED, "image/heic"),
    /** HEIF with AV1. */
    AVIF("AVIF", Use.REFUSED, "image/avif"),
    /** TIFF and the raw formats of cameras that are made of it. */
    TIFF("TIFF", Use.REFUSED, "image/tiff"),
    /** Windows bitmap. */
    BMP("BMP", Use.REFUSED, "image/bmp"),
    /** JPEG XL. */
    JPEG_XL("JPEG XL", Use.REFUSED, "image/jxl"),
    /** JPEG 2000. */
    JPEG_2000("JPEG 2000", Use.REFUSED, "image/jp2"),
    /** Photoshop. */
    PSD("PSD", Use.REFUSED, "image/vnd.adobe.photoshop"),
    /** Windows icon. */
    ICO("ICO", Use.REFUSED, "image/x-icon"),
    /** Scalable vector graphics. */
    SVG("SVG", Use.REFUSED, "image/svg+xml"),
    /** Portable document format. */
    PDF("PDF", Use.REFUSED, "application/pdf"),
    /** Ogg. */
    OGG("Ogg", Use.REFUSED, "video/ogg"),
    /** Flash video. */
    FLV("FLV", Use.REFUSED, "video/x-flv"),
    /** Windows media. */
    ASF("ASF (WMV)", Use.REFUSED, "video/x-ms-asf"),
    /** MPEG-1 and MPEG-2 program streams. */
    MPEG_PS("MPEG program stream", Use.REFUSED, "video/mpeg"),
    /** MPEG transport stream. */
    MPEG_TS("MPEG transport stream", Use.REFUSED, "video/mp2t"),

    /** None of these. */
    UNKNOWN("unknown", Use.REFUSED, "application/octet-stream");

    /** What can be done with a content. */
    public enum Use {
        /** {@link ImageDecoder} reads it. */
        IMAGE,
        /** The video decoder reads it. */
        VIDEO,
        /** Nothing here reads it. */
        REFUSED
    }

    private static final int ISO_BRANDS_BYTES = 256;
    private static final int TEXT_BYTES = 512;
    private static final List<String> HEIC_BRANDS =
            List.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1");

    private final String title;
    private final Use use;
    private final String mimeType;

    MediaType(String title, Use use, String mimeType) {
        this.title = title;
        this.use = use;
        this.mimeType = mimeType;
    }

    /** The usual name, for messages. */
    public String title() {
        return title;
    }

    /** What can be done with it. */
    public Use use() {
        return use;
    }

    /** Its media type as of RFC 6838. */
    public String mimeType() {
        return mimeType;
    }

    /** The names of what can be used so, for messages. */
    public static String titles(Use use) {
        StringBuilder names = new StringBuilder();
        for (MediaType type : values()) {
            if (type.use == use) {
                names.append(names.isEmpty() ? "" : ", ").append(type.title);
            }
        }
        return names.toString();
    }

    /**
     * What the content is by its first bytes. Says nothing of whether the rest is in order.
     *
     * @param content the content, or at least its first 512 bytes
     */
    public static MediaType of(byte[] content) {
        Start start = new Start(content);
        if (start.has(0, 0xff, 0xd8, 0xff)) {
            return JPEG;
        }
        if (start.has(0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return PNG;
        }
        if (start.has(0, "RIFF")) {
            return start.has(8, "WEBP") ? WEBP : start.has(8, "AVI ") ? AVI : UNKNOWN;
        }
        if (start.has(0, "GIF87a") || start.has(0, "GIF89a")) {
            return GIF;
        }
        if (start.has(0, 0x1a, 0x45, 0xdf, 0xa3)) {
            return MATROSKA;
        }
        MediaType boxes = ofBoxes(start);
        return boxes == UNKNOWN ? refusedOrUnknown(start) : boxes;
    }

    /** Files made of boxes: four bytes of size, four of name. */
    private static MediaType ofBoxes(Start start) {
        if (start.has(0, 0, 0, 0, 12, 'J', 'X', 'L', ' ')) {
            return JPEG_XL;
        }
        if (start.has(0, 0, 0, 0, 12, 'j', 'P', ' ', ' ')) {
            return JPEG_2000;
        }
        if (start.has(4, "ftyp")) {
            String brands =
                    start.text(8, Math.min(start.unsignedByte(3) | start.unsignedByte(2) << 8, ISO_BRANDS_BYTES));
            if (brands.startsWith("avif") || brands.startsWith("avis")) {
                return AVIF;
            }
            boolean heif = HEIC_BRANDS.stream().anyMatch(brands::startsWith);
            return heif ? brands.contains("avif") ? AVIF : HEIC : MP4;
        }
        // QuickTime from before brands, and what players take although it starts in the middle.
        for (String box : List.of("moov", "mdat", "wide", "free", "skip", "pnot", "moof", "styp", "sidx")) {
            if (start.has(4, box)) {
                return MP4;
            }
        }
        return UNKNOWN;
    }

    private static MediaType refusedOrUnknown(Start start) {
        if (start.has(0, 'I', 'I', 42, 0) || start.has(0, 'M', 'M', 0, 42) || start.has(0, 'I', 'I', 43, 0)) {
            return TIFF;
        }
        if (start.has(0, "BM") && start.has(6, 0, 0, 0, 0)) {
            return BMP;
        }
        if (start.has(0, 0xff, 0x0a)) {
            return JPEG_XL;
        }
        if (start.has(0, 0xff, 0x4f, 0xff, 0x51)) {
            return JPEG_2000;
        }
        if (start.has(0, "8BPS")) {
            return PSD;
        }
        if (start.has(0, 0, 0, 1, 0) && start.unsignedByte(5) == 0) {
            return ICO;
        }
        if (start.has(0, "%PDF-")) {
            return PDF;
        }
        if (start.has(0, "OggS")) {
            return OGG;
        }
        if (start.has(0, "FLV")) {
            return FLV;
        }
        if (start.has(0, 0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11)) {
            return ASF;
        }
        if (start.has(0, 0, 0, 1, 0xba) || start.has(0, 0, 0, 1, 0xb3)) {
            return MPEG_PS;
        }
        if (start.has(0, 0x47) && start.has(188, 0x47) && start.has(376, 0x47)) {
            return MPEG_TS;
        }
        String text = start.text(0, TEXT_BYTES).toLowerCase(Locale.ROOT);
        return text.contains("<svg") ? SVG : UNKNOWN;
    }

    /** The first bytes; what lies behind the end matches nothing. */
    private record Start(byte[] content) {
        boolean has(int at, int... expected) {
            if (content.length < at + expected.length) {
                return false;
            }
            for (int i = 0; i < expected.length; i++) {
                if (unsignedByte(at + i) != expected[i]) {
                    return false;
                }
            }
            return true;
        }

        boolean has(int at, String expected) {
            return has(at, expected.chars().toArray());
        }

        int unsignedByte(int at) {
            return at < content.length ? content[at] & 0xff : -1;
        }

        String text(int from, int to) {
            int end = Math.min(to, content.length);
            return from >= end ? "" : new String(content, from, end - from, StandardCharsets.ISO_8859_1);
        }
    }
}
