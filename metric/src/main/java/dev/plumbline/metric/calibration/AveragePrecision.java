package dev.plumbline.metric.calibration;

import java.util.Set;

/**
 * The area under precision over recall, in steps: sum over distinct scores, descending, of (R_k - R_(k-1)) P_k. NaN without
 * positives.
 *
 * <p><b>The bound.</b> Let a cell hold positives of weight w+ and negatives of weight w-, with A positives and F negatives
 * above it. A positive that has the weight t of the cell's positives at or above itself has a precision of at least (A + t)
 * / (A + F + w- + t), with all the cell's negatives above it. That rises with t, so the mean over the cell is at least its
 * integral over t, 1 - (F + w-) / w+ ln(1 + w+ / (A + F + w-)). And the precision is at most (A + w+) / (A + F + w+), with
 * all negatives below and all positives tied.
 */
final class AveragePrecision implements Metric {
    @Override
    public String key() {
        return "average_precision";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.SCORES);
    }

    @Override
    public void read(Reading state, CalibrationResult.Builder into) {
        new Steps().read(state.ranks(), key(), into);
    }

    private static final class Steps extends PrecisionRecall {
        @Override
        double tied(double a, double f, double positive, double negative) {
            return (a + positive) / (a + positive + (f + negative));
        }

        @Override
        double least(double a, double f, double positive, double negative) {
            double negatives = f + negative;
            if (negatives == 0) {
                return 1;
            }
            double mean = 1 - negatives / positive * StrictMath.log1p(positive / (a + negatives));
            double first = a / (a + negatives);
            // Said so that the first one stands in where the quotients leave the double range.
            return mean >= first ? mean : first;
        }

        @Override
        double most(double a, double f, double positive, double negative) {
            return (a + positive) / (a + positive + f);
        }
    }
}
