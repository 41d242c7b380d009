/** The demonstration: seeded traffic of a few models through a real broker and a real job, and a live table of the results. */
@NullMarked
package dev.plumbline.local.demo;

import org.jspecify.annotations.NullMarked;
