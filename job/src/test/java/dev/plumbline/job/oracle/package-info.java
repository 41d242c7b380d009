/**
 * What must become of predictions and labels that come by themselves, from their JSON to the bytes of the final reports, by brute
 * force. It shares nothing with the job but the metric and the encoder of reports, knows no Flink, and is used by the tests of
 * {@code src-it} too.
 */
@NullMarked
package dev.plumbline.job.oracle;

import org.jspecify.annotations.NullMarked;
