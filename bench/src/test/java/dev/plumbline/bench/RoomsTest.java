package dev.plumbline.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom: topics and figures know nobody, contenders do not know who runs them. */
@AnalyzeClasses(packages = "dev.plumbline.bench", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
    private static final String HERE = "dev.plumbline.bench";

    @ArchTest
    static final ArchRule topicsAreBytesAndAProducer = classes()
            .that()
            .resideInAPackage(HERE + ".topic..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "org.apache.kafka..", HERE + ".topic..");

    @ArchTest
    static final ArchRule figuresArePlainJava = noClasses()
            .that()
            .resideInAPackage(HERE + ".result..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache..", "dev.plumbline.job..", "dev.plumbline.serde..");

    @ArchTest
    static final ArchRule contendersDoNotKnowWhoRunsThem = noClasses()
            .that()
            .resideInAnyPackage(HERE + ".contender..", HERE + ".scenario..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    HERE + ".run..", HERE + ".latency..", HERE + ".state..", HERE + ".result..", HERE + ".cli..");

    @ArchTest
    static final ArchRule whoeverMeasuresDoesNotKnowTheJob = noClasses()
            .that()
            .resideInAnyPackage(
                    HERE + ".run..",
                    HERE + ".latency..",
                    HERE + ".state..",
                    HERE + ".scenario..",
                    HERE + ".topic..",
                    HERE + ".result..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.plumbline.job..");

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching(HERE + ".(*)..").should().beFreeOfCycles();
}
