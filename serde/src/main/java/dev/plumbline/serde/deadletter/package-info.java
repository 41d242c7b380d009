/** Refused records, kept as they came, with the reason in headers or in a JSON line. Layouts: {@code docs/FORMATS.md}. */
@NullMarked
package dev.plumbline.serde.deadletter;

import org.jspecify.annotations.NullMarked;
