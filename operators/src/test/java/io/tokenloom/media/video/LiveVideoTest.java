package io.tokenloom.media.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokenloom.media.ImageDecoder;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.media.RgbImage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveVideoTest {
    @TempDir
    private Path folder;

    @Test
    void givesTheFramesOfAFileOneByOne() throws Exception {
        Path file = folder.resolve("a film.mp4");
        try (InputStream film = LiveVideoTest.class.getResourceAsStream("/media/noise.mp4")) {
            Files.copy(film, file);
        }
        ImageDecoder decoder = new ImageDecoder(MediaLimits.DEFAULTS);
        int frames = 0;
        try (LiveVideo video = LiveVideo.open(file.toString(), 5)) {
            for (Optional<byte[]> jpeg = video.next(); jpeg.isPresent(); jpeg = video.next()) {
                RgbImage picture = decoder.decode(jpeg.get());
                assertThat(picture.width()).isPositive();
                frames++;
            }
            assertThat(video.failure()).isEmpty();
        }
        assertThat(frames).isPositive();
    }

    @Test
    void tellsWhyASourceEnded() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.mp4"), "no film at all");
        try (LiveVideo video = LiveVideo.open(file.toString(), 5)) {
            assertThat(video.next()).isEmpty();
            assertThat(video.failure()).isPresent();
        }
    }

    @Test
    void takesNoOtherAddresses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LiveVideo.open("concat:a|b", 5))
                .withMessageContaining("neither a file nor an address");
        assertThatIllegalArgumentException().isThrownBy(() -> LiveVideo.open("file:///etc/passwd", 5));
    }
}
