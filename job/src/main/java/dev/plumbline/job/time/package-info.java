/**
 * Windows and panes as pure arithmetic on epoch milliseconds: which windows a moment belongs to, and the chunk of time (the
 * pane) that all of them share. Knows no Flink.
 */
@NullMarked
package dev.plumbline.job.time;

import org.jspecify.annotations.NullMarked;
