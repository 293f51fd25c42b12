/**
 * {@code tokenloom bench quality}: what a progressive visual bundle makes of pictures and films, beside image codecs at
 * equal bytes.
 *
 * <ul>
 *   <li><b>Stills</b> ({@link io.tokenloom.cli.bench.quality.StillMeasurement}): each {@link
 *       io.tokenloom.cli.bench.quality.Method} makes its best of a picture at 32 to 512 bytes: tokens ({@link
 *       io.tokenloom.cli.bench.quality.TokenRun}, which also decodes every prefix of every step), files of the codecs
 *       whose programs are on the PATH ({@link io.tokenloom.cli.bench.quality.CodecSearch}) and raw thumbnails ({@link
 *       io.tokenloom.cli.bench.quality.ThumbnailMethod}).
 *   <li><b>Measures</b> ({@link io.tokenloom.cli.bench.quality.Judge}): PSNR, SSIM, MS-SSIM, GMSD, and two of artefacts
 *       ({@link io.tokenloom.cli.bench.quality.Artefacts}).
 *   <li><b>Films</b> ({@link io.tokenloom.cli.bench.quality.FilmMeasurement}): tokens a frame for some qualities, with the
 *       state of the frame before and without, and whether quality drifts where each frame has as many tokens.
 *   <li><b>Speed</b> ({@link io.tokenloom.cli.bench.quality.SpeedMeasurement}): encoder and decoder against a convolution in
 *       the same run.
 * </ul>
 *
 * <p>All numbers of the model come from its bundle. {@link io.tokenloom.cli.bench.quality.QualityReport} writes tables,
 * method and picture sheets into a folder; {@link io.tokenloom.cli.bench.quality.QualityMethod} is what it says about how it
 * was measured.
 */
package io.tokenloom.cli.bench.quality;
