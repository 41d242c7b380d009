package dev.plumbline.bench.verb;

import dev.plumbline.metric.ExactSum;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The exact sum: nanoseconds per term, or per sum that is merged. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SumBenchmark {
    private static final int COUNT = SampleRecords.COUNT;

    private final double[] losses = new SplittableRandom(4)
            .doubles(COUNT, 0.001, 1)
            .map(probability -> -Math.log(probability))
            .toArray();
    private final ExactSum sum = new ExactSum();
    private final ExactSum merged = new ExactSum();
    private final ExactSum[] parts = parts(losses);
    private int next;

    /** Adds a loss. */
    @Benchmark
    public ExactSum add() {
        sum.add(losses[next++ & (COUNT - 1)]);
        return sum;
    }

    /** Adds a sum of two losses. */
    @Benchmark
    public ExactSum merge() {
        merged.add(parts[next++ & (COUNT - 1)]);
        return merged;
    }

    /** Rounds a sum to the nearest double. */
    @Benchmark
    public double read() {
        return parts[next++ & (COUNT - 1)].doubleValue();
    }

    private static ExactSum[] parts(double[] losses) {
        ExactSum[] parts = new ExactSum[COUNT];
        for (int i = 0; i < COUNT; i++) {
            parts[i] = new ExactSum();
            parts[i].add(losses[i]);
            parts[i].add(losses[COUNT - 1 - i]);
        }
        return parts;
    }
}
