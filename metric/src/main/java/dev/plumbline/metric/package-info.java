/** The mathematics: losses, exact sums and their accumulators. Depends on the JDK alone. */
@NullMarked
package dev.plumbline.metric;

import org.jspecify.annotations.NullMarked;
