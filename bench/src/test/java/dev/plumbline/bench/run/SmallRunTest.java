package dev.plumbline.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.bench.contender.Backend;
import dev.plumbline.bench.contender.ContenderKind;
import dev.plumbline.bench.contender.PeerWindow;
import dev.plumbline.bench.contender.Task;
import dev.plumbline.bench.result.BarResult;
import dev.plumbline.bench.result.ContenderResult;
import dev.plumbline.bench.result.GroupResult;
import dev.plumbline.bench.scenario.Scenario;
import dev.plumbline.bench.scenario.Scenarios;
import dev.plumbline.bench.scenario.Selection;
import dev.plumbline.bench.topic.Layout;
import dev.plumbline.local.UserError;
import dev.plumbline.local.engine.WorkFolder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tiny run on a real broker with real children: everybody gets through, and they agree. */
@Timeout(300)
class SmallRunTest {
    /** Starting is all that takes time here. */
    private static final List<String> QUICK = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    @Test
    void allContendersOfZipfAgree() {
        List<String> said = new ArrayList<>();
        List<GroupResult> results = run("zipf", said::add);

        assertThat(results.get(0).contenders())
                .extracting(ContenderResult::name)
                .containsExactly("raw", "jackson", "sql", "sql-first", "datastream", "plumbline", "plumbline-full");
        assertThat(results.get(0).contenders()).allSatisfy(contender -> {
            assertThat(contender.records()).isEqualTo(4_000);
            assertThat(contender.rows()).isPositive();
            assertThat(contender.samples()).hasSize(1).allSatisfy(sample -> {
                assertThat(sample.measured().seconds()).isPositive();
                assertThat(sample.measured().allocatedBytes()).isPositive();
            });
        });
        assertThat(results.get(0).bars()).extracting(BarResult::against).contains("sql", "jackson");
        assertThat(said).hasSize(8).first().asString().startsWith("writing 4,000 records");
    }

    private static List<GroupResult> run(String scenario, Progress progress) {
        List<Scenario> scenarios = Selection.of(new Scenarios(4_000, 1).all(), List.of(scenario));
        List<GroupResult> told = new ArrayList<>();
        try (WorkFolder work = WorkFolder.create(false);
                Stage stage = new Stage(work);
                Troupe troupe = new Troupe(stage, QUICK)) {
            assertThat(new BenchRun(new RunPlan(1, 0), stage, troupe, progress).run(scenarios, told::add))
                    .isEqualTo(told);
        }
        return told;
    }

    @Test
    void bothJoinsFindTheSamePairsOnBothBackends() {
        List<GroupResult> results = run("labels", said -> {});

        assertThat(results).extracting(GroupResult::title).containsExactly("labels heap", "labels rocksdb");
        assertThat(results).flatExtracting(GroupResult::contenders).hasSize(4).allSatisfy(contender -> {
            // 400 predictions; all labels but one of each partition of 100 are sent.
            assertThat(contender.records()).isEqualTo(400 + contender.joined());
            assertThat(contender.joined()).isBetween(396L, 400L);
            assertThat(contender.deadLetters()).isZero();
        });
    }

    @Test
    void aChildThatFailsIsExplained() {
        try (WorkFolder work = WorkFolder.create(false);
                Stage stage = new Stage(work);
                Troupe troupe = new Troupe(stage, QUICK)) {
            Child child = troupe.start("bare", ContenderKind.JACKSON);
            child.awaitReady();
            Task sliding = new Task(
                    stage.brokers(),
                    "zipf",
                    true,
                    Layout.DEFAULT,
                    PeerWindow.SLIDING,
                    null,
                    Backend.HEAP,
                    1,
                    List.of(),
                    "nowhere");

            assertThatThrownBy(() -> child.pass(sliding))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith("the contender bare failed: the bare consumer knows tumbling windows only")
                    .hasMessageContaining("JacksonWorker.<init>");
        }
    }
}
