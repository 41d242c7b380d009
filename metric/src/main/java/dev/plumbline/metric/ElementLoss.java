package dev.plumbline.metric;

import org.jspecify.annotations.Nullable;

/**
 * The cross-entropy of one label and one prediction, in nats. Inputs, the label smoothing of tf2.3 and the constants
 * lo, hi and epsilon are rounded to the compute dtype, everything else is double arithmetic; logarithms and
 * exponentials are {@link StrictMath}'s, so the result has the same bits on every machine. Labels and probabilities
 * outside [0, 1] are accepted as the reference accepts them: probabilities are clipped, and the loss is linear in the
 * label.
 */
public final class ElementLoss {
    /** Keras' {@code backend.epsilon()}. */
    private static final double EPSILON = 1e-7;

    /**
     * The one that was asked for last. A process holds very many accumulators, mostly of one configuration; sharing its loss takes
     * 64 bytes off each. Whichever thread wins, what it stores is immutable.
     */
    private static volatile @Nullable ElementLoss latest;

    private final BinaryCrossentropyConfig config;
    private final DType dtype;
    private final boolean fromLogits;
    private final double labelSmoothing;
    private final double lo;
    private final double hi;
    /** What is added inside each logarithm: 0 for keras3, where adding it changes no bit. */
    private final double epsilon;

    private ElementLoss(BinaryCrossentropyConfig config, DType computeDtype) {
        this.config = config;
        dtype = computeDtype;
        fromLogits = config.fromLogits();
        // tf2.3 makes a tensor of it, keras3 leaves it a Python number, which is a double.
        labelSmoothing = config.variant() == Variant.TF2_3
                ? computeDtype.round(config.labelSmoothing())
                : config.labelSmoothing();
        lo = computeDtype.round(EPSILON);
        hi = computeDtype.round(1 - EPSILON);
        epsilon = config.variant() == Variant.TF2_3 ? lo : 0;
    }

    /** The loss under this configuration, computed in the given dtype. */
    public static ElementLoss of(BinaryCrossentropyConfig config, DType computeDtype) {
        ElementLoss shared = latest;
        if (shared == null || shared.dtype != computeDtype || !shared.config.mergesWith(config)) {
            shared = new ElementLoss(config, computeDtype);
            latest = shared;
        }
        return shared;
    }

    /**
     * The loss of one label and one prediction, a probability or a logit as configured; NaN if either is, or if the logit
     * is infinite in the compute dtype.
     */
    public double of(double yTrue, double yPred) {
        double y = smooth(dtype.round(yTrue));
        double p = dtype.round(yPred);
        return fromLogits ? ofLogit(y, p) : ofProbability(y, p);
    }

    private double smooth(double y) {
        return labelSmoothing == 0 ? y : y * (1 - labelSmoothing) + 0.5 * labelSmoothing;
    }

    /**
     * {@code -(y ln(q + e) + (1 - y) ln(1 - q + e))} with q = p clipped to [lo, hi].
     *
     * <p>For a label of 0 or 1 one of the two products is a zero, because q in [lo, hi] keeps both logarithms finite,
     * and adding a zero changes at most the sign of another zero, which no sum can see. So its logarithm is not needed.
     * A NaN prediction makes both logarithms NaN, and a NaN label takes the full formula.
     */
    private double ofProbability(double y, double p) {
        double q = Math.min(Math.max(p, lo), hi);
        if (y * (1 - y) == 0) {
            // q or 1 - q, exactly. A branch would be taken wrongly half the time, for labels are what nobody can
            // foresee.
            return -NaturalLog.of((1 - y) + (2 * y - 1) * q + epsilon);
        }
        return -(y * NaturalLog.of(q + epsilon) + (1 - y) * NaturalLog.of(1 - q + epsilon));
    }

    /**
     * {@code max(x, 0) - x y + log1p(exp(-|x|))}; NaN for an infinite logit, whatever the label, as the reference
     * measures it.
     */
    private static double ofLogit(double y, double x) {
        if (Double.isInfinite(x)) {
            return Double.NaN;
        }
        return Math.max(x, 0) - x * y + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }
}
