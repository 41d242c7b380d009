/**
 * The first room: reads Kafka or files, decodes each record once, and gives the one verdict on lateness, with the raw record
 * still at hand.
 */
@NullMarked
package dev.plumbline.job.source;

import org.jspecify.annotations.NullMarked;
