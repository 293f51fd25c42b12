package io.tokenloom.archive;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.tokenloom.archive", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchiveDependencyRulesTest {
    @ArchTest
    static final ArchRule KNOWS_NO_ENGINE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "io.confluent..");

    @ArchTest
    static final ArchRule ONE_PACKAGE_KNOWS_PARQUET = noClasses()
            .that()
            .resideOutsideOfPackage("..parquet..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.parquet..", "org.apache.hadoop..");
}
