package dev.plumbline.bench.result;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The middle of some numbers and how far they lie apart.
 *
 * @param median the middle one, or the mean of the middle two
 * @param min the least
 * @param max the greatest
 */
public record Spread(double median, double min, double max) {

    /**
     * The spread of some numbers.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Spread of(List<Double> numbers) {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("nothing has no median");
        }
        List<Double> sorted = numbers.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }

    /** The spread of one figure over some things. */
    public static <T> Spread of(List<T> things, ToDoubleFunction<T> figure) {
        return of(things.stream().map(figure::applyAsDouble).toList());
    }

    /**
     * The {@code percent}-th percentile: the least of the numbers that at least so many of 100 do not exceed.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static double percentile(List<Double> numbers, double percent) {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("nothing has no percentiles");
        }
        List<Double> sorted = numbers.stream().sorted().toList();
        int rank = (int) Math.ceil(percent / 100 * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }
}
