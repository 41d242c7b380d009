/** Text for people: aligned tables, and a screen that is redrawn in place. */
@NullMarked
package dev.plumbline.local.terminal;

import org.jspecify.annotations.NullMarked;
