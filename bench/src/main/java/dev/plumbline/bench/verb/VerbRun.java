package dev.plumbline.bench.verb;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks of single verbs. */
public final class VerbRun {
    private static final int WARM_ITERATIONS = 3;
    private static final int ITERATIONS = 5;
    private static final TimeValue ITERATION = TimeValue.seconds(1);

    private VerbRun() {}

    /**
     * Runs those whose names match, each in a JVM of its own; JMH prints the results, with the bytes allocated per call, to the
     * standard output.
     *
     * @param pattern a regular expression, searched for in the names of classes and methods
     * @throws RunnerException if none matches or one fails
     */
    public static void run(String pattern) throws RunnerException {
        var unused = new Runner(new OptionsBuilder()
                        .include(pattern)
                        .forks(1)
                        .warmupIterations(WARM_ITERATIONS)
                        .warmupTime(ITERATION)
                        .measurementIterations(ITERATIONS)
                        .measurementTime(ITERATION)
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .build())
                .run();
    }
}
