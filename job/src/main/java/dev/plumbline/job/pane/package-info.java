/** Local pre-aggregation: each task sums its own records per series and pane before anything crosses the network. */
@NullMarked
package dev.plumbline.job.pane;

import org.jspecify.annotations.NullMarked;
