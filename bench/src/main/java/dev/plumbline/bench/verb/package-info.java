/** JMH benchmarks of single verbs: decode, loss, add, merge, encode. */
@NullMarked
package dev.plumbline.bench.verb;

import org.jspecify.annotations.NullMarked;
