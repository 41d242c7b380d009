package dev.plumbline.job.pane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.Records;
import dev.plumbline.job.aggregate.WindowAccumulator;
import dev.plumbline.job.aggregate.WindowAggregate;
import dev.plumbline.job.flow.Origin;
import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.flow.SourceSpan;
import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.slice.Slicing.Attribute;
import dev.plumbline.job.time.Panes;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.metric.calibration.CalibrationMetric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums that are merged into coarser ones give what adding each record to each sum gives: every bit, every span, within the capacity. */
class MergedSumsTest {

    private static final WindowAggregate AGGREGATE =
            new WindowAggregate(BinaryCrossentropyConfig.defaults(), CalibrationConfig.defaults());

    private static final int NEVER = Integer.MAX_VALUE;
    private static final int ALWAYS = 0;

    /** What is known of one series and pane after all of its sums have been merged. */
    private static final class Whole {
        private final WindowAccumulator accumulator = AGGREGATE.createAccumulator();

        /** First offset, last offset and number of records of each partition. */
        private final Map<Integer, List<Long>> spans = new TreeMap<>();

        void merge(PaneSum sum) {
            accumulator.merge(sum.accumulator());
            for (SourceSpan span : sum.spans()) {
                spans.merge(
                        span.partition(),
                        List.of(span.firstOffset(), span.lastOffset(), span.records()),
                        (one, other) -> List.of(
                                Math.min(one.get(0), other.get(0)),
                                Math.max(one.get(1), other.get(1)),
                                one.get(2) + other.get(2)));
            }
        }
    }

    static Stream<Arguments> slicingsAndCapacities() {
        return Stream.of("a a,b", "a b a,b", "a a,b a,b,c c", "a,b b,c", "b")
                .flatMap(slicings -> Stream.of(1, 5, 23, 10_000).map(capacity -> Arguments.of(slicings, capacity)));
    }

    @ParameterizedTest
    @MethodSource("slicingsAndCapacities")
    void areTheSameAsIfEachRecordWereAddedToEach(String slicings, int capacity) {
        List<Slicing> list =
                Arrays.stream(slicings.split(" ")).map(MergedSumsTest::slicing).toList();
        Map<String, Whole> expected = run(list, 10_000, NEVER);

        for (int recordsPerMerge : new int[] {ALWAYS, 1, 3}) {
            Map<String, Whole> merged = run(list, capacity, recordsPerMerge);
            assertThat(merged.keySet()).isEqualTo(expected.keySet());
            merged.forEach((series, whole) -> {
                assertThat(whole.accumulator).as(series).isEqualTo(expected.get(series).accumulator);
                assertThat(whole.spans).as(series).isEqualTo(expected.get(series).spans);
            });
        }
    }

    /** Random records, three panes at a time; some attributes missing, some slices overflowing, watermarks and flushes in between. */
    private static Map<String, Whole> run(List<Slicing> slicings, int capacity, int recordsPerMerge) {
        Map<String, Whole> wholes = new TreeMap<>();
        PaneBuffer buffer = new PaneBuffer(AGGREGATE, new Panes(60), slicings, capacity, recordsPerMerge, sum -> {
            assertThat(sum.accumulator().records()).isPositive();
            assertThat(sum.spans().stream().mapToLong(SourceSpan::records).sum())
                    .isEqualTo(sum.accumulator().records());
            wholes.computeIfAbsent(sum.key() + " " + sum.key().slice() + " " + sum.paneStart(), key -> new Whole())
                    .merge(sum);
        });
        SplittableRandom random = new SplittableRandom(31);
        List<Origin> origins = List.of(new Origin("m0", "7"), new Origin("m1", "7"));
        for (int i = 0; i < 1_200; i++) {
            Origin origin = origins.get(random.nextInt(2));
            SourceRecord record = Records.valid(
                    origin.model(),
                    random.nextInt(3),
                    i,
                    60L * (i / 150 + random.nextInt(3)),
                    random.nextInt(2),
                    random.nextDouble(),
                    random.nextDouble());
            record.prediction().setSliceValues(new String[] {value(random, 3), value(random, 3), value(random, 2)});
            record.setOrigin(origin);
            record.setOverflow(random.nextInt(10) == 0 ? held(slicings, record) & random.nextInt(16) : 0);
            buffer.add(record);
            assertThat(buffer.size()).isLessThanOrEqualTo(capacity);
            if (random.nextInt(100) == 0) {
                buffer.advanceTo(60L * (i / 150));
            }
            if (random.nextInt(200) == 0) {
                buffer.flush();
                assertThat(buffer.size()).isZero();
            }
        }
        buffer.flush();
        return wholes;
    }

