/** The whole job over predictions and labels that come later, in memory, against {@link dev.plumbline.job.oracle.LabelOracle}. */
@NullMarked
package dev.plumbline.job.delayed;

import org.jspecify.annotations.NullMarked;
