/** The packaged job on real processes: a Kafka broker, a Flink JobManager, and TaskManagers that can be killed. */
@NullMarked
package dev.plumbline.it;

import org.jspecify.annotations.NullMarked;
