package dev.plumbline.job.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.LedgerPosting;
import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.label.WindowTime;
import dev.plumbline.job.time.Panes;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.report.LedgerAccount;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Panes of 60 ms and 10 ms of allowed lateness: the pane of 0..59 is finished at watermark 69. */
class FinishedPaneFilterTest {

    private final List<OneInputStreamOperatorTestHarness<PaneSum, PaneSum>> harnesses = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var harness : harnesses) {
            harness.close();
        }
    }

    @Test
    void letsSumsOfOpenPanesPass() throws Exception {
        var filter = open();
        filter.processWatermark(new Watermark(68));
        filter.processElement(new StreamRecord<>(Sums.of("ctr", 0, 2)));

        assertThat(filter.extractOutputValues()).hasSize(1);
        assertThat(letters(filter)).isEmpty();
    }

    @Test
    void sendsASumOfAFinishedPaneToTheDeadLettersWithItsPlaceInTheLog() throws Exception {
        var filter = open();
        filter.processWatermark(new Watermark(69));
        filter.processElement(new StreamRecord<>(Sums.of("ctr", 0, 2)));

        assertThat(filter.extractOutputValues()).isEmpty();
        assertThat(letters(filter)).singleElement().satisfies(letter -> {
            assertThat(letter.rejection().reason()).isEqualTo(ReasonCode.LATE_AFTER_IDLE);
            assertThat(letter.topic()).isEqualTo("predictions");
            assertThat(letter.partition()).isEqualTo(3);
            assertThat(letter.offset()).isEqualTo(10);
            assertThat(new String(letter.value(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"format\":\"plumbline.late-pane\",\"format_version\":1,\"model\":\"ctr\","
                            + "\"version\":\"7\",\"slice\":{},\"pane\":{\"start\":0,\"end\":60},"
                            + "\"topic\":\"predictions\",\"partition\":3,\"first_offset\":10,\"last_offset\":11,"
                            + "\"records\":2}");
        });
    }

    @Test
    void aFinishedPaneStaysFinishedAfterARestart() throws Exception {
        var before = open();
        before.processWatermark(new Watermark(69));
        OperatorSubtaskState state = before.snapshot(1, 1);

        var after = harness();
        after.initializeState(state);
        after.open();
        after.processElement(new StreamRecord<>(Sums.of("ctr", 0, 2)));
        after.processElement(new StreamRecord<>(Sums.of("ctr", 60, 2)));

        assertThat(after.extractOutputValues()).extracting(PaneSum::paneStart).containsExactly(60L);
        assertThat(letters(after)).hasSize(1);
    }

    @Test
    void aDrainedJobMayGoOn() throws Exception {
        var before = open();
        before.processWatermark(new Watermark(10));
        before.processWatermark(Watermark.MAX_WATERMARK);
        OperatorSubtaskState state = before.snapshot(1, 1);

        var after = harness();
        after.initializeState(state);
        after.open();
        after.processElement(new StreamRecord<>(Sums.of("ctr", 0, 2)));

        assertThat(after.extractOutputValues()).hasSize(1);
    }

    @Test
    void aFinishedPaneStaysFinishedWhenMoreLatenessIsAllowedLater() throws Exception {
        var before = open();
        before.processWatermark(new Watermark(69));
        OperatorSubtaskState state = before.snapshot(1, 1);

        var after = harness(10_000);
        after.initializeState(state);
        after.open();
        after.processElement(new StreamRecord<>(Sums.of("ctr", 0, 2)));

        assertThat(after.extractOutputValues()).isEmpty();
    }

    @Test
    void afterTheEndOfInputEveryPaneIsFinished() throws Exception {
        var filter = open();
        filter.processWatermark(Watermark.MAX_WATERMARK);
        filter.processElement(new StreamRecord<>(Sums.of("ctr", 0, 2)));

        assertThat(filter.extractOutputValues()).isEmpty();
        assertThat(letters(filter)).hasSize(1);
    }

    @Test
    void tellsTheLedgerBeforeTheBarrierWhatReachedTheWindows() throws Exception {
        var filter = open();
        filter.processElement(new StreamRecord<>(Sums.of("ctr", 0, 2)));
        filter.processWatermark(new Watermark(69));
        filter.processElement(new StreamRecord<>(Sums.of("ctr", 0, 3)));
        filter.processElement(new StreamRecord<>(Sums.of("ctr", 60, 4)));
        filter.processElement(new StreamRecord<>(Sums.of("ctr", 60, 5)));
        // The same records once more, as a slice; the ledger counts them once.
        filter.processElement(new StreamRecord<>(Sums.of("ctr", Map.of("country", "CN"), 0, 3)));
        filter.processElement(new StreamRecord<>(Sums.of("ctr", Map.of("country", "CN"), 60, 4)));

        filter.prepareSnapshotPreBarrier(1);

        assertThat(filter.getSideOutput(FlowTypes.POSTINGS))
                .extracting(StreamRecord::getValue)
                .containsExactly(new LedgerPosting(
                        LedgerAccount.ofModel("ctr"),
                        0,
                        Map.of(ReasonCode.LATE_AFTER_IDLE, 3L),
                        new TreeMap<>(Map.of(60L, 2L, 120L, 9L))));
    }

    @Test
    void sumsByTheTimeOfPredictionsAndOthersAreNotMixed() throws Exception {
        OperatorSubtaskState state = open().snapshot(1, 1);
        var cohorts = harness(10, WindowTime.PREDICTION);
        harnesses.remove(cohorts);

        assertThatThrownBy(() -> cohorts.initializeState(state))
                .isInstanceOf(SuppressRestartsException.class)
                .rootCause()
                .hasMessageContaining("the configuration says \"variant: ")
                .hasMessageContaining(", labels: {windows: prediction}\"")
                .hasMessageEndingWith("Set metric.*, calibration.* and labels as they were, or start without state.");
    }

    private OneInputStreamOperatorTestHarness<PaneSum, PaneSum> open() throws Exception {
        var harness = harness();
        harness.open();
        return harness;
    }

    private OneInputStreamOperatorTestHarness<PaneSum, PaneSum> harness() throws Exception {
        return harness(10);
    }

    private OneInputStreamOperatorTestHarness<PaneSum, PaneSum> harness(long allowedLateness) throws Exception {
        return harness(allowedLateness, null);
    }

    private OneInputStreamOperatorTestHarness<PaneSum, PaneSum> harness(
            long allowedLateness, @Nullable WindowTime labels) throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<PaneSum, PaneSum>(new FinishedPaneFilter(
                new Panes(60), allowedLateness, BinaryCrossentropyConfig.defaults(), null, labels));
        harness.setup(
                FlowTypes.PANE_SUM.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        harnesses.add(harness);
        return harness;
    }

    private static List<DeadLetter> letters(OneInputStreamOperatorTestHarness<PaneSum, PaneSum> filter) {
        Queue<StreamRecord<DeadLetter>> output = filter.getSideOutput(FlowTypes.DEAD_LETTERS);
        return output == null
                ? List.of()
                : output.stream().map(StreamRecord::getValue).toList();
    }
}
