package dev.plumbline.bench.verb;

import dev.plumbline.bench.topic.Layout;
import dev.plumbline.bench.topic.TopicPlan;
import dev.plumbline.job.aggregate.WindowAccumulator;
import dev.plumbline.job.aggregate.WindowAggregate;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.FieldMapping;
import dev.plumbline.serde.decode.PredictionDecoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What panes and windows do with their accumulators: nanoseconds per record, per merge, per trip over the network. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AccumulatorBenchmark {
    private static final int COUNT = SampleRecords.COUNT;
    private static final int BYTES = 256;

    private final WindowAggregate aggregate = new WindowAggregate(BinaryCrossentropyConfig.defaults());
    private final Prediction[] predictions = predictions();
    private final WindowAccumulator pane = aggregate.createAccumulator();
    private final WindowAccumulator window = aggregate.createAccumulator();
    private final WindowAccumulator part = filled();
    private final byte[] encodedPart = bytes(part);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(BYTES);
    private int next;

    /** Adds a decoded record, as the pane does. */
    @Benchmark
    public WindowAccumulator add() {
        return aggregate.add(predictions[next++ & (COUNT - 1)], pane);
    }

    /** Merges a pane's sum, as each window does. */
    @Benchmark
    public WindowAccumulator merge() {
        return aggregate.merge(window, part);
    }

    /** Writes a pane's sum. */
    @Benchmark
    public int encode() throws IOException {
        out.reset();
        part.encode(new DataOutputStream(out));
        return out.size();
    }

    /** Reads a pane's sum. */
    @Benchmark
    public WindowAccumulator decode() throws IOException {
        return WindowAccumulator.decode(new DataInputStream(new ByteArrayInputStream(encodedPart)));
    }

    private WindowAccumulator filled() {
        WindowAccumulator accumulator = aggregate.createAccumulator();
        for (Prediction prediction : predictions) {
            accumulator = aggregate.add(prediction, accumulator);
        }
        return accumulator;
    }

    private static byte[] bytes(WindowAccumulator accumulator) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BYTES);
        try {
            accumulator.encode(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written to", e);
        }
        return bytes.toByteArray();
    }

    private static Prediction[] predictions() {
        PredictionDecoder decoder = new PredictionDecoder(
                FieldMapping.defaults(), DecodeOptions.defaults(BinaryCrossentropyConfig.defaults()));
        byte[][] records = SampleRecords.of(Layout.DEFAULT);
        Prediction[] predictions = new Prediction[COUNT];
        for (int i = 0; i < COUNT; i++) {
            predictions[i] = new Prediction();
            if (decoder.decode(records[i], TopicPlan.START.toEpochMilli(), predictions[i]) != null) {
                throw new IllegalStateException("a valid record was rejected");
            }
        }
        return predictions;
    }
}
