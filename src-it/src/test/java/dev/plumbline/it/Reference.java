package dev.plumbline.it;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the job must say about some events, worked out apart from it: windows by trying every candidate, the loss from the
 * formula of Keras 3 in float64, sums in BigDecimal.
 */
final class Reference {

    private static final double EPSILON = 1e-7;

    private final Map<WindowKey, Sums> sums = new HashMap<>();

    /** Which result is meant. */
    record WindowKey(String model, String version, String window, long start, long end) {}

    /** The numbers of one result. */
    record Numbers(long records, double result, double weightedSum, double weightCount) {}

    /** A rule that gives the windows of a point in time. */
    interface Windows {
        List<Bounds> of(long time);
    }

    /** A window from {@code start}, included, to {@code end}, excluded, in epoch milliseconds. */
    record Bounds(String window, long start, long end) {}

    static Windows tumbling(String name, long size) {
        return time -> List.of(new Bounds(name, time - time % size, time - time % size + size));
    }

    static Windows sliding(String name, long size, long slide) {
        return time -> {
            List<Bounds> bounds = new ArrayList<>();
            for (long start = time - time % slide; start > time - size; start -= slide) {
                bounds.add(new Bounds(name, start, start + size));
            }
            return bounds;
        };
    }

    static Windows cumulative(String name, long size, long step) {
        return time -> {
            List<Bounds> bounds = new ArrayList<>();
            long start = time - time % size;
            for (long end = start + step; end <= start + size; end += step) {
                if (time < end) {
                    bounds.add(new Bounds(name, start, end));
                }
            }
            return bounds;
        };
    }

    /** The results for these events in these windows. */
    static Map<WindowKey, Numbers> of(List<Event> events, List<Windows> windows) {
        Reference reference = new Reference();
        for (Event event : events) {
            for (Windows rule : windows) {
                for (Bounds bounds : rule.of(event.time())) {
                    reference.add(event, bounds);
                }
            }
        }
        Map<WindowKey, Numbers> numbers = new HashMap<>();
        reference.sums.forEach((key, sum) -> numbers.put(key, sum.numbers()));
        return numbers;
    }

    private void add(Event event, Bounds bounds) {
        WindowKey key = new WindowKey(event.model(), event.version(), bounds.window(), bounds.start(), bounds.end());
        sums.computeIfAbsent(key, unknown -> new Sums()).add(event);
    }

    /** The loss of one probability, Keras 3 in float64: clipped, then the cross-entropy. */
    private static double loss(double yTrue, double yPred) {
        double q = Math.min(Math.max(yPred, EPSILON), 1 - EPSILON);
        return -(yTrue * Math.log(q) + (1 - yTrue) * Math.log(1 - q));
    }

    private static final class Sums {
        private long records;
        private BigDecimal weightedSum = BigDecimal.ZERO;
        private BigDecimal weightCount = BigDecimal.ZERO;

        void add(Event event) {
            BigDecimal weight = new BigDecimal(event.weight());
            records++;
            weightedSum = weightedSum.add(weight.multiply(new BigDecimal(loss(event.yTrue(), event.yPred()))));
            weightCount = weightCount.add(weight);
        }

        Numbers numbers() {
            return new Numbers(
                    records,
                    weightedSum.divide(weightCount, MathContext.DECIMAL64).doubleValue(),
                    weightedSum.doubleValue(),
                    weightCount.doubleValue());
        }
    }
}
