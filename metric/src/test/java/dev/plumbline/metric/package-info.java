/** Tests of the mathematics: golden values, merge laws, and the shared conformance vectors. */
@NullMarked
package dev.plumbline.metric;

import org.jspecify.annotations.NullMarked;
