package dev.plumbline.metric;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.plumbline", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule metricDependsOnTheJdkAlone = classes()
            .that()
            .resideInAPackage("dev.plumbline.metric..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.plumbline.metric..", "java..", "org.jspecify.annotations..")
            .because("the mathematics knows no Flink, no Kafka and no JSON");
}
