/** What was measured: samples, their spread, whether contenders agree, the table and the result file. Plain Java. */
@NullMarked
package dev.plumbline.bench.result;

import org.jspecify.annotations.NullMarked;
