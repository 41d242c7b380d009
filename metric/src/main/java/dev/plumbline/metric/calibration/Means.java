package dev.plumbline.metric.calibration;

import dev.plumbline.metric.ExactSum;

/** A component that knows the sums of w p and of w y over all rows. */
interface Means {
    /** The sum of w p, rounded once. */
    double predictions();

    /** The sum of w y; not to be changed. */
    ExactSum labels();
}
