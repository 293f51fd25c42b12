package io.tokenloom.claim.s3;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What this module may know. */
@AnalyzeClasses(packages = "io.tokenloom.claim.s3", importOptions = ImportOption.DoNotIncludeTests.class)
class S3DependencyRulesTest {
    @ArchTest
    static final ArchRule NO_ENGINE_AND_NO_KAFKA = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.flink..", "org.apache.kafka..", "io.tokenloom.jobs..", "io.tokenloom.topics..");
}
