/** How the population is cut into slices; plain Java. A slice is a segment of the population, never a chunk of time. */
@NullMarked
package dev.plumbline.job.slice;

import org.jspecify.annotations.NullMarked;
