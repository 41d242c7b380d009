/** What is run against what, over which topic, and which bars hold. Descriptions only. */
@NullMarked
package dev.plumbline.bench.scenario;

import org.jspecify.annotations.NullMarked;
