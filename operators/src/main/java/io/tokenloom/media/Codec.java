package io.tokenloom.media;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/**
 * The codecs, each chosen by name: whatever else is registered with ImageIO in this JVM, the same bytes give the same
 * pixels. Nothing is registered and nothing is cached on disk. Thread-safe: each call has a reader of its own.
 */
enum Codec {
    /** The JDK's, on libjpeg. */
    JPEG,
    /** The JDK's. */
    PNG,
    /** The JDK's. */
    GIF,
    /** TwelveMonkeys'. */
    WEBP;

    /** Decoded samples without any conversion of colour. */
    Raster readRaster(byte[] file, MediaType type) throws IOException {
        return read(file, type, reader -> reader.readRaster(0, null));
    }

    /** The decoded image. */
    BufferedImage read(byte[] file, MediaType type) throws IOException {
        return read(file, type, reader -> reader.read(0));
    }

    private <T> T read(byte[] file, MediaType type, Reading<T> reading) throws IOException {
        ImageReader reader = Readers.of(this).createReaderInstance();
        try (ImageInputStream in = new ByteArrayImageInputStream(file)) {
            Damage damage = new Damage();
            reader.addIIOReadWarningListener(damage);
            reader.setInput(in, this != WEBP, true);
            T result = reading.of(reader);
            if (damage.first != null) {
                throw ImageFailure.broken(type, damage.first);
            }
            return result;
        } finally {
            reader.dispose();
        }
    }

    private interface Reading<T> {
        T of(ImageReader reader) throws IOException;
    }

    /** Libjpeg fills what is missing with grey and only warns. */
    private static final class Damage implements IIOReadWarningListener {
        private String first;

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            boolean damage = warning.startsWith("Premature end")
                    || warning.startsWith("Corrupt JPEG data") && !warning.contains("extraneous bytes")
                    || warning.startsWith("Inconsistent progression sequence");
            if (damage && first == null) {
                first = warning;
            }
        }
    }

    /** Looked up once. */
    private static final class Readers {
        private static final ImageReaderSpi JPEG_READER = ofJdk("jpeg");
        private static final ImageReaderSpi PNG_READER = ofJdk("png");
        private static final ImageReaderSpi GIF_READER = ofJdk("gif");
        private static final ImageReaderSpi WEBP_READER = new WebPImageReaderSpi();

        static ImageReaderSpi of(Codec codec) {
            return switch (codec) {
                case JPEG -> JPEG_READER;
                case PNG -> PNG_READER;
                case GIF -> GIF_READER;
                case WEBP -> WEBP_READER;
            };
        }

        private static ImageReaderSpi ofJdk(String format) {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            // The first use of the registry takes in, for the whole JVM, the plug-ins that this loader sees: a job's
            // would stay after the job.
            thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
            try {
                Iterator<ImageReaderSpi> all =
                        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
                while (all.hasNext()) {
                    ImageReaderSpi spi = all.next();
                    if (spi.getClass().getModule() == ImageReader.class.getModule()
                            && spi.getFormatNames()[0].equalsIgnoreCase(format)) {
                        return spi;
                    }
                }
            } finally {
                thread.setContextClassLoader(before);
            }
            throw new IllegalStateException(
                    "this Java runtime has no " + format + " reader in java.desktop; run with a complete Java runtime");
        }
    }
}
