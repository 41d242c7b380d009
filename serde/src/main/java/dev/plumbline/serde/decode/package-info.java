/**
 * Predictions and labels out of JSON bytes. Jackson's streaming parser is walked along the configured JSON Pointers; nothing else of the
 * record is built.
 */
@NullMarked
package dev.plumbline.serde.decode;

import org.jspecify.annotations.NullMarked;
