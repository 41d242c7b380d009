/** The Flink job: its main class and the topology that names the rooms in order. */
@NullMarked
package dev.plumbline.job;

import org.jspecify.annotations.NullMarked;
