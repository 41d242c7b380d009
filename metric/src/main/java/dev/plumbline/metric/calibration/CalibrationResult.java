package dev.plumbline.metric.calibration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The finished numbers of a pack: an immutable snapshot.
 *
 * <p>Values are doubles under their published keys, those of {@code docs/METRICS.md}. A value that is undefined, because
 * there is no weight, or only one class, or too few rows, is NaN; a ratio of something to nothing is infinite. Each
 * metric's section says when. Nothing else is ever NaN, but for weights or losses beyond 2^480 and sums beyond the double
 * range.
 */
public final class CalibrationResult {
    private final long rows;
    private final long weightedRows;
    private final Map<String, Double> values;
    private final List<ReliabilityBin> reliabilityBins;
    private final List<EqualMassBin> equalMassBins;

    private CalibrationResult(
            long rows,
            long weightedRows,
            Map<String, Double> values,
            List<ReliabilityBin> reliabilityBins,
            List<EqualMassBin> equalMassBins) {
        this.rows = rows;
        this.weightedRows = weightedRows;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.reliabilityBins = List.copyOf(reliabilityBins);
        this.equalMassBins = List.copyOf(equalMassBins);
    }

    /**
     * The snapshot that was published with these numbers.
     *
     * @param rows the rows that were added
     * @param weightedRows those whose weight is not 0
     * @param values all values by their keys, in the order of {@link #values()}
     * @param reliabilityBins the bins of equal width; empty if they were not chosen
     * @param equalMassBins the bins of about equal weight; empty if they were not chosen
     * @throws IllegalArgumentException if a number of rows is negative, or fewer rows than were weighed
     */
    public static CalibrationResult of(
            long rows,
            long weightedRows,
            Map<String, Double> values,
            List<ReliabilityBin> reliabilityBins,
            List<EqualMassBin> equalMassBins) {
        if (weightedRows < 0 || weightedRows > rows) {
            throw new IllegalArgumentException(
                    weightedRows + " of " + rows + " rows have a weight; it must be 0 to all of them");
        }
        return new CalibrationResult(rows, weightedRows, values, reliabilityBins, equalMassBins);
    }

    /** The rows that were added. */
    public long rows() {
        return rows;
    }

    /** The rows whose weight is not 0. */
    public long weightedRows() {
        return weightedRows;
    }

    /**
     * The value of a key.
     *
     * @throws IllegalArgumentException if no chosen metric publishes it; the message names the keys there are
     */
    public double value(String key) {
        Double value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(
                    "no value \"" + key + "\"; the chosen metrics give " + String.join(", ", values.keySet()));
        }
        return value;
    }

    /** All values by their keys: {@code sum_w}, then those of the chosen metrics in the order of their list. */
    public Map<String, Double> values() {
        return values;
    }

    /** The bins of equal width, the lowest first, empty ones included; no bins if they were not chosen. */
    public List<ReliabilityBin> reliabilityBins() {
        return reliabilityBins;
    }

    /** The bins of about equal weight, the lowest first, none of them empty; no bins if they were not chosen. */
    public List<EqualMassBin> equalMassBins() {
        return equalMassBins;
    }

    /** Equal numbers, bit for bit but for NaN, which equals NaN. */
    @Override
    public boolean equals(Object object) {
        return object instanceof CalibrationResult that
                && rows == that.rows
                && weightedRows == that.weightedRows
                && values.equals(that.values)
                && reliabilityBins.equals(that.reliabilityBins)
                && equalMassBins.equals(that.equalMassBins);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** For people: the counts and the values. */
    @Override
    public String toString() {
        return "CalibrationResult[rows=" + rows + ", " + values + "]";
    }

    /** Collects what the metrics publish. */
    static final class Builder {
        private final long rows;
        private final long weightedRows;
        private final Map<String, Double> values = new LinkedHashMap<>();
        private final List<ReliabilityBin> reliabilityBins = new ArrayList<>();
        private final List<EqualMassBin> equalMassBins = new ArrayList<>();

        Builder(Counts counts) {
            rows = counts.rows();
            weightedRows = counts.weighted();
            put("sum_w", counts.weight().doubleValue(0));
        }

        void put(String key, double value) {
            if (values.put(key, value) != null) {
                throw new IllegalStateException("two metrics publish " + key);
            }
        }

        void addReliabilityBin(ReliabilityBin bin) {
            reliabilityBins.add(bin);
        }

        void addEqualMassBin(EqualMassBin bin) {
            equalMassBins.add(bin);
        }

        CalibrationResult build() {
            return new CalibrationResult(rows, weightedRows, values, reliabilityBins, equalMassBins);
        }
    }
}
