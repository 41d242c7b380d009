package dev.plumbline.metric.calibration;

import dev.plumbline.metric.ExactSum;
import dev.plumbline.metric.calibration.CalibrationStream.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The areas of a population by their definitions, from its sorted rows: no cells, no code of the pack but its sums. */
final class SortedScores {
    /** Score, weight of positives, weight of negatives; descending. */
    private final List<double[]> groups = new ArrayList<>();

    private final double positives;
    private final double negatives;

    SortedScores(List<Row> rows) {
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparingDouble(Row::prediction).reversed());
        ExactSum allPositives = new ExactSum();
        ExactSum allNegatives = new ExactSum();
        ExactSum[] tied = {};
        for (Row row : sorted) {
            if (groups.isEmpty() || groups.get(groups.size() - 1)[0] != row.prediction()) {
                groups.add(new double[] {row.prediction(), 0, 0});
                tied = new ExactSum[] {new ExactSum(), new ExactSum()};
            }
            double[] shares = {row.weight() * row.label(), row.weight() * (1 - row.label())};
            for (int side = 0; side < 2; side++) {
                tied[side].add(shares[side]);
                groups.get(groups.size() - 1)[side + 1] = tied[side].doubleValue();
            }
            allPositives.add(shares[0]);
            allNegatives.add(shares[1]);
        }
        positives = allPositives.doubleValue();
        negatives = allNegatives.doubleValue();
    }

    double rocAuc() {
        ExactSum above = new ExactSum();
        ExactSum pairs = new ExactSum();
        for (double[] group : groups) {
            pairs.add(group[2] / negatives * (above.doubleValue() + group[1] / 2) / positives);
            above.add(group[1]);
        }
        return pairs.doubleValue();
    }

    double averagePrecision() {
        return area(false);
    }

    double trapezoids() {
        return area(true);
    }

    private double area(boolean trapezoids) {
        ExactSum hits = new ExactSum();
        ExactSum all = new ExactSum();
        ExactSum area = new ExactSum();
        double before = 1;
        for (double[] group : groups) {
            hits.add(group[1]);
            all.add(group[1]);
            all.add(group[2]);
            double precision = hits.doubleValue() / all.doubleValue();
            area.add(group[1] / positives * (trapezoids ? (before + precision) / 2 : precision));
            before = precision;
        }
        return area.doubleValue();
    }
}
