package io.tokenloom.cli.bench.quality;

import io.tokenloom.bundle.BundleException;
import io.tokenloom.bundle.ProgressiveBundle;
import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.bench.Benchmark;
import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.Goal;
import io.tokenloom.model.Device;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** {@code tokenloom bench quality}; the package tells the method. */
public final class QualityBenchmark implements Benchmark {
    @Option(
            names = "--bundle",
            paramLabel = "LOCATION",
            defaultValue = "builtin:visual-reference",
            description = "A progressive visual bundle: builtin:NAME or a folder (default: ${DEFAULT-VALUE}).")
    private String location;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = {
                "Pictures to measure with: each folder in DIR is a category, such as photographs, drawings or screens;",
                "pictures in DIR itself are photographs."
            })
    private Optional<Path> images = Optional.empty();

    @Option(
            names = "--videos",
            paramLabel = "DIR",
            description = {
                "Videos to measure with; those of standing cameras in DIR/fixed and of moving ones in DIR/moving",
                "have goals. Without --images and --videos the demo's few samples are measured."
            })
    private Optional<Path> videos = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "quality-report",
            description = "Where quality.md and the picture sheets go (default: ${DEFAULT-VALUE}).")
    private Path out;

    private final String searchPath;
    private final Duration turn;
    private List<Goal> goals = List.of();

    /** For the list of benchmarks. */
    public QualityBenchmark() {
        this(Objects.requireNonNullElse(System.getenv("PATH"), ""), SpeedMeasurement.TURN);
    }

    /**
     * @param searchPath where the programs of codecs are looked for
     * @param turn how long the speed of each part of the model is measured at a time
     */
    QualityBenchmark(String searchPath, Duration turn) {
        this.searchPath = searchPath;
        this.turn = turn;
    }

    @Override
    public String name() {
        return "quality";
    }

    @Override
    public String description() {
        return "A visual bundle against WebP, AVIF, JPEG, JPEG XL and thumbnails at equal bytes; films; picture sheets.";
    }

    /** Depends on the pictures and on the programs that there are, so it is to be asked after the run. */
    @Override
    public List<Goal> goals() {
        return goals;
    }

    @Override
    public List<Figure> run(Consumer<String> progress) throws IOException, InterruptedException {
        try (ProgressiveBundle bundle = ProgressiveBundle.open(location, Device.CPU)) {
            Findings found = measured(bundle, progress);
            QualityGoals judged = QualityGoals.of(found);
            goals = judged.goals();
            QualityReport report = new QualityReport(out);
            progress.accept(report.write(found, judged));
            progress.accept("written: " + report.tables().toAbsolutePath());
            List<Figure> figures = new ArrayList<>(judged.figures());
            figures.addAll(QualityFigures.of(found));
            return figures;
        } catch (BundleException e) {
            throw CommandException.usage(e.getMessage(), e);
        }
    }

    private Findings measured(ProgressiveBundle bundle, Consumer<String> progress)
            throws IOException, InterruptedException {
        TokenSizes bytes =
                TokenSizes.of(bundle.manifest().shape(), bundle.manifest().stillSteps());
        if (bytes.side() < Ssim.WINDOW) {
            throw CommandException.usage("the bundle's pictures of " + bytes.side() + " pixels a side are too small for"
                    + " SSIM, whose window has " + Ssim.WINDOW);
        }
        List<String> notices = Collections.synchronizedList(new ArrayList<>());
        Consumer<String> noting = notice -> {
            notices.add(notice);
            progress.accept(notice);
        };
        MediaFolder reading = new MediaFolder(bundle.tokenizer(), noting);
        List<Picture> pictures = pictures(reading, noting);
        List<Film> films = films(reading);
        Installed installed = installed(noting);
        progress.accept("speed of the model");
        Speed speed = new SpeedMeasurement(bundle.tokenizer(), turn).run(speedPictures(pictures, reading));
        StillMeasurement stills =
                new StillMeasurement(bundle.tokenizer(), bytes, installed.methods(), noting, progress);
        List<StillResult> stillResults = stills.run(pictures);
        FilmMeasurement filming = new FilmMeasurement(bundle.tokenizer(), bytes, noting, progress);
        List<FilmResult> filmResults = filming.run(films);
        return new Findings(
                bundle.name() + " " + bundle.version() + ", " + bundle.fingerprint(),
                bytes,
                stills.methods(),
                stillResults,
                filmResults,
                filming.fixedTokens(),
                speed,
                installed.versions(),
                notices);
    }

    private List<Picture> pictures(MediaFolder reading, Consumer<String> notices) throws IOException {
        if (images.isPresent()) {
            return reading.pictures(images.get());
        }
        if (videos.isPresent()) {
            return List.of();
        }
        notices.accept(OwnMedia.CAUTION);
        return OwnMedia.pictures(reading);
    }

    private List<Film> films(MediaFolder reading) throws IOException {
        if (videos.isPresent()) {
            return reading.films(videos.get());
        }
        return images.isPresent() ? List.of() : OwnMedia.films();
    }

    private static List<EightBitPicture> speedPictures(List<Picture> pictures, MediaFolder reading) throws IOException {
        List<Picture> known = pictures.isEmpty() ? OwnMedia.pictures(reading) : pictures;
        return known.stream().map(Picture::pixels).toList();
    }

    /** Those whose programs there are, and what these say of their versions. */
    private record Installed(List<Method> methods, List<String> versions) {}

    private Installed installed(Consumer<String> notices) throws IOException, InterruptedException {
        List<Method> methods = new ArrayList<>();
        List<String> versions = new ArrayList<>();
        for (FileCodec codec : FileCodec.values()) {
            Optional<InstalledCodec> installed = InstalledCodec.find(codec, searchPath);
            if (installed.isPresent()) {
                methods.add(new CodecMethod(installed.get()));
                versions.add(codec.encoder().name() + " " + installed.get().version());
            } else {
                notices.accept(codec.title() + " is left out: there is no " + missing(codec)
                        + " on the PATH; install the package " + codec.encoder().debianPackage());
            }
        }
        methods.add(new ThumbnailMethod());
        return new Installed(methods, versions);
    }

    private String missing(FileCodec codec) {
        return codec.programs().stream()
                .filter(program -> program.find(searchPath).isEmpty())
                .map(Program::name)
                .collect(Collectors.joining(" and "));
    }
}
