/** Window reports and their bytes: a compacted key and a canonical JSON value. Layouts: {@code docs/FORMATS.md}. */
@NullMarked
package dev.plumbline.serde.report;

import org.jspecify.annotations.NullMarked;
