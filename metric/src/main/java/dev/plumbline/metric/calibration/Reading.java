package dev.plumbline.metric.calibration;

import org.jspecify.annotations.Nullable;

/** One look at the state, and what more than one metric needs of it. */
final class Reading {
    private final CalibrationConfig config;
    private final Components state;
    private @Nullable RankedScores ranks;

    Reading(CalibrationConfig config, Components state) {
        this.config = config;
        this.state = state;
    }

    CalibrationConfig config() {
        return config;
    }

    Counts counts() {
        return state.counts();
    }

    /** The sum of weights W, rounded once. */
    double weight() {
        return counts().weight().doubleValue(0);
    }

    <C extends Component> C get(Class<C> kind) {
        return state.get(kind);
    }

    Means means() {
        return config.parts().contains(Part.BINS) ? get(BinSums.class) : get(MeanSums.class);
    }

    /** The weighted mean loss; NaN without any weight. */
    double logLoss() {
        return get(LossSum.class).value(0) / weight();
    }

    /** The scores in ascending order, with the weights of both classes. */
    RankedScores ranks() {
        RankedScores known = ranks;
        if (known == null) {
            known = RankedScores.of(get(ScoreHistogram.class));
            ranks = known;
        }
        return known;
    }
}
