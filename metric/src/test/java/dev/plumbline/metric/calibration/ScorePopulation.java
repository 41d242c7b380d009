package dev.plumbline.metric.calibration;

import dev.plumbline.metric.calibration.CalibrationStream.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * A made-up population of scores, labels and weights, the same in every run.
 *
 * @param auc the largest bound on the error of the AUC that is still of use for it
 * @param averagePrecision the same for average precision, relative to its value
 */
record ScorePopulation(String name, List<Row> rows, double auc, double averagePrecision) {
    private static final int ROWS = 20_000;
    private static final int CELLS_PER_OCTAVE = 64;

    @Override
    public String toString() {
        return name;
    }

    static List<ScorePopulation> all() {
        List<ScorePopulation> all = new ArrayList<>();
        DoubleUnaryOperator asPredicted = p -> p;
        all.add(uniform());
        all.add(of("rate 1e-4, wide", 400_000, r -> logNormal(r, 3e-5, 1.5), asPredicted, 0.0007, 0.15));
        all.add(of("rate 1e-4, narrow", 400_000, r -> logNormal(r, 9e-5, 0.5), asPredicted, 0.0034, 0.27));
        all.add(of("rate 1e-4, over-predicting", 400_000, r -> logNormal(r, 1e-3, 1), p -> p / 10, 0.0016, 0.1));
        all.add(of("rate 1e-3", 100_000, r -> logNormal(r, 6e-4, 1), asPredicted, 0.0015, 0.08));
        all.add(of("rate 0.01, click-like", ROWS, r -> logNormal(r, 0.007, 0.8), asPredicted, 0.002, 0.08));
        all.add(of("logits of deviation 1", ROWS, r -> logistic(r, 0, 1), asPredicted, 0.0024, 0.007));
        all.add(of("logits of deviation 3, rare", ROWS, r -> logistic(r, -3, 3), asPredicted, 0.0004, 0.0031));
        all.add(of("over-confident", ROWS, r -> logistic(r, 0, 6), p -> 0.3 + 0.4 * p, 0.00033, 0.001));
        all.add(of("saturated to 0 and 1", ROWS, r -> logistic(r, 0, 40), p -> 0.2 + 0.6 * p, 0.047, 0.15));
        all.add(of("skewed towards 0", ROWS, r -> Math.pow(r.nextDouble(), 8), asPredicted, 0.0003, 0.005));
        all.add(of("skewed towards 1", ROWS, r -> 1 - Math.pow(r.nextDouble(), 8), asPredicted, 0.0003, 0.00009));
        all.add(of("half of the scores 0", ROWS, r -> Math.max(0, r.nextDouble() - 0.5), asPredicted, 0.0015, 0.07));
        all.add(of("two decimals", ROWS, r -> r.nextInt(101) / 100.0, asPredicted, 0.004, 0.012));
        all.add(of("one decimal", ROWS, r -> r.nextInt(11) / 10.0, asPredicted, 0.033, 0.08));
        all.add(of("a constant", ROWS, r -> 0.3, asPredicted, 0.501, 2.4));
        all.add(of("two scores", ROWS, r -> r.nextBoolean() ? 0.01 : 0.2, asPredicted, 0.3, 4));
        all.add(of("reversed", ROWS, SplittableRandom::nextDouble, p -> 1 - p, 0.0013, 0.0035));
        all.add(of("labels by chance", ROWS, SplittableRandom::nextDouble, p -> 0.1, 0.0016, 0.008));
        all.add(of("a narrow band", ROWS, r -> 0.5 + 0.01 * r.nextDouble(), asPredicted, 0.22, 0.6));
        all.add(of("floats", ROWS, r -> (float) logistic(r, -2, 1), asPredicted, 0.002, 0.02));
        all.add(of("below the smallest cell", ROWS, r -> 1e-13 * r.nextDouble(), p -> 0.1, 0.501, 9.1));
        all.add(of("soft labels", ROWS, r -> logistic(r, -1, 1), asPredicted, 0.0026, 0.012, (p, r) -> 1, true));
        all.add(of(
                "weights over eight decades",
                ROWS,
                r -> logistic(r, -1, 1),
                asPredicted,
                0.0023,
                0.012,
                (p, r) -> Math.pow(10, 8 * r.nextDouble()),
                false));
        all.add(of(
                "low scores weigh 20",
                ROWS,
                r -> logistic(r, -2, 1),
                asPredicted,
                0.003,
                0.022,
                (p, r) -> p < 0.05 ? 20 : 1,
                false));
        all.addAll(adversaries());
        return all;
    }

    /** In the worst and in the best order for a cell. */
    static List<ScorePopulation> adversaries() {
        return List.of(
                inCells("negatives above positives in each cell", true),
                inCells("positives above negatives in each cell", false));
    }

    /** A model of clicks: scores around 0.007, and as many clicks as it says. */
    static List<Row> clicks(int rows) {
        return of("clicks", rows, r -> logNormal(r, 0.007, 0.8), p -> p, 0, 0).rows();
    }

    static ScorePopulation uniform() {
        return of("uniform, calibrated", ROWS, SplittableRandom::nextDouble, p -> p, 0.00135, 0.003);
    }

    private interface Weight {
        double of(double score, SplittableRandom random);
    }

    private static ScorePopulation of(
            String name,
            int rows,
            ToDoubleFunction<SplittableRandom> score,
            DoubleUnaryOperator rate,
            double auc,
            double averagePrecision) {
        return of(name, rows, score, rate, auc, averagePrecision, (p, random) -> 1, false);
    }

    private static ScorePopulation of(
            String name,
            int rows,
            ToDoubleFunction<SplittableRandom> score,
            DoubleUnaryOperator rate,
            double auc,
            double averagePrecision,
            Weight weight,
            boolean soft) {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        List<Row> list = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            double p = score.applyAsDouble(random);
            double label = random.nextDouble() < rate.applyAsDouble(p) ? 1 : 0;
            list.add(new Row(soft ? (label + random.nextDouble()) / 2 : label, p, weight.of(p, random)));
        }
        return new ScorePopulation(name, list, auc, averagePrecision);
    }

    /** In each cell of one power of two a positive and two negatives, in the worst or the best order: the bounds are reached. */
    private static ScorePopulation inCells(String name, boolean negativesAbove) {
        List<Row> list = new ArrayList<>();
        for (int i = 0; i < CELLS_PER_OCTAVE; i++) {
            double cell = 0.125 * (1 + i / (double) CELLS_PER_OCTAVE);
            double width = 0.125 / CELLS_PER_OCTAVE;
            list.add(new Row(1, cell + width * (negativesAbove ? 0.1 : 0.9), 1));
            list.add(new Row(0, cell + width * 0.5, 1));
            list.add(new Row(0, cell + width * 0.6, 1));
        }
        return new ScorePopulation(name, list, 0.008, 0.1);
    }

    private static double logistic(SplittableRandom random, double mean, double deviation) {
        return 1 / (1 + Math.exp(-(mean + deviation * gaussian(random))));
    }

    private static double logNormal(SplittableRandom random, double median, double deviation) {
        return Math.min(1, median * Math.exp(deviation * gaussian(random)));
    }

    /** Box and Muller's; SplittableRandom has none in JDK 17's interface for a given algorithm. */
    private static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
