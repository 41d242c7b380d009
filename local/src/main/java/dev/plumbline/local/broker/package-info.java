/**
 * A real Kafka broker inside this JVM, for the demonstration and for tests: it listens on the loopback interface only and
 * keeps its data in a temporary folder that is deleted when it closes.
 */
@NullMarked
package dev.plumbline.local.broker;

import org.jspecify.annotations.NullMarked;
