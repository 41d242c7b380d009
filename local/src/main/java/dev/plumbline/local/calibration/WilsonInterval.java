package dev.plumbline.local.calibration;

/**
 * The 95 % score interval of an observed rate (Wilson, Journal of the American Statistical Association 22, 1927): all true rates
 * from which the observed one is no further away than 1.96 of the standard errors that they imply. Unlike the interval that is
 * symmetric round the observed rate, it stays within [0, 1] and is of use where no row, or every row, came true.
 *
 * @param lower the lower end, at most the observed rate; NaN if nothing was observed
 * @param upper the upper end, at least the observed rate; NaN if nothing was observed
 */
public record WilsonInterval(double lower, double upper) {
    /** The same quantile as in the interval of the log loss. */
    private static final double Z = 1.96;

    private static final WilsonInterval UNDEFINED = new WilsonInterval(Double.NaN, Double.NaN);

    /**
     * The interval of a rate.
     *
     * @param rate the observed rate, 0 to 1; NaN gives an undefined interval
     * @param rows over how many independent rows of equal weight; not necessarily whole. Nothing above 0, NaN included, gives an
     *     undefined interval
     */
    public static WilsonInterval of(double rate, double rows) {
        if (Double.isNaN(rate) || !(rows > 0)) {
            return UNDEFINED;
        }
        double shrink = 1 / (1 + Z * Z / rows);
        double middle = shrink * (rate + Z * Z / (2 * rows));
        double half = shrink * Z * Math.sqrt(rate * (1 - rate) / rows + Z * Z / (4 * rows * rows));
        // In real numbers the ends enclose the rate and lie within [0, 1]; rounding may take them out by an ulp.
        return new WilsonInterval(
                Math.max(0, Math.min(rate, middle - half)), Math.min(1, Math.max(rate, middle + half)));
    }
}
