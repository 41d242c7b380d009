package dev.plumbline.metric.calibration;

/**
 * The kinds of components, in the order of their encodings. A pack has those that its metrics need, besides the {@link
 * Counts} that all have.
 */
enum Part {
    LOSS,
    LOSS_SQUARES,
    WEIGHT_SQUARES,
    BRIER,
    MEANS,
    SPIEGELHALTER,
    BINS,
    SCORES;

    Component empty(CalibrationConfig config) {
        return switch (this) {
            case LOSS -> new LossSum();
            case LOSS_SQUARES -> new LossSquares();
            case WEIGHT_SQUARES -> new WeightSquares();
            case BRIER -> new BrierSum();
            case MEANS -> new MeanSums();
            case SPIEGELHALTER -> new SpiegelhalterSums();
            case BINS -> new BinSums(config.bins());
            case SCORES -> new ScoreHistogram(config.exactScores(), config.cellBits());
        };
    }
}
