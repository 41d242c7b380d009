package dev.plumbline.bench.verb;

import dev.plumbline.bench.topic.Layout;
import dev.plumbline.bench.topic.TopicPlan;
import dev.plumbline.job.aggregate.WindowAccumulator;
import dev.plumbline.job.aggregate.WindowAggregate;
import dev.plumbline.job.aggregate.WindowResult;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.FieldMapping;
import dev.plumbline.serde.decode.PredictionDecoder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What panes and windows do with their accumulators, for the loss alone and with every calibration metric: nanoseconds per record, per
 * merge, per trip over the network, per result.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AccumulatorBenchmark {
    private static final int COUNT = SampleRecords.COUNT;
    private static final int BYTES = 4096;

    /** What is computed. */
    @Param({"loss", "pack"})
    public String metrics = "loss";

    private final Prediction[] predictions = predictions();
    private final DataOutputSerializer out = new DataOutputSerializer(BYTES);
    private WindowAggregate aggregate = new WindowAggregate(BinaryCrossentropyConfig.defaults());
    private WindowAccumulator pane = aggregate.createAccumulator();
    private WindowAccumulator window = aggregate.createAccumulator();
    private WindowAccumulator part = aggregate.createAccumulator();
    private byte[] encodedPart = {};
    private int next;

    /** Fills the accumulators. */
    @Setup
    public void fill() throws IOException {
        aggregate = new WindowAggregate(
                BinaryCrossentropyConfig.defaults(), metrics.equals("pack") ? CalibrationConfig.defaults() : null);
        pane = aggregate.createAccumulator();
        window = aggregate.createAccumulator();
        part = aggregate.createAccumulator();
        for (Prediction prediction : predictions) {
            part = aggregate.add(prediction, part);
        }
        part.encode(out);
        encodedPart = out.getCopyOfBuffer();
    }

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

    /** Merges a pane's sum into a window that has none yet. */
    @Benchmark
    public WindowAccumulator mergeIntoNew() {
        return aggregate.merge(aggregate.createAccumulator(), part);
    }

    /** Writes a pane's sum. */
    @Benchmark
    public int encode() throws IOException {
        out.clear();
        part.encode(out);
        return out.length();
    }

    /** Reads a pane's sum. */
    @Benchmark
    public WindowAccumulator decode() throws IOException {
        return WindowAccumulator.decode(new DataInputDeserializer(encodedPart));
    }

    /** Reads a window's numbers. */
    @Benchmark
    public WindowResult result() {
        return aggregate.getResult(part);
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
