package dev.plumbline.job.pane;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.plumbline.job.Records;
import dev.plumbline.job.aggregate.WindowAccumulator;
import dev.plumbline.job.aggregate.WindowAggregate;
import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.slice.Slicing.Attribute;
import dev.plumbline.job.time.Panes;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.DType;
import dev.plumbline.metric.NdArray;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.serde.Prediction;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By an entry with {@code output}, a record counts in one sum for each of its outputs. */
class OutputSumsTest {

    private static final WindowAggregate AGGREGATE =
            new WindowAggregate(BinaryCrossentropyConfig.defaults(), CalibrationConfig.defaults());

    private static final List<String> OUTPUTS = List.of("click", "buy");
    private static final Attribute COUNTRY = new Attribute("country", 0);
    private static final Attribute ZONE = new Attribute("zone", 1);

    /** The value of the output stands between, before, and alone; and the first could be merged of the second, if outputs were records. */
    private static final List<Slicing> SLICINGS = List.of(
            new Slicing(List.of(COUNTRY)),
            new Slicing(List.of(COUNTRY, ZONE), OUTPUTS),
            new Slicing(List.of(ZONE), OUTPUTS),
            new Slicing(List.of(), OUTPUTS));

    private final List<PaneSum> sent = new ArrayList<>();

    @Test
    void aRecordIsInOneSlicePerOutputForWhichItHasAllAttributes() {
        PaneBuffer buffer = buffer(100);
        buffer.add(record(0, "CN", "z1", 1, 0));
        buffer.add(record(1, "CN", "z2", 1, 0));
        buffer.add(record(2, "DE", null, 1, 0));
        buffer.flush();

        assertThat(sent)
                .extracting(sum -> sum.key().slice() + " " + sum.accumulator().records())
                .containsExactlyInAnyOrder(
                        "{} 3",
                        "{country=CN} 2",
                        "{country=DE} 1",
                        "{country=CN, output=click, zone=z1} 1",
                        "{country=CN, output=buy, zone=z1} 1",
                        "{country=CN, output=click, zone=z2} 1",
                        "{country=CN, output=buy, zone=z2} 1",
                        "{output=click, zone=z1} 1",
                        "{output=buy, zone=z1} 1",
                        "{output=click, zone=z2} 1",
                        "{output=buy, zone=z2} 1",
                        "{output=click} 3",
                        "{output=buy} 3");
        assertThat(sent)
                .allSatisfy(sum -> assertThat(sum.spans())
                        .singleElement()
                        .satisfies(span -> assertThat(span.records())
                                .isEqualTo(sum.accumulator().records())));
    }

    /** However many records are summed before they leave, and wherever some overflow. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1_000})
    void eachSumHoldsItsOutputsColumnsAndThatOfAnOverflowSliceTheWholeRecords(int capacity) {
        Random random = new Random(41);
        Map<String, WindowAccumulator> expected = new TreeMap<>();
        PaneBuffer buffer = buffer(capacity);
        for (int i = 0; i < 600; i++) {
            String country = "c" + random.nextInt(3);
            String zone = "z" + random.nextInt(2);
            double[] labels = {random.nextInt(2), random.nextInt(2)};
            double[] predictions = {random.nextDouble(), random.nextDouble()};
            SourceRecord record = record(i, country, zone, labels, predictions);
            record.setOverflow(random.nextInt(4) == 0 ? 0b0110 : 0);
            buffer.add(record);

            Prediction prediction = record.prediction();
            add(expected, "{}", prediction);
            add(expected, "{country=" + country + "}", prediction);
            if (record.overflow() != 0) {
                add(expected, "{overflow=country,output,zone}", prediction);
                add(expected, "{overflow=output,zone}", prediction);
            }
            for (int output = 0; output < 2; output++) {
                Prediction alone = new Prediction();
                alone.setScalar((float) labels[output], (float) predictions[output], 1);
                String name = OUTPUTS.get(output);
                add(expected, "{output=" + name + "}", alone);
                if (record.overflow() == 0) {
                    add(expected, "{country=" + country + ", output=" + name + ", zone=" + zone + "}", alone);
                    add(expected, "{output=" + name + ", zone=" + zone + "}", alone);
                }
            }
        }
        buffer.flush();

        Map<String, WindowAccumulator> merged = new TreeMap<>();
        sent.forEach(sum -> merged.computeIfAbsent(sum.key().slice().toString(), slice -> AGGREGATE.createAccumulator())
                .merge(sum.accumulator()));
        assertThat(merged).isEqualTo(expected);
    }

    private static void add(Map<String, WindowAccumulator> sums, String slice, Prediction prediction) {
        AGGREGATE.add(prediction, sums.computeIfAbsent(slice, key -> AGGREGATE.createAccumulator()));
    }

    @Test
    void outputsOfListsAllocateNothingInTheLongRun() {
        List<Slicing> byOutput = SLICINGS.subList(1, 4);
        PaneBuffer buffer = new PaneBuffer(
                new WindowAggregate(BinaryCrossentropyConfig.defaults()), new Panes(60), byOutput, 1_000, 0, sum -> {});
        SourceRecord record = record(0, "CN", "z", 1, 0);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long whole = allocated(threads, thread, wholeOnly(), record);
        addOften(buffer, record);

        assertThat(allocated(threads, thread, buffer, record))
                .as("beside what everyone's sum allocates for arrays")
                .isLessThan(whole + 4096);
    }

    private static PaneBuffer wholeOnly() {
        return new PaneBuffer(
                new WindowAggregate(BinaryCrossentropyConfig.defaults()),
                new Panes(60),
                List.of(),
                1_000,
                0,
                sum -> {});
    }

    private static long allocated(ThreadMXBean threads, long thread, PaneBuffer buffer, SourceRecord record) {
        addOften(buffer, record);
        long before = threads.getThreadAllocatedBytes(thread);
        addOften(buffer, record);
        return threads.getThreadAllocatedBytes(thread) - before;
    }

    private static void addOften(PaneBuffer buffer, SourceRecord record) {
        for (int i = 0; i < 20_000; i++) {
            buffer.add(record);
        }
    }

    private static SourceRecord record(long offset, @Nullable String country, @Nullable String zone, double... labels) {
        return record(offset, country, zone, labels, new double[] {0.25, 0.5});
    }

    private static SourceRecord record(
            long offset, @Nullable String country, @Nullable String zone, double[] labels, double[] predictions) {
        SourceRecord record = Records.sliced("ctr", offset, 0, country, zone);
        int[] row = {1, labels.length};
        record.prediction()
                .setArrays(NdArray.of(DType.FLOAT32, row, labels), NdArray.of(DType.FLOAT32, row, predictions), null);
        return record;
    }

    private PaneBuffer buffer(int capacity) {
        return new PaneBuffer(AGGREGATE, new Panes(60), SLICINGS, capacity, 0, this::keep);
    }

    /** The buffer uses its accumulators again. */
    private void keep(PaneSum sum) {
        sent.add(new PaneSum(sum.key(), sum.paneStart(), sum.accumulator().copy(), sum.spans()));
    }
}
