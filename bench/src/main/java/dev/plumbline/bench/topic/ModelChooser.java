package dev.plumbline.bench.topic;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws the model of a record, from 0. */
final class ModelChooser {
    private static final double HOT_SHARE = 0.9;

    private final int models;
    /** Upper ends of the models' parts of [0, 1); empty when all are alike. */
    private final double[] ends;

    ModelChooser(Popularity popularity, int models) {
        this.models = models;
        this.ends = popularity == Popularity.UNIFORM ? new double[0] : ends(popularity, models);
    }

    int next(SplittableRandom random) {
        if (ends.length == 0) {
            return random.nextInt(models);
        }
        int found = Arrays.binarySearch(ends, random.nextDouble());
        return Math.min(models - 1, found >= 0 ? found + 1 : -found - 1);
    }

    private static double[] ends(Popularity popularity, int models) {
        double[] weights = new double[models];
        boolean hot = popularity == Popularity.HOT && models > 1;
        for (int i = 0; i < models; i++) {
            weights[i] = 1.0 / (i + 1);
        }
        if (hot) {
            double others = Arrays.stream(weights).skip(1).sum();
            weights[0] = others * HOT_SHARE / (1 - HOT_SHARE);
        }
        double total = Arrays.stream(weights).sum();
        double end = 0;
        for (int i = 0; i < models; i++) {
            end += weights[i] / total;
            weights[i] = end;
        }
        return weights;
    }
}
