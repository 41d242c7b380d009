/** Tests of the calibration pack: golden values, merge laws, bounds, bytes, and the shared conformance streams. */
@NullMarked
package dev.plumbline.metric.calibration;

import org.jspecify.annotations.NullMarked;
