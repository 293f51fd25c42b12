package io.tokenloom.cli.check;

import io.tokenloom.bundle.TokenizerBundle;
import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.output.JsonText;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenloom bundle check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Tells everything that is wrong with a tokenizer bundle: manifest, hashes, the tokenizer, its golden items, alone"
                    + " and in batches.",
            "",
            "A bundle without mistakes can be named in a routes file. Its fingerprint is what token records carry (the"
                    + " first 16 digits): two bundles of one fingerprint give the same tokens for every item."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:no mistakes", "1:mistakes, all of them printed", "2:there is no such folder"})
final class BundleCheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            description = "Folder with bundle.yaml and the files that it names, or builtin:o200k_base, the like.")
    private String location;

    @Option(names = "--json", description = "Print what was found as JSON.")
    private boolean json;

    /** Picocli makes it. */
    BundleCheckCommand() {}

    @Override
    public Integer call() {
        if (!location.startsWith(TokenizerBundle.BUILT_IN_PREFIX) && !Files.isDirectory(Path.of(location))) {
            throw CommandException.usage(
                    location + " is not a folder. Name one with a bundle.yaml, or one of " + TokenizerBundle.BUILT_IN);
        }
        BundleFinding finding = BundleFinding.of(location);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? JsonText.of(finding) : text(finding));
        out.flush();
        return finding.sound() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static String text(BundleFinding finding) {
        if (finding instanceof BundleFinding.Sound sound) {
            return text(sound);
        }
        BundleFinding.Broken broken = (BundleFinding.Broken) finding;
        int count = broken.mistakes().size();
        return broken.location() + " has " + count + (count == 1 ? " mistake:" : " mistakes:") + "%n  - ".formatted()
                + String.join("%n  - ".formatted(), broken.mistakes());
    }

    private static String text(BundleFinding.Sound bundle) {
        return String.format(
                Locale.ROOT,
                """
                %s is sound.
                  name          %s, version %s
                  format        %s: %s
                  fingerprint   %s
                  vocabulary    %s
                  lossless      %s
                  golden items  %,d, all as the author saw them
                  licence       %s%s""",
                bundle.location(),
                bundle.name(),
                bundle.version(),
                bundle.modality(),
                bundle.format(),
                bundle.fingerprint(),
                bundle.vocabularySize() == 0 ? "none: tokens are vectors" : ids(bundle.vocabularySize()),
                bundle.lossless() ? "yes: every item decodes to its bytes" : "no: some items decode to others",
                bundle.goldenItems(),
                bundle.licence(),
                bundle.visual().map(VisualText::of).orElse(""));
    }

    private static String ids(int size) {
        return String.format(Locale.ROOT, "%,d ids", size);
    }
}
