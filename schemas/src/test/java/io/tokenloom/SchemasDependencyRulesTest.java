package io.tokenloom;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** Who may know whom inside schemas. */
@AnalyzeClasses(
        packages = "io.tokenloom",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class SchemasDependencyRulesTest {
    @ArchTest
    static final ArchRule NO_ENGINE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.kafka.streams..", "kafka..");

    @ArchTest
    static final ArchRule ONLY_TOPICS_AND_VOCABULARY_KNOW_KAFKA_CLIENTS = noClasses()
            .that()
            .resideOutsideOfPackages("io.tokenloom.topics..", "io.tokenloom.vocabulary..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.clients..");

    @ArchTest
    static final ArchRule ONLY_WIRE_KNOWS_THE_REGISTRY_CLIENT = noClasses()
            .that()
            .resideInAPackage("io.tokenloom..")
            .and()
            .resideOutsideOfPackage("io.tokenloom.wire..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.confluent..");

    @ArchTest
    static final ArchRule NO_CYCLES = SlicesRuleDefinition.slices()
            .matching("io.tokenloom.(*)..")
            .should()
            .beFreeOfCycles();
}
