/** Flink inside this process. */
@NullMarked
package dev.plumbline.local.engine;

import org.jspecify.annotations.NullMarked;