    private static String value(SplittableRandom random, int values) {
        return random.nextInt(8) == 0 ? null : "v" + random.nextInt(values);
    }

    private static int held(List<Slicing> slicings, SourceRecord record) {
        int bits = 0;
        for (int i = 0; i < slicings.size(); i++) {
            bits |= slicings.get(i).holds(record.prediction()) ? 1 << i : 0;
        }
        return bits;
    }

    /** A pane is left when the next one is open already, so the third is the first of which it is known that its sums are busy. */
    @Test
    void busySumsFeedTheOthersWhenTheyLeave() {
        List<PaneSum> sent = new ArrayList<>();
        PaneBuffer buffer =
                new PaneBuffer(AGGREGATE, new Panes(60), List.of(slicing("a"), slicing("a,b")), 100, 5, sent::add);
        Origin origin = new Origin("m", "7");
        for (int i = 0; i < 20; i++) {
            buffer.add(record(origin, i, i / 5 * 60L));
            buffer.advanceTo(i / 5 * 60L - 1);
            OpenSum everyone = ((Series) origin.attachment()).find(i / 5 * 60L);
            assertThat(everyone.accumulator().records()).as("record %d", i).isEqualTo(i < 10 ? i % 5 + 1 : 0);
        }
        buffer.flush();

        assertThat(sent)
                .extracting(sum -> sum.key().slice() + " " + sum.paneStart())
                .startsWith("{a=x, b=y} 0", "{a=x} 0", "{} 0", "{a=x, b=y} 60")
                .hasSize(12);
    }

    @Test
    void whatAMergeCostsDependsOnWhatASumHolds() {
        BinaryCrossentropyConfig metric = BinaryCrossentropyConfig.defaults();
        CalibrationConfig all = CalibrationConfig.defaults();

        assertThat(MergeCost.inRecords(new WindowAccumulator(metric, null))).isZero();
        assertThat(MergeCost.inRecords(
                        new WindowAccumulator(metric, all.withMetrics(List.of(CalibrationMetric.BRIER)))))
                .isEqualTo(8);
        assertThat(MergeCost.inRecords(new WindowAccumulator(metric, all))).isEqualTo(64);
    }

    @Test
    void sumsThatAreNoLongerBusyAreAddedToDirectly() {
        PaneBuffer buffer = new PaneBuffer(AGGREGATE, new Panes(60), List.of(slicing("a")), 100, 4, sum -> {});
        Origin origin = new Origin("m", "7");
        List<Long> atOnce = new ArrayList<>();
        int[] recordsOfPanes = {16, 1, 1, 1, 1};
        for (int pane = 0; pane < recordsOfPanes.length; pane++) {
            for (int i = 0; i < recordsOfPanes[pane]; i++) {
                buffer.add(record(origin, pane, pane * 60L));
            }
            atOnce.add(((Series) origin.attachment())
                    .find(pane * 60L)
                    .accumulator()
                    .records());
            buffer.flush();
            // A straggler must not make its series look idle.
            buffer.add(record(origin, pane, pane * 60L));
            buffer.flush();
        }

        assertThat(atOnce).as("16, then 8 and 4 by half, then 2").containsExactly(16L, 0L, 0L, 0L, 1L);
    }

    private static SourceRecord record(Origin origin, long offset, long time) {
        SourceRecord record = Records.sliced(origin.model(), offset, time, "x", "y");
        record.setOrigin(origin);
        return record;
    }

    private static Slicing slicing(String names) {
        return new Slicing(Arrays.stream(names.split(","))
                .map(name -> new Attribute(name, name.charAt(0) - 'a'))
                .toList());
    }
}
