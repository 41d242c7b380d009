package dev.plumbline.job;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The house of {@code docs/ARCHITECTURE.md}: rooms do not know each other, and the plain parts do not know Flink. */
@AnalyzeClasses(packages = "dev.plumbline.job", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    private static final String[] ROOMS = {
        "..job.source..", "..job.join..", "..job.pane..", "..job.window..", "..job.ledger..", "..job.sink.."
    };

    @ArchTest
    static final ArchRule ROOMS_NEVER_IMPORT_EACH_OTHER = slices().matching(
                    "dev.plumbline.job.(source|join|pane|window|ledger|sink)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule SHARED_PACKAGES_KNOW_NO_ROOM = noClasses()
            .that()
            .resideInAnyPackage("..job.flow..", "..job.aggregate..", "..job.time..", "..job.slice..", "..job.config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOMS);

    @ArchTest
    static final ArchRule CONFIGURATION_AND_TIME_ARE_PLAIN_JAVA = noClasses()
            .that()
            .resideInAnyPackage("..job.config..", "..job.time..", "..job.slice..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule ONLY_THE_ENDS_KNOW_KAFKA = noClasses()
            .that()
            .resideInAnyPackage(
                    "..job.join..",
                    "..job.pane..",
                    "..job.window..",
                    "..job.ledger..",
                    "..job.flow..",
                    "..job.aggregate..",
                    "..job.time..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.apache.flink.connector.kafka..");

    @ArchTest
    static final ArchRule NO_ROOM_KNOWS_THE_TOPOLOGY = noClasses()
            .that()
            .resideInAnyPackage(ROOMS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.plumbline.job");

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLE =
            slices().matching("dev.plumbline.job.(*)..").should().beFreeOfCycles();
}
