package io.tokenloom;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = {"io.tokenloom.text", "io.tokenloom.bundle", "io.tokenloom.media", "io.tokenloom.vision"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleRulesTest {
    @ArchTest
    static final ArchRule KNOWS_NO_ENGINE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "io.confluent..");

    @ArchTest
    static final ArchRule TEXT_KNOWS_NO_BUNDLES = noClasses()
            .that()
            .resideInAPackage("..text..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..bundle..");

    @ArchTest
    static final ArchRule BUNDLES_KNOW_NO_LIBRARY = noClasses()
            .that()
            .resideInAPackage("..bundle..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "com.knuddels..");

    @ArchTest
    static final ArchRule MEDIA_KNOW_NEITHER_TEXT_NOR_BUNDLES = noClasses()
            .that()
            .resideInAPackage("..media..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..text..", "..bundle..");

    @ArchTest
    static final ArchRule IMAGES_KNOW_NO_VIDEO = noClasses()
            .that()
            .resideInAPackage("..media")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..media.video..");

    @ArchTest
    static final ArchRule QUANTIZERS_RUN_NO_MODEL = noClasses()
            .that()
            .resideInAPackage("..vision.quantization..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..model..", "..bundle..", "..media..", "ai.onnxruntime..");
}
