/**
 * Video in, frames with timestamps out. The decoding is FFmpeg's, in a process of its own with limits on memory, time
 * and output, so that a hostile file costs a dead letter and never this JVM. Start with {@link
 * io.tokenloom.media.video.VideoDecoder}.
 */
package io.tokenloom.media.video;
