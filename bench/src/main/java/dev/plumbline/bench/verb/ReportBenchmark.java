package dev.plumbline.bench.verb;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.BinaryCrossentropyResult;
import dev.plumbline.serde.report.FormatException;
import dev.plumbline.serde.report.WindowReport;
import dev.plumbline.serde.report.WindowReportDecoder;
import dev.plumbline.serde.report.WindowReportEncoder;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A window's report to bytes and back: nanoseconds per report. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReportBenchmark {
    private final WindowReport report = new WindowReport(
            "ctr",
            "7",
            new TreeMap<>(),
            "tumbling 1m",
            1_790_000_040_000L,
            1_790_000_100_000L,
            true,
            1_234,
            BinaryCrossentropyConfig.defaults(),
            new BinaryCrossentropyResult(0.394611243836057, 486.95027489369437, 1_234));
    private final WindowReportEncoder encoder = new WindowReportEncoder();
    private final WindowReportDecoder decoder = new WindowReportDecoder();
    private final byte[] value = encoder.value(report);

    /** Writes the key. */
    @Benchmark
    public byte[] encodeKey() {
        return encoder.key(report);
    }

    /** Writes the value. */
    @Benchmark
    public byte[] encodeValue() {
        return encoder.value(report);
    }

    /** Reads the value. */
    @Benchmark
    public WindowReport decodeValue() throws FormatException {
        return decoder.decode(value);
    }
}
