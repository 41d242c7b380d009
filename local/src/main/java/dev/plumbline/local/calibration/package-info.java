/** The calibration metrics for people: columns of tables, reliability diagrams in text, intervals of observed rates. */
@NullMarked
package dev.plumbline.local.calibration;

import org.jspecify.annotations.NullMarked;
