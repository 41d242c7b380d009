package dev.plumbline.serde.report;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.metric.BinaryCrossentropyResult;
import dev.plumbline.metric.calibration.CalibrationResult;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one model in one window. Nothing in it depends on the run: replaying the same records gives an equal report.
 *
 * @param model the model's name, not empty
 * @param version the model's version; empty if it has none
 * @param slice the segment of the population, as names and values; empty for everyone; kept in the natural order of the names
 * @param window the window's specification in its canonical spelling, for example {@code tumbling 1m}
 * @param start the window's first millisecond since the epoch
 * @param end the first millisecond after the window; later than {@code start}
 * @param isFinal whether no later record can change this window any more
 * @param partial which end of the window was not read; null for a whole window
 * @param records how many records were counted; not negative
 * @param metric the metric's configuration; its name does not travel
 * @param result the metric's reading; may hold NaN or infinities
 * @param calibration the readings of the calibration metrics; null if none were chosen
 * @param labels how far the labels have come; null if predictions bring theirs along
 */
public record WindowReport(
        String model,
        String version,
        SortedMap<String, String> slice,
        String window,
        long start,
        long end,
        boolean isFinal,
        @Nullable Partial partial,
        long records,
        BinaryCrossentropyConfig metric,
        BinaryCrossentropyResult result,
        @Nullable CalibrationResult calibration,
        @Nullable LabelCoverage labels) {

    /** Copies the slice and checks the rest; {@link IllegalArgumentException} with a sentence if something is impossible. */
    public WindowReport {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(result, "result");
        if (model.isEmpty()) {
            throw new IllegalArgumentException("a report's model is empty; give it the name that the records carry");
        }
        if (start >= end) {
            throw new IllegalArgumentException(
                    "the window " + window + " starts at " + start + " and ends at " + end + "; it must end later");
        }
        if (records < 0) {
            throw new IllegalArgumentException("a report counts " + records + " records; it cannot be fewer than 0");
        }
        TreeMap<String, String> sorted = new TreeMap<>();
        sorted.putAll(slice);
        requireEncodable(model, version, window);
        sorted.forEach(WindowReport::requireEncodable);
        slice = Collections.unmodifiableSortedMap(sorted);
    }

    /** A report of a window whose predictions brought their labels along. */
    public WindowReport(
            String model,
            String version,
            SortedMap<String, String> slice,
            String window,
            long start,
            long end,
            boolean isFinal,
            @Nullable Partial partial,
            long records,
            BinaryCrossentropyConfig metric,
            BinaryCrossentropyResult result,
            @Nullable CalibrationResult calibration) {
        this(model, version, slice, window, start, end, isFinal, partial, records, metric, result, calibration, null);
    }

    /** A report of a whole window, of the loss alone. */
    public WindowReport(
            String model,
            String version,
            SortedMap<String, String> slice,
            String window,
            long start,
            long end,
            boolean isFinal,
            long records,
            BinaryCrossentropyConfig metric,
            BinaryCrossentropyResult result) {
        this(model, version, slice, window, start, end, isFinal, null, records, metric, result, null);
    }

    private static void requireEncodable(String... texts) {
        for (String text : texts) {
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                throw new IllegalArgumentException(
                        "a text of a report has half of a surrogate pair, which no UTF-8 can hold: "
                                + new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                                + "; repair it where it comes from");
            }
        }
    }
}
