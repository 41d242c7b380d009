package dev.plumbline.bench.verb;

import dev.plumbline.bench.topic.Layout;
import dev.plumbline.bench.topic.TopicPlan;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.EpochUnit;
import dev.plumbline.serde.decode.FieldMapping;
import dev.plumbline.serde.decode.PredictionDecoder;
import dev.plumbline.serde.decode.TextSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Bytes to prediction, or to the reason why not: nanoseconds per record. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {
    private static final long NOW = TopicPlan.START.toEpochMilli();
    private static final DecodeOptions OPTIONS = DecodeOptions.defaults(BinaryCrossentropyConfig.defaults());

    private final byte[][] defaults = SampleRecords.of(Layout.DEFAULT);
    private final byte[][] manyDigits = SampleRecords.ofManyDigits();
    private final byte[][] foreign = SampleRecords.of(Layout.FOREIGN);
    private final byte[][] rejected = SampleRecords.rejected();

    private final PredictionDecoder decoder = new PredictionDecoder(FieldMapping.defaults(), OPTIONS);
    private final PredictionDecoder foreignDecoder = new PredictionDecoder(
            FieldMapping.defaults()
                    .withModel(new TextSource.At("/meta/svc"))
                    .withVersion(new TextSource.At("/meta/build"))
                    .withTime("/meta/ts", EpochUnit.MILLISECONDS)
                    .withYTrue("/outcome")
                    .withYPred("/scores/1")
                    .withSampleWeight("/w"),
            OPTIONS);
    private final Prediction prediction = new Prediction();
    private int next;

    /** The default record. */
    @Benchmark
    public Prediction defaultRecord() {
        return valid(decoder, defaults);
    }

    /** The default record with a prediction of 17 digits. */
    @Benchmark
    public Prediction manyDigits() {
        return valid(decoder, manyDigits);
    }

    /** A record of another shape, mapped by JSON Pointers. */
    @Benchmark
    public Prediction foreignRecord() {
        return valid(foreignDecoder, foreign);
    }

    /** The default record with a prediction that is out of range: the way to a dead letter. */
    @Benchmark
    public Rejection rejectedRecord() {
        Rejection rejection = decode(decoder, rejected);
        if (rejection == null) {
            throw new IllegalStateException("a record was accepted that is out of range");
        }
        return rejection;
    }

    private Prediction valid(PredictionDecoder with, byte[][] records) {
        Rejection rejection = decode(with, records);
        if (rejection != null) {
            throw new IllegalStateException("a valid record was rejected: " + rejection);
        }
        return prediction;
    }

    private @Nullable Rejection decode(PredictionDecoder with, byte[][] records) {
        return with.decode(records[next++ & (SampleRecords.COUNT - 1)], NOW, prediction);
    }
}
