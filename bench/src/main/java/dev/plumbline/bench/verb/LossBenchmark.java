package dev.plumbline.bench.verb;

import dev.plumbline.metric.BinaryCrossentropyAccumulator;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.DType;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One prediction into the accumulator: its loss, and two exact sums. Nanoseconds per record. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LossBenchmark {
    private static final int COUNT = SampleRecords.COUNT;

    private final double[] probabilities =
            new SplittableRandom(1).doubles(COUNT).toArray();
    private final double[] logits =
            new SplittableRandom(2).doubles(COUNT, -8, 8).toArray();
    private final double[] labels =
            new SplittableRandom(3).ints(COUNT, 0, 2).asDoubleStream().toArray();

    private final BinaryCrossentropyAccumulator float32 =
            new BinaryCrossentropyAccumulator(BinaryCrossentropyConfig.defaults());
    private final BinaryCrossentropyAccumulator float64 = new BinaryCrossentropyAccumulator(
            BinaryCrossentropyConfig.defaults().withDtype(DType.FLOAT64).withFloatx(DType.FLOAT64));
    private final BinaryCrossentropyAccumulator fromLogits = new BinaryCrossentropyAccumulator(
            BinaryCrossentropyConfig.defaults().withFromLogits(true));
    private int next;

    /** Keras 3 with float32, the default. */
    @Benchmark
    public BinaryCrossentropyAccumulator keras3Float32() {
        return update(float32, probabilities);
    }

    /** Keras 3 with float64. */
    @Benchmark
    public BinaryCrossentropyAccumulator keras3Float64() {
        return update(float64, probabilities);
    }

    /** Keras 3 with logits. */
    @Benchmark
    public BinaryCrossentropyAccumulator keras3Logits() {
        return update(fromLogits, logits);
    }

    private BinaryCrossentropyAccumulator update(BinaryCrossentropyAccumulator accumulator, double[] predictions) {
        int i = next++ & (COUNT - 1);
        accumulator.update(labels[i], predictions[i], 1);
        return accumulator;
    }
}
