package io.tokenloom.text.huggingface;

import io.tokenloom.text.huggingface.PreTokenizerSpec.SplitBehavior;
import io.tokenloom.text.normalize.CharacterClass;
import io.tokenloom.text.pipeline.CharacterKinds;
import io.tokenloom.text.pipeline.CharacterKinds.Rule;
import io.tokenloom.text.pipeline.CharacterKinds.Treatment;
import io.tokenloom.text.pipeline.Delimiters;
import io.tokenloom.text.pipeline.Delimiters.Behavior;
import io.tokenloom.text.pipeline.Marks;
import io.tokenloom.text.pipeline.PieceRewrite;
import io.tokenloom.text.pipeline.PieceStage;
import io.tokenloom.text.pipeline.PieceStage.Joint;
import io.tokenloom.text.pipeline.SpaceInFront;
import io.tokenloom.text.pipeline.VisibleSpaces;
import io.tokenloom.text.pipeline.VisibleSpaces.Prefix;
import io.tokenloom.text.pipeline.Whole;
import io.tokenloom.text.split.SplitPattern;
import io.tokenloom.text.split.Splitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes splitters of what a file says of pre-tokenizers. The last splitter of a chain works on the text, those before it
 * leave marks in a copy; pre-tokenizers by kinds of characters that follow each other become one. Not thread-safe.
 */
final class PieceCuttingBuilder {
    private final Mistakes mistakes;
    private final List<PieceStage> stages = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private Optional<Splitter> current = Optional.empty();
    private Optional<SplitPattern> pattern = Optional.empty();
    private boolean marked;
    private boolean byteLevel;
    private boolean keepsBytes = true;

