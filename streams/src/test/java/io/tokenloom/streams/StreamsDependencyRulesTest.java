package io.tokenloom.streams;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** Who may know whom among the apps. */
@AnalyzeClasses(
        packages = "io.tokenloom.streams",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class StreamsDependencyRulesTest {
    @ArchTest
    static final ArchRule NEITHER_FLINK_NOR_TOKENIZERS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.flink..",
                    "io.tokenloom.jobs..",
                    "io.tokenloom.text..",
                    "io.tokenloom.vision..",
                    "io.tokenloom.model..",
                    "io.tokenloom.bundle..",
                    "ai.onnxruntime..");

    @ArchTest
    static final ArchRule AN_APP_KNOWS_NO_OTHER = SlicesRuleDefinition.slices()
            .matching("io.tokenloom.streams.(assemble|trim|statistics|tables)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule NO_CYCLES = SlicesRuleDefinition.slices()
            .matching("io.tokenloom.streams.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_WHO_STARTS_APPS_KNOWS_COMMAND_LINES = noClasses()
            .that()
            .resideOutsideOfPackage("io.tokenloom.streams.apps..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");
}
