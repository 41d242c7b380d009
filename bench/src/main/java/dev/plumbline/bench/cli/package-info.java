/** The command {@code plumbline bench}. */
@NullMarked
package dev.plumbline.bench.cli;

import org.jspecify.annotations.NullMarked;
