package dev.plumbline.metric.calibration;

import dev.plumbline.metric.ExactSum;
import java.util.Set;

/**
 * The standard error of the mean loss, sqrt(m / (m - 1) sum w^2 (l - L)^2) / W over the m rows with a weight, L being the
 * mean, and the interval L -/+ 1.96 of it. This is the linearised variance of a ratio mean (Cochran, Sampling Techniques,
 * 1977, chapter 6); with equal weights it is s / sqrt(n).
 *
 * <p>With A = sum w^2 l^2, B = sum w^2 l, C = sum w^2 and T = sum w l, so that L = T / W,
 *
 * <pre>
 * sum w^2 (l - L)^2  =  A - 2 L B + L^2 C  =  (A W^2 - 2 T B W + T^2 C) / W^2
 * </pre>
 *
 * A difference that usually costs digits, and all of them where the losses are nearly equal. Here the sums are exact and
 * so is the difference: it is rounded once.
 */
final class LogLossInterval implements Metric {
    /** The quantile of the normal distribution that leaves 2.5 % above. */
    private static final double NORMAL_975 = 1.959963984540054;

    @Override
    public String key() {
        return "log_loss_interval";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.LOSS, Part.LOSS_SQUARES, Part.WEIGHT_SQUARES);
    }

    @Override
    public void read(Reading state, CalibrationResult.Builder into) {
        double logLoss = state.logLoss();
        double standardError = standardError(state);
        into.put("log_loss_se", standardError);
        into.put("log_loss_ci95_lower", logLoss - NORMAL_975 * standardError);
        into.put("log_loss_ci95_upper", logLoss + NORMAL_975 * standardError);
    }

    private static double standardError(Reading state) {
        LossSum loss = state.get(LossSum.class);
        LossSquares squares = state.get(LossSquares.class);
        WeightSquares weights = state.get(WeightSquares.class);
        long rows = state.counts().weighted();
        boolean overflown = loss.hasOverflown() || squares.hasOverflown() || weights.hasOverflown();
        if (rows < 2 || overflown) {
            return Double.NaN;
        }
        ExactSum weight = state.counts().weight().exactly(0);
        ExactSum weightedLoss = loss.weightedLoss();
        ExactSum squaredWeight = weights.exactly(state.counts().weight());
        ExactSum squaredWeightLoss = squares.weighted(weightedLoss);
        if (weight.doubleValue() == 0
                || !areFinite(weight, weightedLoss, squaredWeight, squaredWeightLoss, squares.squares())) {
            return Double.NaN;
        }
        Dyadic w = Dyadic.of(weight);
        Dyadic t = Dyadic.of(weightedLoss);
        Dyadic a = Dyadic.of(squares.squares());
        Dyadic b = Dyadic.of(squaredWeightLoss);
        Dyadic c = Dyadic.of(squaredWeight);
        Dyadic tbw = t.times(b).times(w);
        Dyadic centred =
                a.times(w).times(w).minus(tbw).minus(tbw).plus(t.times(t).times(c));
        // Below zero it comes only by products that were too small for a double.
        return centred.signum() <= 0 ? 0 : rootOverSquare(centred, w, rows / (rows - 1.0));
    }

    private static boolean areFinite(ExactSum... sums) {
        for (ExactSum sum : sums) {
            if (!Double.isFinite(sum.doubleValue())) {
                return false;
            }
        }
        return true;
    }

    /** sqrt(factor * centred) / w^2, scaled by powers of two so that nothing overflows on the way. */
    private static double rootOverSquare(Dyadic centred, Dyadic w, double factor) {
        int half = centred.magnitude() / 2;
        int size = w.magnitude();
        double root = Math.sqrt(factor * centred.scaledBy(-2 * half));
        double weight = w.scaledBy(-size);
        return Math.scalb(root / (weight * weight), half - 2 * size);
    }
}
