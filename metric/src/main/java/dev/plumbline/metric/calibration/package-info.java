/**
 * The calibration pack: from the labels, predictions and weights of a window, everything that says whether a model's
 * probabilities are true. Depends on the JDK alone.
 *
 * <pre>{@code
 * CalibrationConfig config = CalibrationConfig.defaults();
 * CalibrationAccumulator window = new CalibrationAccumulator(config);
 * window.add(1, 0.7, 1);
 * window.add(0, 0.2, 1);
 * window.merge(another);
 * CalibrationResult result = window.result();
 * double error = result.value("ece");
 * }</pre>
 *
 * <p>Three layers. A {@code Component} is mergeable state: a few exact sums, the reliability bins, the histogram of
 * scores. A {@code Metric} is a formula: it names the components it needs and computes its values from them. {@link
 * dev.plumbline.metric.calibration.CalibrationMetric} is the list of all metrics. <b>To add a metric</b>, write one file
 * that implements {@code Metric}, give it one line in that list, and a section in {@code docs/METRICS.md}; only a metric
 * that needs state nobody holds yet also needs a {@code Component} and a line in {@code Part}.
 */
@NullMarked
package dev.plumbline.metric.calibration;

import org.jspecify.annotations.NullMarked;
