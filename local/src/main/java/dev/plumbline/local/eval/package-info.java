/** The metric over a JSON Lines file, without Flink. */
@NullMarked
package dev.plumbline.local.eval;

import org.jspecify.annotations.NullMarked;
