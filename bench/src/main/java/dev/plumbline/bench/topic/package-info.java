/** Seeded topics: which records they hold, byte by byte, and how they get to the broker fast. Knows no contender. */
@NullMarked
package dev.plumbline.bench.topic;

import org.jspecify.annotations.NullMarked;
