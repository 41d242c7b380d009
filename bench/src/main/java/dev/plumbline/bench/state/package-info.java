/** What is kept of a prediction that waits for its label. */
@NullMarked
package dev.plumbline.bench.state;

import org.jspecify.annotations.NullMarked;
