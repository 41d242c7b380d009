package dev.plumbline.serde.decode;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * What counts as a valid prediction, beside its fields' places.
 *
 * @param minTime the earliest plausible event time, itself included
 * @param maxTime the latest plausible event time, itself included
 * @param maxFuture how far an event time may lie after the record's own timestamp; 0 to 10000 years
 * @param maxBytes the longest value that is parsed, in bytes; at least 1
 * @param maxDepth the deepest nesting of objects and arrays, mapped or not; 1 to 1000
 * @param maxElements the most numbers in one field; at least 1
 * @param metric the metric that the predictions are for: it decides on probabilities or logits, dtype and shapes
 * @param calibrated whether each element of an event is also a row of a calibration pack, which takes fewer shapes
 * @param outputs how many outputs each event must have along the last axis of its predictions, a single number being one; 0 for
 *     any number, none of which is counted apart
 */
public record DecodeOptions(
        Instant minTime,
        Instant maxTime,
        Duration maxFuture,
        int maxBytes,
        int maxDepth,
        int maxElements,
        BinaryCrossentropyConfig metric,
        boolean calibrated,
        int outputs)
        implements Serializable {

    private static final Instant YEAR_0 = Instant.parse("0000-01-01T00:00:00Z");
    /** Nested arrays are read by recursion; this is far from the end of any thread's stack. */
    private static final int MAX_DEPTH = 1000;

    private static final int MAX_FUTURE_DAYS = 3_652_425;
    private static final Instant YEAR_10000 = Instant.parse("9999-12-31T23:59:59.999Z");

    /**
     * Checks every limit; {@link IllegalArgumentException} with a sentence if one makes no sense.
     *
     * @throws dev.plumbline.metric.FloatTypeException if the metric could never be updated
     */
    public DecodeOptions {
        metric.checkFloatTypes();
        if (minTime.isBefore(YEAR_0) || maxTime.isAfter(YEAR_10000)) {
            throw new IllegalArgumentException("the plausible range " + minTime + " to " + maxTime
                    + " leaves the years 0000 to 9999; narrow minTime and maxTime");
        }
        if (!minTime.isBefore(maxTime)) {
            throw new IllegalArgumentException(
                    "minTime " + minTime + " is not before maxTime " + maxTime + "; swap or widen them");
        }
        if (maxFuture.isNegative() || maxFuture.compareTo(Duration.ofDays(MAX_FUTURE_DAYS)) > 0) {
            throw new IllegalArgumentException("maxFuture " + maxFuture + " is not between 0 and " + MAX_FUTURE_DAYS
                    + " days; choose one that is");
        }
        requireBetween("maxBytes", maxBytes, 1, Integer.MAX_VALUE);
        requireBetween("maxDepth", maxDepth, 1, MAX_DEPTH);
        requireBetween("maxElements", maxElements, 1, Integer.MAX_VALUE);
        requireBetween("outputs", outputs, 0, Integer.MAX_VALUE);
    }

    /** Years 2000 to 2200, one hour ahead of the record's timestamp, 1 MiB, depth 64, 65536 elements, for the loss alone, any outputs. */
    public static DecodeOptions defaults(BinaryCrossentropyConfig metric) {
        return new DecodeOptions(
                Instant.parse("2000-01-01T00:00:00Z"),
                Instant.parse("2200-01-01T00:00:00Z"),
                Duration.ofHours(1),
                1 << 20,
                64,
                1 << 16,
                metric,
                false,
                0);
    }

    /** The same for a calibration pack beside the loss, or for the loss alone, any outputs. */
    public DecodeOptions withCalibrated(boolean newCalibrated) {
        return new DecodeOptions(
                minTime, maxTime, maxFuture, maxBytes, maxDepth, maxElements, metric, newCalibrated, outputs);
    }

    /** The same for events of so many outputs that are counted apart; 0 for any number. */
    public DecodeOptions withOutputs(int newOutputs) {
        return new DecodeOptions(
                minTime, maxTime, maxFuture, maxBytes, maxDepth, maxElements, metric, calibrated, newOutputs);
    }

    private static void requireBetween(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    name + " is " + value + ", not between " + min + " and " + max + "; choose one that is");
        }
    }
}
