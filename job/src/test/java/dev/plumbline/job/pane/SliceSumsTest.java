package dev.plumbline.job.pane;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.plumbline.job.Records;
import dev.plumbline.job.aggregate.WindowAccumulator;
import dev.plumbline.job.aggregate.WindowAggregate;
import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.flow.SeriesKey;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.slice.Slicing.Attribute;
import dev.plumbline.job.time.Panes;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.calibration.CalibrationConfig;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Beside the sum of everyone, a record counts in the sum of each slice that it is in. */
class SliceSumsTest {

    /** With every calibration metric, so that what is shown of sums is shown of those too. */
    private static final WindowAggregate AGGREGATE =
            new WindowAggregate(BinaryCrossentropyConfig.defaults(), CalibrationConfig.defaults());

    private static final Attribute COUNTRY = new Attribute("country", 0);
    private static final Attribute DEVICE = new Attribute("device", 1);
    private static final List<Slicing> SLICINGS =
            List.of(new Slicing(List.of(COUNTRY)), new Slicing(List.of(DEVICE, COUNTRY)));

    private final List<PaneSum> sent = new ArrayList<>();

    @Test
    void aRecordIsInOneSlicePerSlicingForWhichItHasAllAttributes() {
        PaneBuffer buffer = buffer(100);
        buffer.add(Records.sliced("ctr", 0, 0, "CN", "tv"));
        buffer.add(Records.sliced("ctr", 1, 0, "CN", null));
        buffer.add(Records.sliced("ctr", 2, 0, null, "tv"));
        buffer.add(Records.sliced("ctr", 3, 0, "DE", "tv"));
        buffer.add(Records.sliced("ctr", 4, 0, "", "tv"));
        buffer.flush();

        assertThat(sent)
                .extracting(sum -> sum.key().slice() + " " + sum.accumulator().records())
                .containsExactlyInAnyOrder(
                        "{} 5",
                        "{country=CN} 2",
                        "{country=DE} 1",
                        "{country=} 1",
                        "{country=CN, device=tv} 1",
                        "{country=DE, device=tv} 1",
                        "{country=, device=tv} 1");
        assertThat(sent.get(0).spans()).hasSize(1);
    }

    @Test
    void theOrderOfAttributesMakesNoOtherSlice() {
        assertThat(new Slicing(List.of(DEVICE, COUNTRY))).isEqualTo(new Slicing(List.of(COUNTRY, DEVICE)));
        assertThat(new Slicing(List.of(DEVICE, COUNTRY)).name()).isEqualTo("country,device");
    }

    /** Losses here are no round numbers, so only exact sums can agree to the bit. */
    @Test
    void theSlicesOfAnAttributeThatEveryoneHasMergeToExactlyTheSumOfEveryone() {
        Random random = new Random(17);
        for (int capacity : new int[] {1, 7, 1000}) {
            sent.clear();
            PaneBuffer buffer = buffer(capacity);
            for (int i = 0; i < 2_000; i++) {
                SourceRecord record =
                        Records.sliced("ctr", i, 0, "c" + random.nextInt(20), random.nextBoolean() ? "tv" : null);
                record.prediction().setScalar(random.nextInt(2), random.nextDouble(), random.nextDouble() * 1e9);
                buffer.add(record);
            }
            buffer.flush();

            assertThat(merged("[country]")).isEqualTo(merged("[]"));
            assertThat(merged("[country, device]").records()).isBetween(1L, 1_999L);
        }
    }

    /** What the source leaves to an overflow slice is missing nowhere: its sum and those of the other slices are everyone's. */
    @Test
    void theOverflowSliceTakesWhatTheOthersOfItsSlicingMiss() {
        Random random = new Random(18);
        for (int capacity : new int[] {1, 9, 1000}) {
            sent.clear();
            PaneBuffer buffer = buffer(capacity);
            for (int i = 0; i < 2_000; i++) {
                int country = random.nextInt(20);
                int device = random.nextInt(5);
                SourceRecord record = Records.sliced("ctr", i, 0, "c" + country, "d" + device);
                record.prediction().setScalar(random.nextInt(2), random.nextDouble(), random.nextDouble() * 1e9);
                record.setOverflow((country > 6 ? 0b01 : 0) | (country > 6 || device > 3 ? 0b10 : 0));
                buffer.add(record);
            }
            buffer.flush();

            WindowAccumulator countries = merged("[country]");
            assertThat(countries.records()).isBetween(1L, 1_999L);
            countries.merge(overflow("country"));
            assertThat(countries).isEqualTo(merged("[]"));
            WindowAccumulator combinations = merged("[country, device]");
            combinations.merge(overflow("country,device"));
            assertThat(combinations).isEqualTo(merged("[]"));
        }
    }

