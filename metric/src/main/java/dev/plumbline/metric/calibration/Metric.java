package dev.plumbline.metric.calibration;

import java.util.Set;

/** One metric, or a few that are read together: which state it needs, and what it makes of it. */
interface Metric {
    /** What it is called in configurations. Published: never changes. */
    String key();

    /** The components it reads, besides the counts. */
    Set<Part> needs();

    /** Computes the values and publishes each under its key. Changes nothing. */
    void read(Reading state, CalibrationResult.Builder into);
}
