/**
 * Labels that come later than their predictions: the rules by which the two meet, and what is kept until they do. What the rules
 * say is written down in {@code docs/LABELS.md}. They are plain Java over bytes and know no Flink, no JSON and no metric.
 */
@NullMarked
package dev.plumbline.job.join;

import org.jspecify.annotations.NullMarked;
