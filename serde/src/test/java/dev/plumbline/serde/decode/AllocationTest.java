package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.plumbline.serde.Label;
import dev.plumbline.serde.Prediction;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The steady path of scalar records allocates nothing, counted by the JVM itself. */
class AllocationTest {
    private static final int RECORDS = 100_000;

    private static final Decoding DECODING = Decoding.defaults()
            .with(FieldMapping.defaults()
                    .withSlices(List.of(SliceAttribute.named("country"), SliceAttribute.named("member"))));

    private static final FieldMapping AWAITED = DECODING.mapping().withYTrue(null);

    @Test
    void decodesScalarRecordsWithoutAllocating() {
        // Not one object in 100,000 records; a few hundred bytes are the measuring itself.
        assertThat(allocated(DECODING.decoder(), "")).isLessThan(4096);
    }

    @Test
    void learnsNamesThatNeverRepeatWithoutAllocating() {
        String rest = IntStream.range(0, 40)
                .mapToObj(i -> ",\"never" + i + "\":[" + i + ",{\"a\":\"b\"}]")
                .collect(Collectors.joining());

        assertThat(allocated(DECODING.decoder(), rest)).isLessThan(4096);
    }

    @Test
    void decodesRecordsWhoseLabelsComeLaterWithoutAllocating() {
        assertThat(allocated(DECODING.with(AWAITED).decoder(), "")).isLessThan(4096);
        assertThat(allocated(DECODING.with(AWAITED).reference(), "") / RECORDS).isLessThan(8);
    }

    /** An id is a string of its own in every record, and nothing else is. */
    @Test
    void decodesLabelsWithoutAllocatingMoreThanTheirIds() {
        byte[][] records = new byte[256][];
        for (int i = 0; i < records.length; i++) {
            records[i] = Decoding.utf8("{\"model\":\"ctr-" + i % 5 + "\",\"version\":\"7\",\"id\":\"a" + i
                    + "\",\"time\":" + (1_763_750_000_123L + i) + ",\"y_true\":" + i % 2 + "}");
        }
        LabelDecoder decoder = new LabelDecoder(LabelMapping.defaults(), DECODING.options());
        Label into = new Label();
        decode(decoder, records, into);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();

        long before = threads.getThreadAllocatedBytes(thread);
        decode(decoder, records, into);
        // A string of 4 bytes is an object of 24 bytes and an array of 24.
        assertThat((threads.getThreadAllocatedBytes(thread) - before) / RECORDS).isLessThanOrEqualTo(48);
    }

    private static void decode(LabelDecoder decoder, byte[][] records, Label into) {
        for (int i = 0; i < RECORDS; i++) {
            if (decoder.decode(records[i % records.length], Decoding.NO_TIMESTAMP, into) != null) {
                throw new AssertionError("refused");
            }
        }
    }

    @Test
    void decodesScalarRecordsThroughJacksonWithoutAllocating() {
        // The parser is renewed once or twice in so many records, about 10 kB each time; one object per record would be
        // 16 bytes.
        assertThat(allocated(DECODING.reference(), "") / RECORDS).isLessThan(8);
    }

    private static long allocated(PredictionDecoder decoder, String rest) {
        byte[][] records = new byte[256][];
        for (int i = 0; i < records.length; i++) {
            records[i] =
                    Decoding.utf8("{\"model\":\"ctr-" + i % 5 + "\",\"version\":\"7\",\"id\":\"a" + i + "\",\"time\":"
                            + (1_763_750_000_123L + i) + ",\"y_pred\":" + 0.37 / (i + 1) + ",\"y_true\":" + i % 2
                            + ",\"sample_weight\":1.0,\"slices\":{\"country\":\"C" + i % 7 + "\",\"member\":"
                            + (i % 3 == 0) + "}" + rest + "}");
        }
        Prediction into = new Prediction();
        decode(decoder, records, into);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();

        long before = threads.getThreadAllocatedBytes(thread);
        decode(decoder, records, into);
        return threads.getThreadAllocatedBytes(thread) - before;
    }

    private static void decode(PredictionDecoder decoder, byte[][] records, Prediction into) {
        for (int i = 0; i < RECORDS; i++) {
            if (decoder.decode(records[i % records.length], Decoding.NO_TIMESTAMP, into) != null) {
                throw new AssertionError("refused");
            }
        }
    }
}
