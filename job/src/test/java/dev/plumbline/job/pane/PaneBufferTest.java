package dev.plumbline.job.pane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.job.Records;
import dev.plumbline.job.aggregate.WindowAccumulator;
import dev.plumbline.job.aggregate.WindowAggregate;
import dev.plumbline.job.flow.Origin;
import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.flow.SourceSpan;
import dev.plumbline.job.time.Panes;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaneBufferTest {

    private static final WindowAggregate AGGREGATE = new WindowAggregate(BinaryCrossentropyConfig.defaults());

    private final List<PaneSum> sent = new ArrayList<>();
    private final PaneBuffer buffer = buffer(100);

    @Test
    void sumsRecordsOfOneSeriesAndPane() {
        buffer.add(Records.valid("ctr", 0, 4, 0, 1, 0.5, 2));
        buffer.add(Records.valid("ctr", 0, 9, 59, 0, 0.5, 3));
        buffer.flush();

        assertThat(sent).hasSize(1);
        PaneSum sum = sent.get(0);
        assertThat(sum.key().model()).isEqualTo("ctr");
        assertThat(sum.paneStart()).isZero();
        assertThat(sum.accumulator().records()).isEqualTo(2);
        assertThat(sum.accumulator().loss().result().weightCount()).isEqualTo(5);
        assertThat(sum.spans()).containsExactly(new SourceSpan("predictions", 0, 4, 9, 2));
    }

    @Test
    void keepsSeriesPanesAndPartitionsApart() {
        buffer.add(Records.valid("a", 0, 0, 0));
        buffer.add(Records.valid("b", 0, 1, 0));
        buffer.add(Records.valid("a", 0, 2, 60));
        buffer.add(Records.valid("a", 1, 3, 0));

        assertThat(buffer.size()).isEqualTo(3);
        buffer.flush();
        assertThat(sent)
                .extracting(sum ->
                        sum.key().model() + sum.paneStart() + ":" + sum.spans().size())
                .containsExactlyInAnyOrder("a0:2", "b0:1", "a60:1");
    }

    @Test
    void aWatermarkSendsThePanesThatItCompletes() {
        buffer.add(Records.valid("a", 0, 0, 0));
        buffer.add(Records.valid("a", 0, 1, 60));

        buffer.advanceTo(58);
        assertThat(sent).isEmpty();
        buffer.advanceTo(59);
        assertThat(sent).extracting(PaneSum::paneStart).containsExactly(0L);
        assertThat(buffer.size()).isEqualTo(1);
    }

    @Test
    void aLateRecordLeavesWithTheNextWatermark() {
        buffer.advanceTo(500);
        buffer.add(Records.valid("a", 0, 0, 0));
        assertThat(sent).isEmpty();

        buffer.advanceTo(501);
        assertThat(sent).hasSize(1);
    }

    @Test
    void aSumThatWasSentIsNotTouchedAgain() {
        buffer.add(Records.valid("a", 0, 0, 0));
        buffer.flush();
        buffer.add(Records.valid("a", 0, 1, 0));
        buffer.flush();

        assertThat(sent).extracting(sum -> sum.accumulator().records()).containsExactly(1L, 1L);
    }

    @Test
    void holdsNoMoreSumsThanItsCapacityAndLosesNothing() {
        PaneBuffer small = buffer(3);
        for (int i = 0; i < 20; i++) {
            small.add(Records.valid("model-" + i % 7, 0, i, i * 20L));
            assertThat(small.size()).isLessThanOrEqualTo(3);
        }
        small.flush();

        assertThat(small.size()).isZero();
        assertThat(sent.stream().mapToLong(sum -> sum.accumulator().records()).sum())
                .isEqualTo(20);
    }

    /** Two partitions that are far apart in time: each record is of another pane than the one before. */
    @Test
    void findsThePaneAgainWhenPanesAlternate() {
        for (int i = 0; i < 50; i++) {
            buffer.add(Records.valid("a", 0, i, 10));
            buffer.add(Records.valid("a", 1, i, 6_000));
        }
        assertThat(buffer.size()).isEqualTo(2);
        buffer.advanceTo(59);
        buffer.add(Records.valid("a", 1, 50, 6_000));
        buffer.add(Records.valid("a", 0, 50, 10));
        buffer.flush();

        assertThat(sent)
                .extracting(sum -> sum.paneStart() + ":" + sum.accumulator().records())
                .containsExactly("0:50", "0:1", "6000:51");
    }

    /** The memory of series is as large as that of sums, so it begins anew while sums of its series are still open. */
    @Test
    void addsToOpenSumsOfSeriesThatWereForgotten() {
        PaneBuffer small = buffer(4);
        for (int i = 0; i < 40; i++) {
            small.add(Records.valid("model-" + i % 3, 0, i, i % 2 * 60L));
            assertThat(small.size()).isLessThanOrEqualTo(4);
        }
        small.flush();

        assertThat(sent.stream().mapToLong(sum -> sum.accumulator().records()).sum())
                .isEqualTo(40);
    }

    /** An origin leads to its series without a look-up; it must not lead to one that was forgotten, nor to a sum that was sent. */
    @Test
    void followsTheOriginsOfRecordsToTheSameSums() {
        PaneBuffer small = buffer(4);
        List<Origin> origins = IntStream.range(0, 6)
                .mapToObj(i -> new Origin("model-" + i, "1"))
                .toList();
        SplittableRandom random = new SplittableRandom(5);
        Map<String, Long> expected = new TreeMap<>();
        for (int i = 0; i < 2_000; i++) {
            Origin origin = origins.get(random.nextInt(i < 1_000 ? 3 : 6));
            SourceRecord record = Records.valid(origin.model(), 0, i, random.nextInt(3) * 60L);
            record.prediction()
                    .setOrigin(
                            origin.model(),
                            origin.version(),
                            record.prediction().time());
            if (random.nextInt(4) > 0) {
                record.setOrigin(origin);
            }
            small.add(record);
            expected.merge(origin.model() + " " + record.prediction().time(), 1L, Long::sum);
            if (random.nextInt(50) == 0) {
                small.advanceTo(59);
            }
        }
        small.flush();

        Map<String, Long> summed = new TreeMap<>();
        sent.forEach(sum -> summed.merge(
                sum.key().model() + " " + sum.paneStart(), sum.accumulator().records(), Long::sum));
        assertThat(summed).isEqualTo(expected);
        assertThat(sent).extracting(PaneSum::accumulator).allMatch(sum -> sum.records() > 0);
    }

    /** Origins are remembered for longer than series, and must not keep the sums of those that were forgotten. */
    @Test
    void anOriginKeepsNoSumOfASeriesThatWasForgotten() {
        PaneBuffer small = buffer(4);
        SourceRecord record = Records.valid("a", 0, 0, 0);
        Origin origin = new Origin("a", record.prediction().version());
        record.setOrigin(origin);
        small.add(record);
        assertThat(origin.attachment())
                .isInstanceOfSatisfying(
                        Series.class, series -> assertThat(series.find(0)).isNotNull());
        for (int i = 0; i < 10; i++) {
            small.add(Records.valid("m" + i, 0, i, 0));
        }

        assertThat(origin.attachment()).isInstanceOfSatisfying(Series.class, series -> {
            assertThat(series.isForgotten()).isTrue();
            assertThat(series.find(0)).isNull();
        });
    }

    @Test
    void losesNothingOfSeriesThatWereMadeToHaveOneHash() {
        PaneBuffer large = buffer(10_000);
        Map<String, Long> expected = new TreeMap<>();
        for (int i = 0; i < 1_500; i++) {
            String model = "m" + i % 500;
            SourceRecord record = Records.valid(model, 0, i, 0);
            record.prediction().setOrigin(model, "1", 0, 7);
            large.add(record);
            expected.merge(model, 1L, Long::sum);
        }
        large.flush();

        Map<String, Long> summed = new TreeMap<>();
        sent.forEach(sum -> summed.merge(sum.key().model(), sum.accumulator().records(), Long::sum));
        assertThat(summed).isEqualTo(expected);
    }

    /** Whatever panes are open at once, each record is in the sum of its own, which is one sum. */
    @Test
    void holdsAnyNumberOfPanesOfOneSeries() {
        SplittableRandom random = new SplittableRandom(9);
        Map<Long, Long> expected = new TreeMap<>();
        for (int i = 0; i < 5_000; i++) {
            long pane = 60L * (random.nextInt(4) == 0 ? random.nextInt(90) : 7);
            buffer.add(Records.valid("a", i % 3, i, pane + random.nextInt(60)));
            expected.merge(pane, 1L, Long::sum);
        }
        assertThat(buffer.size()).isEqualTo(expected.size());
        assertThat(sent).isEmpty();
        buffer.flush();

        Map<Long, Long> summed = new TreeMap<>();
        sent.forEach(sum -> {
            assertThat(sum.spans().stream().mapToLong(SourceSpan::records).sum())
                    .isEqualTo(sum.accumulator().records());
            assertThat(summed.put(sum.paneStart(), sum.accumulator().records())).isNull();
        });
        assertThat(summed).isEqualTo(expected);
    }

    /** Two per series: the pane that fills and the one before it, which waits for its watermark. */
    @Test
    void usesTheSameAccumulatorsForPaneAfterPane() {
        Set<WindowAccumulator> used = Collections.newSetFromMap(new IdentityHashMap<>());
        PaneBuffer reusing = new PaneBuffer(AGGREGATE, new Panes(60), List.of(), 100, 1, sum -> {
            assertThat(sum.accumulator().records()).isEqualTo(2);
            used.add(sum.accumulator());
        });
        for (int pane = 0; pane < 50; pane++) {
            for (int series = 0; series < 10; series++) {
                reusing.add(Records.valid("m" + series, 0, 2L * pane, pane * 60L));
                reusing.add(Records.valid("m" + series, 0, 2L * pane + 1, pane * 60L + 59));
            }
            reusing.advanceTo(pane * 60L - 1);
        }
        reusing.flush();

        assertThat(used).hasSize(20);
    }

    @Test
    void refusesACapacityOfNothing() {
        assertThatThrownBy(() -> buffer(0)).hasMessageContaining("capacity is 0");
    }

    private PaneBuffer buffer(int capacity) {
        return new PaneBuffer(AGGREGATE, new Panes(60), List.of(), capacity, 1, this::keep);
    }

    private void keep(PaneSum sum) {
        sent.add(new PaneSum(sum.key(), sum.paneStart(), sum.accumulator().copy(), sum.spans()));
    }
}
