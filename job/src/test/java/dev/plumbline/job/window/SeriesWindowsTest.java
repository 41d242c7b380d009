package dev.plumbline.job.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.flow.RevisedReport;
import dev.plumbline.job.flow.SeriesKey;
import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.time.Coverage;
import dev.plumbline.job.time.Panes;
import dev.plumbline.job.time.SettledTime;
import dev.plumbline.job.time.WindowSpec;
import dev.plumbline.serde.report.WindowReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of windows: published, revised, final, gone. */
class SeriesWindowsTest {

    private static final WindowSpec MINUTE = WindowSpec.tumbling(Duration.ofMinutes(1));
    private static final WindowSpec SLIDING = WindowSpec.sliding(Duration.ofMinutes(2), Duration.ofMinutes(1));
    private static final WindowSpec CUMULATIVE = WindowSpec.cumulative(Duration.ofMinutes(3), Duration.ofMinutes(1));
    private static final long MINUTES = 60_000;
    private static final Slicing BY_COUNTRY = new Slicing(List.of(new Slicing.Attribute("country", 0)));
    private static final Slicing BY_DEVICE = new Slicing(List.of(new Slicing.Attribute("device", 1)));

    private final List<KeyedOneInputStreamOperatorTestHarness<SeriesKey, PaneSum, RevisedReport>> harnesses =
            new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var harness : harnesses) {
            harness.close();
        }
    }

    @Test
    void publishesEachWindowOnceWhenNoLatenessIsAllowed() throws Exception {
        var windows = open(0, MINUTE);

        send(windows, Sums.of("ctr", 0, 2));
        send(windows, Sums.of("ctr", 0, 3));
        send(windows, Sums.of("ads", 0, 1));
        windows.processWatermark(new Watermark(MINUTES - 2));
        assertThat(reports(windows)).isEmpty();
        windows.processWatermark(new Watermark(MINUTES - 1));

        assertThat(reports(windows))
                .containsExactlyInAnyOrder(
                        "ctr tumbling 1m 0-1 records 5 final #0", "ads tumbling 1m 0-1 records 1 final #0");
        assertEmpty(windows);
    }

    @Test
    void revisesAWindowOncePerWatermarkAndEndsWithAFinalReport() throws Exception {
        var windows = open(2 * MINUTES, MINUTE);

        send(windows, Sums.of("ctr", 0, 2));
        windows.processWatermark(new Watermark(MINUTES - 1));
        send(windows, Sums.of("ctr", 0, 3));
        send(windows, Sums.of("ctr", 0, 4));
        windows.processWatermark(new Watermark(MINUTES + 5));
        windows.processWatermark(new Watermark(MINUTES + 6));
        windows.processWatermark(new Watermark(3 * MINUTES - 1));

        assertThat(reports(windows))
                .containsExactly(
                        "ctr tumbling 1m 0-1 records 2 open #0",
                        "ctr tumbling 1m 0-1 records 9 open #1",
                        "ctr tumbling 1m 0-1 records 9 final #2");
        assertEmpty(windows);
    }

    @Test
    void oneJumpOfTheWatermarkGivesOneFinalReport() throws Exception {
        var windows = open(2 * MINUTES, MINUTE, SLIDING);

        send(windows, Sums.of("ctr", 0, 1));
        windows.processWatermark(Watermark.MAX_WATERMARK);

        assertThat(reports(windows))
                .containsExactlyInAnyOrder(
                        "ctr tumbling 1m 0-1 records 1 final #0",
                        "ctr sliding 2m/1m -1-1 records 1 final #0",
                        "ctr sliding 2m/1m 0-2 records 1 final #0");
        assertEmpty(windows);
    }

    @Test
    void anHourEqualsItsMinutesInEveryKindOfWindow() throws Exception {
        var windows = open(0, MINUTE, SLIDING, CUMULATIVE);

        send(windows, Sums.of("ctr", 2 * MINUTES, 4));
        send(windows, Sums.of("ctr", 0, 1));
        send(windows, Sums.of("ctr", MINUTES, 2));
        windows.processWatermark(Watermark.MAX_WATERMARK);

        assertThat(reports(windows))
                .containsExactlyInAnyOrder(
                        "ctr tumbling 1m 0-1 records 1 final #0",
                        "ctr tumbling 1m 1-2 records 2 final #0",
                        "ctr tumbling 1m 2-3 records 4 final #0",
                        "ctr sliding 2m/1m -1-1 records 1 final #0",
                        "ctr sliding 2m/1m 0-2 records 3 final #0",
                        "ctr sliding 2m/1m 1-3 records 6 final #0",
                        "ctr sliding 2m/1m 2-4 records 4 final #0",
                        "ctr cumulative 3m/1m 0-1 records 1 final #0",
                        "ctr cumulative 3m/1m 0-2 records 3 final #0",
                        "ctr cumulative 3m/1m 0-3 records 7 final #0");
    }

    @Test
    void openWindowsAndRevisionsSurviveARestart() throws Exception {
        var before = open(MINUTES, MINUTE);
        send(before, Sums.of("ctr", 0, 2));
        before.processWatermark(new Watermark(MINUTES - 1));
        send(before, Sums.of("ctr", MINUTES, 1));
        OperatorSubtaskState state = before.snapshot(1, 1);

        var after = harness(MINUTES, MINUTE);
        after.initializeState(state);
        after.open();
        send(after, Sums.of("ctr", 0, 3));
        after.processWatermark(Watermark.MAX_WATERMARK);

        assertThat(reports(after))
                .containsExactlyInAnyOrder(
                        "ctr tumbling 1m 0-1 records 5 final #1", "ctr tumbling 1m 1-2 records 1 final #0");
        assertEmpty(after);
    }

    @Test
    void moreAllowedLatenessAfterARestartKeepsOpenWindowsOpenForLonger() throws Exception {
        var after = restartedWith(MINUTES, 3 * MINUTES, MINUTE);
        after.processWatermark(new Watermark(2 * MINUTES));
        send(after, Sums.of("ctr", 0, 3));
        after.processWatermark(new Watermark(3 * MINUTES));
        after.processWatermark(new Watermark(4 * MINUTES));

        assertThat(reports(after))
                .containsExactly(
                        "ctr tumbling 1m 0-1 records 2 open #1",
                        "ctr tumbling 1m 0-1 records 5 open #2",
                        "ctr tumbling 1m 0-1 records 5 final #3");
        assertEmpty(after);
    }

    @Test
    void lessAllowedLatenessAfterARestartClosesOpenWindowsSooner() throws Exception {
        var after = restartedWith(3 * MINUTES, MINUTES, MINUTE);
        after.processWatermark(new Watermark(5 * MINUTES));

        assertThat(reports(after)).containsExactly("ctr tumbling 1m 0-1 records 2 final #1");
        assertEmpty(after);
    }

    /** It would miss what has come since it was taken out of the configuration. */
    @Test
    void aWindowThatIsNotConfiguredAnyMoreEndsInSilence() throws Exception {
        var after = restartedWith(MINUTES, MINUTES, SLIDING);
        send(after, Sums.of("ctr", 0, 1));
        after.processWatermark(Watermark.MAX_WATERMARK);

        assertThat(reports(after))
                .containsExactlyInAnyOrder(
                        "ctr sliding 2m/1m -1-1 records 1 final #0", "ctr sliding 2m/1m 0-2 records 1 final #0");
        assertEmpty(after);
    }

    /** The series of everyone and of the other slices go on as if nothing had happened. */
    @Test
    void aSliceThatIsNotConfiguredAnyMoreEndsInSilenceAndTheOthersGoOn() throws Exception {
        var before = open(0, List.of(BY_COUNTRY, BY_DEVICE), MINUTE);
        for (Map<String, String> slice :
                List.of(Map.<String, String>of(), Map.of("country", "CN"), Map.of("device", "tv"))) {
            send(before, Sums.of("ctr", slice, 0, 2));
        }
        var after = harness(0, List.of(BY_DEVICE), MINUTE);
        after.initializeState(before.snapshot(1, 1));
        after.open();
        for (Map<String, String> slice : List.of(Map.<String, String>of(), Map.of("device", "tv"))) {
            send(after, Sums.of("ctr", slice, 0, 1));
        }
        after.processWatermark(Watermark.MAX_WATERMARK);

        assertThat(after.extractOutputValues())
                .extracting(revised ->
                        revised.report().slice() + " " + revised.report().records())
                .containsExactlyInAnyOrder("{} 3", "{device=tv} 3");
        assertEmpty(after);
    }

    @Test
    void anOutputThatIsNotNamedAnyMoreEndsInSilenceAndTheOthersGoOn() throws Exception {
        var before = open(0, List.of(new Slicing(List.of(), List.of("click", "buy"))), MINUTE);
        for (String output : List.of("click", "buy")) {
            send(before, Sums.of("ctr", Map.of("output", output), 0, 2));
        }
        send(before, Sums.of("ctr", Map.of("overflow", "output"), 0, 1));
        var after = harness(0, List.of(new Slicing(List.of(), List.of("buy", "share"))), MINUTE);
        after.initializeState(before.snapshot(1, 1));
        after.open();
        for (String output : List.of("buy", "share")) {
            send(after, Sums.of("ctr", Map.of("output", output), 0, 1));
        }
        after.processWatermark(Watermark.MAX_WATERMARK);

        assertThat(after.extractOutputValues())
                .extracting(revised ->
                        revised.report().slice() + " " + revised.report().records())
                .containsExactlyInAnyOrder("{output=buy} 3", "{output=share} 1", "{overflow=output} 1");
        assertEmpty(after);
    }

    /** One minute's window with two records, published once, taken over a restart into another configuration. */
    private KeyedOneInputStreamOperatorTestHarness<SeriesKey, PaneSum, RevisedReport> restartedWith(
            long latenessBefore, long latenessAfter, WindowSpec specAfter) throws Exception {
        var before = open(latenessBefore, MINUTE);
        send(before, Sums.of("ctr", 0, 2));
        before.processWatermark(new Watermark(MINUTES - 1));
        var after = harness(latenessAfter, specAfter);
        after.initializeState(before.snapshot(1, 1));
        after.open();
        return after;
    }

    @Test
    void aReportCarriesTheMetricsNumbers() throws Exception {
        var windows = open(0, MINUTE);
        send(windows, Sums.of("ctr", 0, 3));
        windows.processWatermark(Watermark.MAX_WATERMARK);

        WindowReport report = windows.extractOutputValues().get(0).report();
        assertThat(report.result().result()).isEqualTo(-StrictMath.log(0.5));
        assertThat(report.result().weightCount()).isEqualTo(3);
        assertThat(report.version()).isEqualTo("7");
    }

    @Test
    void aWindowThatIsNotCoveredWhollySaysWhichEndIsMissing() throws Exception {
        var windows = harness(0, List.of(), Coverage.between(MINUTES, 4 * MINUTES, MINUTES), SLIDING);
        windows.open();
        send(windows, Sums.of("ctr", MINUTES, 1));
        send(windows, Sums.of("ctr", 2 * MINUTES, 1));
        windows.processWatermark(Watermark.MAX_WATERMARK);

        assertThat(reports(windows))
                .containsExactlyInAnyOrder(
                        "ctr sliding 2m/1m 0-2 records 1 final START #0",
                        "ctr sliding 2m/1m 1-3 records 2 final #0",
                        "ctr sliding 2m/1m 2-4 records 1 final END #0");
    }

    @Test
    void drainingAnEndlessJobMarksTheWindowsThatWereOpen() throws Exception {
        var windows = harness(0, List.of(), Coverage.endless(), MINUTE);
        windows.open();
        send(windows, Sums.of("ctr", 0, 1));
        send(windows, Sums.of("ctr", MINUTES, 1));
        windows.processWatermark(new Watermark(MINUTES - 1));
        windows.processWatermark(Watermark.MAX_WATERMARK);

        assertThat(reports(windows))
                .containsExactly(
                        "ctr tumbling 1m 0-1 records 1 final #0", "ctr tumbling 1m 1-2 records 1 final END #0");
    }

    private KeyedOneInputStreamOperatorTestHarness<SeriesKey, PaneSum, RevisedReport> open(
            long allowedLateness, WindowSpec... specs) throws Exception {
        return open(allowedLateness, List.of(), specs);
    }

    private KeyedOneInputStreamOperatorTestHarness<SeriesKey, PaneSum, RevisedReport> open(
            long allowedLateness, List<Slicing> slicings, WindowSpec... specs) throws Exception {
        var harness = harness(allowedLateness, slicings, specs);
        harness.open();
        return harness;
    }

    @Test
    void aCohortIsPublishedAtItsAgesAndWhenItsHorizonIsOver() throws Exception {
        // Panes of a minute, 10 s of lateness, 150 s of horizon: three whole panes.
        SettledTime settled = new SettledTime(new Panes(MINUTES), 10_000);
        var windows = open(Publication.ofCohorts(
                settled, Duration.ofSeconds(150), List.of(Duration.ZERO, Duration.ofSeconds(90))));

        send(windows, Sums.of("ctr", 0, 1));
        windows.processWatermark(new Watermark(MINUTES + 10_000 - 2));
        assertThat(reports(windows)).isEmpty();
        windows.processWatermark(new Watermark(MINUTES + 10_000 - 1));
        send(windows, Sums.of("ctr", 0, 2));
        windows.processWatermark(new Watermark(2 * MINUTES + 10_000 - 1));
        assertThat(reports(windows)).containsExactly("ctr tumbling 1m 0-1 records 1 open #0");
        windows.processWatermark(new Watermark(3 * MINUTES + 10_000 - 1));
        send(windows, Sums.of("ctr", 0, 4));
        windows.processWatermark(new Watermark(4 * MINUTES + 10_000 - 2));
        windows.processWatermark(new Watermark(4 * MINUTES + 10_000 - 1));

        assertThat(reports(windows))
                .containsExactly(
                        "ctr tumbling 1m 0-1 records 1 open #0",
                        "ctr tumbling 1m 0-1 records 3 open #1",
                        "ctr tumbling 1m 0-1 records 7 final #2");
        assertEmpty(windows);
    }

    @Test
    void aWindowOfWhatIsDecidedLaterIsPublishedOnceHoweverOftenSomethingIsDecided() throws Exception {
        // Panes of a minute, 10 s of lateness, 90 s until a label is decided: two whole panes.
        SettledTime settled = new SettledTime(new Panes(MINUTES), 10_000);
        var windows = open(Publication.whenFinal(settled, 90_000));

        for (int pane = 0; pane < 3; pane++) {
            send(windows, Sums.of("ctr", 0, 1));
            windows.processWatermark(new Watermark((pane + 1) * MINUTES + 10_000 - 2));
        }
        assertThat(reports(windows)).isEmpty();
        windows.processWatermark(new Watermark(3 * MINUTES + 10_000 - 1));

        assertThat(reports(windows)).containsExactly("ctr tumbling 1m 0-1 records 3 final #0");
        assertEmpty(windows);
    }

    @Test
    void aJumpPastSeveralAgesPublishesTheLastOfThem() throws Exception {
        SettledTime settled = new SettledTime(new Panes(MINUTES), 0);
        var windows = open(Publication.ofCohorts(
                settled, Duration.ofMinutes(9), List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(2))));

        send(windows, Sums.of("ctr", 0, 1));
        windows.processWatermark(new Watermark(2 * MINUTES + 5));
        windows.processWatermark(Watermark.MAX_WATERMARK);

        assertThat(reports(windows))
                .containsExactly("ctr tumbling 1m 0-1 records 1 open #0", "ctr tumbling 1m 0-1 records 1 final #1");
        assertEmpty(windows);
    }

    @Test
    void aCohortOfOtherAgesAfterARestartGoesOnWithThese() throws Exception {
        SettledTime settled = new SettledTime(new Panes(MINUTES), 0);
        var before = open(Publication.ofCohorts(settled, Duration.ofMinutes(9), List.of(Duration.ofMinutes(1))));
        send(before, Sums.of("ctr", 0, 1));
        OperatorSubtaskState state = before.snapshot(1, 1);

        var after = harness(Publication.ofCohorts(settled, Duration.ofMinutes(9), List.of(Duration.ofMinutes(3))));
        after.initializeState(state);
        after.open();
        after.processWatermark(new Watermark(2 * MINUTES));
        after.processWatermark(new Watermark(4 * MINUTES));
        after.processWatermark(new Watermark(10 * MINUTES));

        assertThat(reports(after))
                .containsExactly("ctr tumbling 1m 0-1 records 1 open #0", "ctr tumbling 1m 0-1 records 1 final #1");
        assertEmpty(after);
    }

    @Test
    void awaitedCountsFromTheEndOfTheWindowToTheHorizon() {
        SettledTime settled = new SettledTime(new Panes(MINUTES), 10_000);
        Publication.Cohorts cohorts = Publication.ofCohorts(settled, Duration.ofSeconds(150), List.of())
                .cohorts();

        assertThat(cohorts.awaited(MINUTES, MINUTES + 9_998)).isZero();
        assertThat(cohorts.awaited(MINUTES, MINUTES + 9_999)).isZero();
        assertThat(cohorts.awaited(MINUTES, 2 * MINUTES + 9_999)).isEqualTo(MINUTES);
        assertThat(cohorts.awaited(MINUTES, 4 * MINUTES + 9_999)).isEqualTo(150_000);
        assertThat(cohorts.awaited(MINUTES, Long.MAX_VALUE)).isEqualTo(150_000);
    }

    private KeyedOneInputStreamOperatorTestHarness<SeriesKey, PaneSum, RevisedReport> open(Publication publication)
            throws Exception {
        var harness = harness(publication);
        harness.open();
        return harness;
    }

    private KeyedOneInputStreamOperatorTestHarness<SeriesKey, PaneSum, RevisedReport> harness(Publication publication)
            throws Exception {
        return harness(publication, List.of(), Coverage.whole(), MINUTE);
    }

    private KeyedOneInputStreamOperatorTestHarness<SeriesKey, PaneSum, RevisedReport> harness(
            long allowedLateness, WindowSpec... specs) throws Exception {
        return harness(allowedLateness, List.of(), specs);
    }

    private KeyedOneInputStreamOperatorTestHarness<SeriesKey, PaneSum, RevisedReport> harness(
            long allowedLateness, List<Slicing> slicings, WindowSpec... specs) throws Exception {
        return harness(allowedLateness, slicings, Coverage.whole(), specs);
    }

    private KeyedOneInputStreamOperatorTestHarness<SeriesKey, PaneSum, RevisedReport> harness(
            long allowedLateness, List<Slicing> slicings, Coverage coverage, WindowSpec... specs) throws Exception {
        return harness(Publication.whenRevised(allowedLateness), slicings, coverage, specs);
    }

    private KeyedOneInputStreamOperatorTestHarness<SeriesKey, PaneSum, RevisedReport> harness(
            Publication publication, List<Slicing> slicings, Coverage coverage, WindowSpec... specs) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                operator(publication, slicings, List.of(specs), coverage), PaneSum::key, FlowTypes.SERIES_KEY);
        harness.setup(FlowTypes.REVISED_REPORT.createSerializer(
                harness.getExecutionConfig().getSerializerConfig()));
        harnesses.add(harness);
        return harness;
    }

    /** The operator as the room builds it, taken out of a stream that never runs. */
    private static StreamOperatorFactory<RevisedReport> operator(
            Publication publication, List<Slicing> slicings, List<WindowSpec> specs, Coverage coverage) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        DataStream<PaneSum> sums = env.fromData(FlowTypes.PANE_SUM, Sums.of("unused", 0, 1));
        return ((OneInputTransformation<?, RevisedReport>)
                        SeriesWindows.reports(sums, specs, slicings, publication, Sums.AGGREGATE, coverage)
                                .getTransformation())
                .getOperatorFactory();
    }

    private static void send(
            KeyedOneInputStreamOperatorTestHarness<SeriesKey, PaneSum, RevisedReport> windows, PaneSum sum)
            throws Exception {
        windows.processElement(new StreamRecord<>(sum, sum.paneStart()));
    }

    private static List<String> reports(
            KeyedOneInputStreamOperatorTestHarness<SeriesKey, PaneSum, RevisedReport> windows) {
        return windows.extractOutputValues().stream()
                .map(revised -> {
                    WindowReport report = revised.report();
                    return report.model() + " " + report.window() + " " + report.start() / MINUTES + "-"
                            + report.end() / MINUTES + " records " + report.records()
                            + (report.isFinal() ? " final" : " open")
                            + (report.partial() == null ? "" : " " + report.partial()) + " #" + revised.revision();
                })
                .toList();
    }

    private static void assertEmpty(KeyedOneInputStreamOperatorTestHarness<SeriesKey, PaneSum, RevisedReport> windows) {
        assertThat(windows.numKeyedStateEntries()).isZero();
        assertThat(windows.numEventTimeTimers()).isZero();
    }
}
