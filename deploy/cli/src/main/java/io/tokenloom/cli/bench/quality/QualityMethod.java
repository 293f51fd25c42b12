package io.tokenloom.cli.bench.quality;

/** What the report says about how it was measured. */
final class QualityMethod {
    private QualityMethod() {}

    static String text(Findings found) {
        TokenSizes bytes = found.bytes();
        int side = bytes.side();
        return """
                ## Method

                - Every picture goes through the bundle's own preprocessing to %1$d x %1$d and is compared in that size.
                - **Tokens**: ids of a fixed width, %2$d bits each, the list of a step filled up to a whole byte; as many whole \
                steps of %3$d ids as fit, and the beginning of the next. How many ids there are follows from the bytes.
                - **WebP, AVIF, JPEG, JPEG XL**: whole files, header included, by cwebp, avifenc, cjpeg and cjxl. For each \
                picture and size the best of eleven scales from %4$d x %4$d up, with the largest quality that fits; then of scales \
                beside it, of further settings, and of shrinking by means instead of Lanczos' kernel. Enlarged by the better of \
                bicubic (Catmull-Rom) and Lanczos. JPEG without arithmetic coding. Here: %6$s.
                - **Thumbnail**: raw pixels without a header, 24, 16 or 12 bits each, or luma with chroma at half the width \
                and height in 8, 6, 5 or 4 bits; all sizes up to 3 : 2; shrunk by Lanczos or means, enlarged by the best of \
                bicubic, Lanczos and bilinear; SSIM of the 24 best by PSNR in all these ways.
                - Every method gives the try of best PSNR for each picture; SSIM is that of the try of best SSIM.
                - Where a method says only some pictures in so few bytes, its means are of these, and "tokens ahead" compares \
                the tokens on the same pictures. "Best of the others" takes for each picture the best of all other methods.
                - **PSNR** over red, green and blue, mean of the pictures' dB, equal pictures count as 60. **SSIM** after Wang \
                and others (2004), Gaussian window of 11, sigma 1.5, K1 0.01, K2 0.03, mean of red, green and blue. \
                **MS-SSIM** of luma, %5$d of the 5 scales fit, their weights made to sum to 1. **GMSD** after Xue and others \
                (2014), of luma; less is better.
                - **Blockiness**: the blocking effect factor of PSNR-B (Yim and Bovik 2011), blocks of 8 and 16 summed, of the \
                error of luma, so that edges of the original do not count. **Colour noise**: root mean square of the Laplacian \
                of the error of Cb and Cr; details of colour that are missing count as much as such that were added. **Added \
                colour**: root mean square of that by which the Laplacian of Cb and Cr is larger than the original's at the \
                same place, which a blur has none of; it has no goal. Less is better. Artefacts of a method are those of its \
                try of best PSNR.
                - **Blur of that PSNR**: the original, blurred by a Gaussian until its PSNR is that of the tokens. It has no \
                blocks and no colours of its own: what it is charged with is the measures' floor at that PSNR, because a \
                picture may happen to have edges where blocks would end.
                - **Films**: the first 200 frames, each as it comes, by the bundle's own rule of resets; without state each \
                frame is encoded as a first one. Bytes are those of the ids.
                """.formatted(
                        side,
                        bytes.bits(),
                        bytes.tokens(),
                        CodecSearch.sides(side).get(CodecSearch.sides(side).size() - 1),
                        MsSsim.scales(side),
                        found.programs().isEmpty() ? "none of them" : String.join("; ", found.programs()));
    }
}
