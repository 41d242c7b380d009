/** How long after a window's close its report can be read, under a steady stream. */
@NullMarked
package dev.plumbline.bench.latency;

import org.jspecify.annotations.NullMarked;
