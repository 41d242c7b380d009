package dev.plumbline.bench.latency;

import dev.plumbline.serde.report.FormatException;
import dev.plumbline.serde.report.WindowReport;
import dev.plumbline.serde.report.WindowReportDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When the first report of each window could be read. Plain Java, not thread-safe. */
final class ReportTimes {
    private record Window(String model, long end) {}

    private final long outOfOrderness;
    private final WindowReportDecoder decoder = new WindowReportDecoder();
    private final Map<Window, Long> firstSeen = new HashMap<>();
    private long lastEnd = Long.MIN_VALUE;

    /** Times of windows that close so many milliseconds after their end. */
    ReportTimes(long outOfOrderness) {
        this.outOfOrderness = outOfOrderness;
    }

    /** Takes in a report that can be read since {@code now}, in epoch milliseconds; later revisions change nothing. */
    void seen(byte[] value, long now) {
        try {
            WindowReport report = decoder.decode(value);
            firstSeen.putIfAbsent(new Window(report.model(), report.end()), now);
            lastEnd = Math.max(lastEnd, report.end());
        } catch (FormatException e) {
            throw new IllegalStateException("a report cannot be read", e);
        }
    }

    /** The latest end of a window of which a report was seen; {@link Long#MIN_VALUE} before the first. */
    long lastEnd() {
        return lastEnd;
    }

    /** Milliseconds from the close of each window to its report, for windows that end from {@code from} on and before {@code to}. */
    List<Double> latencies(long from, long to) {
        List<Double> latencies = new ArrayList<>();
        firstSeen.forEach((window, at) -> {
            if (window.end() >= from && window.end() < to) {
                latencies.add((double) (at - window.end() - outOfOrderness));
            }
        });
        return latencies;
    }
}