    @Test
    void aFullBufferLosesNoSlice() {
        PaneBuffer buffer = buffer(1);
        for (int i = 0; i < 10; i++) {
            buffer.add(Records.sliced("ctr", i, i * 60L, "c" + i, "tv"));
            assertThat(buffer.size()).isEqualTo(1);
        }
        buffer.flush();

        assertThat(sent)
                .hasSize(30)
                .allSatisfy(sum -> assertThat(sum.accumulator().records()).isEqualTo(1));
    }

    @Test
    void seriesAreFoundAgainAndForgottenWhenThereAreTooMany() {
        int[] forgotten = {0};
        KnownSeries known = new KnownSeries(1_000, () -> forgotten[0]++);
        SeriesFamily everyone = SeriesFamily.everyone(0);
        SeriesFamily countries = SeriesFamily.slices(1, SLICINGS.get(0));
        SeriesFamily combinations = SeriesFamily.slices(2, SLICINGS.get(1));
        SeriesFamily overflow = SeriesFamily.overflow(3, SLICINGS.get(1));
        List<SourceRecord> records = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            records.add(Records.sliced("m" + i % 10, i, 0, "c" + i / 10, "tv"));
        }
        for (int round = 0; round < 2; round++) {
            for (SourceRecord record : records) {
                String country = record.prediction().sliceValue(0);
                assertThat(known.everyone(record, everyone).key().slice()).isEmpty();
                assertThat(known.find(record.prediction(), countries))
                        .isSameAs(known.find(record.prediction(), countries))
                        .extracting(Series::key)
                        .satisfies(key -> {
                            assertThat(key.model())
                                    .isEqualTo(record.prediction().model());
                            assertThat(key.slice()).isEqualTo(new TreeMap<>(Map.of("country", country)));
                        });
                assertThat(known.find(record.prediction(), combinations).key().slice())
                        .containsEntry("device", "tv");
                assertThat(known.find(record.prediction(), overflow))
                        .isSameAs(known.find(record.prediction(), overflow))
                        .satisfies(series -> assertThat(series.key())
                                .isEqualTo(new SeriesKey(
                                        record.prediction().model(),
                                        "7",
                                        new TreeMap<>(Map.of("overflow", "country,device")))));
            }
            assertThat(known.size())
                    .as("10 models, 300 + 300 slices, 10 overflow slices")
                    .isEqualTo(620);
        }
        assertThat(forgotten[0]).isZero();

        for (int i = 0; i < 10_000; i++) {
            assertThat(known.everyone(Records.valid("n" + i, 0, 0, 0), everyone)
                            .key()
                            .model())
                    .isEqualTo("n" + i);
            assertThat(known.size()).isBetween(1, 1_000);
        }
        assertThat(forgotten[0]).isEqualTo(10);
    }

    @Test
    void addingToKnownSlicesAllocatesNothing() {
        PaneBuffer buffer = buffer(1_000);
        List<SourceRecord> records = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            records.add(Records.sliced("m" + i % 3, i, 0, "c" + i % 5, i % 4 == 0 ? null : "d" + i % 2));
            records.get(i).setOverflow(i % 8 == 7 ? 0b11 : 0);
        }
        add(buffer, records);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        add(buffer, records);
        long perRecord = (threads.getThreadAllocatedBytes(thread) - before) / (1_000L * records.size());

        // An object has at least 16 bytes.
        assertThat(perRecord).isLessThan(8);
    }

    private static void add(PaneBuffer buffer, List<SourceRecord> records) {
        for (int round = 0; round < 1_000; round++) {
            for (SourceRecord record : records) {
                buffer.add(record);
            }
        }
    }

    private WindowAccumulator merged(String attributes) {
        WindowAccumulator merged = AGGREGATE.createAccumulator();
        sent.stream()
                .filter(sum -> sum.key().slice().keySet().toString().equals(attributes))
                .forEach(sum -> merged.merge(sum.accumulator()));
        return merged;
    }

    private WindowAccumulator overflow(String slicing) {
        WindowAccumulator merged = AGGREGATE.createAccumulator();
        sent.stream()
                .filter(sum -> sum.key().slice().equals(new TreeMap<>(Map.of("overflow", slicing))))
                .forEach(sum -> merged.merge(sum.accumulator()));
        return merged;
    }

    private PaneBuffer buffer(int capacity) {
        return new PaneBuffer(AGGREGATE, new Panes(60), SLICINGS, capacity, 1, this::keep);
    }

    private void keep(PaneSum sum) {
        sent.add(new PaneSum(sum.key(), sum.paneStart(), sum.accumulator().copy(), sum.spans()));
    }
}