    private PieceCuttingBuilder(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    static PieceCutting build(Optional<PreTokenizerSpec> spec, Mistakes mistakes) {
        PieceCuttingBuilder builder = new PieceCuttingBuilder(mistakes);
        List<PreTokenizerSpec> steps = new ArrayList<>();
        spec.ifPresent(s -> flatten(s, steps));
        builder.addAll(steps);
        return builder.built();
    }

    private static void flatten(PreTokenizerSpec spec, List<PreTokenizerSpec> steps) {
        if (spec instanceof PreTokenizerSpec.Sequence sequence) {
            sequence.steps().forEach(s -> flatten(s, steps));
        } else {
            steps.add(spec);
        }
    }

    private void addAll(List<PreTokenizerSpec> steps) {
        for (int i = 0; i < steps.size(); ) {
            if (byteLevel) {
                mistakes.unsupported("pre_tokenizer: what stands behind ByteLevel");
                return;
            }
            int chain = chain(steps.subList(i, steps.size()));
            if (chain == 0) {
                add(steps.get(i++));
            }
            i += chain;
        }
    }

    /** Takes the longest chain of patterns that is known as one; gives how many steps that are. */
    private int chain(List<PreTokenizerSpec> steps) {
        List<String> expressions = new ArrayList<>();
        for (PreTokenizerSpec step : steps) {
            if (step instanceof PreTokenizerSpec.Split split
                    && split.pattern() instanceof Pattern.Regex regex
                    && split.behavior() == SplitBehavior.ISOLATED) {
                expressions.add(regex.expression());
            } else {
                break;
            }
        }
        while (!expressions.isEmpty()) {
            Optional<SplitPattern> known = SplitPattern.spelled(expressions);
            if (known.isPresent()) {
                cutBy(known.get());
                return expressions.size();
            }
            expressions.remove(expressions.size() - 1);
        }
        return 0;
    }

    private void cutBy(SplitPattern known) {
        cut(known.splitter());
        pattern = Optional.of(known);
    }

    private void add(PreTokenizerSpec step) {
        if (step instanceof PreTokenizerSpec.ByteLevel bytes) {
            if (bytes.addPrefixSpace()) {
                rewrite(SpaceInFront.INSTANCE, Joint.MARK);
            }
            if (bytes.useRegex()) {
                cutBy(SplitPattern.GPT2);
            }
            byteLevel = true;
        } else if (step instanceof PreTokenizerSpec.Metaspace metaspace) {
            addMetaspace(metaspace);
        } else if (step instanceof PreTokenizerSpec.Split split) {
            addSplit(split);
        } else if (step instanceof PreTokenizerSpec.UnicodeScripts) {
            mistakes.unsupported("pre_tokenizer of type UnicodeScripts");
        } else {
            addRules(step);
        }
    }

    private void addMetaspace(PreTokenizerSpec.Metaspace metaspace) {
        // Every piece begins with the visible space, so the cuts before are found again.
        boolean evident = metaspace.split() && metaspace.prefix() == Prefix.ALWAYS;
        rewrite(new VisibleSpaces(metaspace.replacement(), metaspace.prefix()), evident ? Joint.NOTHING : Joint.MARK);
        if (metaspace.split()) {
            cut(new Delimiters(
                    Delimiters.literal(Character.toString(metaspace.replacement())), Behavior.MERGED_WITH_NEXT));
        }
    }

    private void addSplit(PreTokenizerSpec.Split split) {
        if (split.pattern() instanceof Pattern.Literal literal
                && !literal.text().isEmpty()) {
            Behavior behavior = behavior(split);
            keepsBytes &= behavior != Behavior.REMOVED && behavior != Behavior.KEPT_ALONE;
            cut(new Delimiters(Delimiters.literal(literal.text()), behavior));
            return;
        }
        Optional<SplitPattern> known = split.pattern() instanceof Pattern.Regex regex
                        && split.behavior() == SplitBehavior.REMOVED
                        && split.invert()
                ? SplitPattern.spelled(regex.expression())
                : Optional.empty();
        known.ifPresentOrElse(
                this::cutBy,
                () -> mistakes.unsupported("pre_tokenizer Split by " + split.pattern() + ", "
                        + split.behavior().fileName() + (split.invert() ? ", inverted" : "")));
    }

    /** Inverted, other text is the delimiter and the literal is what is between. */
    private static Behavior behavior(PreTokenizerSpec.Split split) {
        return switch (split.behavior()) {
            case REMOVED -> split.invert() ? Behavior.KEPT_ALONE : Behavior.REMOVED;
            case ISOLATED -> Behavior.ISOLATED;
            case CONTIGUOUS -> Behavior.CONTIGUOUS;
            case MERGED_WITH_PREVIOUS -> split.invert() ? Behavior.MERGED_WITH_NEXT : Behavior.MERGED_WITH_PREVIOUS;
            case MERGED_WITH_NEXT -> split.invert() ? Behavior.MERGED_WITH_PREVIOUS : Behavior.MERGED_WITH_NEXT;
        };
    }

    private void addRules(PreTokenizerSpec step) {
        if (step instanceof PreTokenizerSpec.WhitespaceSplit) {
            addRule(Classes.WHITE_SPACE, Treatment.DROPPED);
        } else if (step instanceof PreTokenizerSpec.BertPreTokenizer) {
            addRule(Classes.WHITE_SPACE, Treatment.DROPPED);
            addRule(Classes.PUNCTUATION, Treatment.ALONE);
        } else if (step instanceof PreTokenizerSpec.Whitespace) {
            addRule(Classes.WHITE_SPACE, Treatment.DROPPED);
            addRule(Classes.WORD, Treatment.RUN);
        } else if (step instanceof PreTokenizerSpec.Digits digits) {
            addRule(Classes.NUMBERS, digits.individual() ? Treatment.ALONE : Treatment.RUN);
        } else if (step instanceof PreTokenizerSpec.CharDelimiterSplit split) {
            int delimiter = split.delimiter().codePointAt(0);
            addRule(CharacterClass.of(c -> c == delimiter), Treatment.DROPPED);
        } else if (step instanceof PreTokenizerSpec.Punctuation punctuation) {
            switch (punctuation.behavior()) {
                case REMOVED -> addRule(Classes.PUNCTUATION, Treatment.DROPPED);
                case ISOLATED -> addRule(Classes.PUNCTUATION, Treatment.ALONE);
                case CONTIGUOUS -> addRule(Classes.PUNCTUATION, Treatment.RUN);
                case MERGED_WITH_PREVIOUS -> cutAtPunctuation(Behavior.MERGED_WITH_PREVIOUS);
                case MERGED_WITH_NEXT -> cutAtPunctuation(Behavior.MERGED_WITH_NEXT);
            }
        }
    }

    private void cutAtPunctuation(Behavior behavior) {
        cut(new Delimiters(Delimiters.characters(Classes.PUNCTUATION), behavior));
    }

    private void addRule(CharacterClass characters, Treatment treatment) {
        keepsBytes &= treatment != Treatment.DROPPED;
        pattern = Optional.empty();
        if (rules.isEmpty() || rules.size() == CharacterKinds.MOST_RULES) {
            closeRules();
            stageCurrent();
        }
        rules.add(new Rule(characters, treatment));
    }

    /** What the rules so far make is the last splitter so far. */
    private void closeRules() {
        if (!rules.isEmpty()) {
            current = Optional.of(new CharacterKinds(rules));
            rules.clear();
        }
    }

    private void cut(Splitter splitter) {
        closeRules();
        stageCurrent();
        pattern = Optional.empty();
        current = Optional.of(splitter);
    }

    /** The last splitter so far is not the last. */
    private void stageCurrent() {
        if (current.isPresent()) {
            stages.add(new PieceStage(withMarks(current.get()), PieceRewrite.NONE, Joint.MARK));
            marked = true;
            current = Optional.empty();
        }
    }

    private void rewrite(PieceRewrite rewrite, Joint joint) {
        closeRules();
        boolean cuts = marked || current.isPresent();
        stages.add(new PieceStage(withMarks(current.orElse(Whole.INSTANCE)), rewrite, cuts ? joint : Joint.NOTHING));
        marked = cuts && joint == Joint.MARK;
        current = Optional.empty();
        pattern = Optional.empty();
        keepsBytes = false;
    }

    private Splitter withMarks(Splitter splitter) {
        return marked ? new Marks(splitter) : splitter;
    }

    private PieceCutting built() {
        closeRules();
        Optional<SplitPattern> only = stages.isEmpty() ? pattern : Optional.empty();
        return new PieceCutting(stages, current, marked, only, byteLevel, keepsBytes);
    }

    /** Made when first needed. The reference's punctuation is that of Unicode 8. */
    private static final class Classes {
        static final CharacterClass WHITE_SPACE = CharacterClass.of("[:White_Space:]");
        static final CharacterClass NUMBERS = CharacterClass.of("[:N:]");
        static final CharacterClass WORD = CharacterClass.of("[[:Alphabetic:][:M:][:Nd:][:Pc:][:Join_Control:]]");
        static final CharacterClass PUNCTUATION =
                CharacterClass.of("[[[:P:]&[:age=8.0:]] [!-/\\:-@\\[-`\\{-~] [\\u166D\\U000111C9]]");
    }
}
