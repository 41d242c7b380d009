/**
 * Events and results as values: what a decoded prediction and a decoded label are, and why a record was refused. The bytes are in
 * the packages below: {@code decode} reads predictions and labels, {@code report} writes and reads window reports, {@code deadletter}
 * writes what was refused.
 */
@NullMarked
package dev.plumbline.serde;

import org.jspecify.annotations.NullMarked;
