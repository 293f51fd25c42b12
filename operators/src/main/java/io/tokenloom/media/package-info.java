/**
 * Images in, pixels out, within limits that are checked on the header before anything is allocated. Start with {@link
 * io.tokenloom.media.ImageDecoder}; {@link io.tokenloom.media.MediaType} tells from the first bytes what a content is.
 *
 * <p>Containers are taken apart here and only what makes the pixels is handed to a codec: the readers of the JDK (JPEG,
 * PNG, GIF), TwelveMonkeys' (lossless WebP) and FFmpeg in a process of its own (lossy WebP). No metadata reaches them, so none of their ways to allocate by a count in a
 * comment or a profile is open.
 */
package io.tokenloom.media;
