package dev.plumbline.metric.calibration;

import java.util.Set;

/**
 * The area under precision over recall, in trapezoids between the points of neighbouring scores, starting at recall 0 and
 * precision 1. NaN without positives. Davis and Goadrich (ICML 2006) show why it flatters: precision does not go straight
 * from point to point.
 *
 * <p><b>The bound.</b> While the walk is in a cell, the precision is at least A / (A + F + w-), before the first positive
 * and after the last negative, and at most (A + w+) / (A + F + w+); so are all points that trapezoids within it connect,
 * the one before the cell included.
 */
final class PrAucTrapezoid implements Metric {
    @Override
    public String key() {
        return "pr_auc_trapezoid";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.SCORES);
    }

    @Override
    public void read(Reading state, CalibrationResult.Builder into) {
        new Trapezoids().read(state.ranks(), key(), into);
    }

    private static final class Trapezoids extends PrecisionRecall {
        @Override
        double tied(double a, double f, double positive, double negative) {
            double before = a + f == 0 ? 1 : a / (a + f);
            return (before + (a + positive) / (a + positive + (f + negative))) / 2;
        }

        @Override
        double least(double a, double f, double positive, double negative) {
            double reached = a + (f + negative);
            return reached == 0 ? 1 : a / reached;
        }

        @Override
        double most(double a, double f, double positive, double negative) {
            return (a + positive) / (a + positive + f);
        }
    }
}
