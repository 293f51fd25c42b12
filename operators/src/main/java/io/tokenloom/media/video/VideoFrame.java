package io.tokenloom.media.video;

import io.tokenloom.media.RgbImage;

/**
 * One decoded picture of a video.
 *
 * @param index number among the frames given out, from 0
 * @param ptsMicros presentation timestamp, microseconds from the start of the file's presentation
 * @param image pixels, turned as the file says that they are to be shown
 */
public record VideoFrame(int index, long ptsMicros, RgbImage image) {}
