package dev.plumbline.serde;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.plumbline.serde", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String HERE = "dev.plumbline.serde";

    @ArchTest
    static final ArchRule standsOnTheMetricAndJacksonCoreOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "org.jspecify..", "com.fasterxml.jackson.core..", "dev.plumbline.metric..", HERE + "..");

    @ArchTest
    static final ArchRule valuesKnowNoBytes = noClasses()
            .that()
            .resideInAPackage(HERE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HERE + ".*", "com.fasterxml..");

    @ArchTest
    static final ArchRule decodingAndReportsAndDeadLettersAreApart =
            slices().matching(HERE + ".(*)").should().notDependOnEachOther();
}
