package dev.plumbline.job.pane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.job.Records;
import dev.plumbline.job.aggregate.WindowAggregate;
import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.flow.SourceSpan;
import dev.plumbline.job.time.Panes;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void refusesACapacityOfNothing() {
        assertThatThrownBy(() -> buffer(0)).hasMessageContaining("capacity is 0");
    }

    private PaneBuffer buffer(int capacity) {
        return new PaneBuffer(AGGREGATE, new Panes(60), List.of(), capacity, sent::add);
    }
}
