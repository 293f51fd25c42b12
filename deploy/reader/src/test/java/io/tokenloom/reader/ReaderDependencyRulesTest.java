package io.tokenloom.reader;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** Who may know whom inside the reader. */
@AnalyzeClasses(
        packages = "io.tokenloom.reader",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ReaderDependencyRulesTest {
    @ArchTest
    static final ArchRule NO_ENGINE_AND_NO_COMMAND = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.flink..",
                    "org.apache.kafka.streams..",
                    "kafka..",
                    "io.tokenloom.jobs..",
                    "io.tokenloom.cli..",
                    "io.tokenloom.standalone..");

    @ArchTest
    static final ArchRule NO_CYCLES = SlicesRuleDefinition.slices()
            .matching("io.tokenloom.reader.(*)..")
            .should()
            .beFreeOfCycles();
}
