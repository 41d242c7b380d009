/** The command line: one class per command, and the one place that turns failures into sentences and exit codes. */
@NullMarked
package dev.plumbline.local.cli;

import org.jspecify.annotations.NullMarked;
