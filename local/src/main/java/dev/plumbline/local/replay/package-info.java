/** A replay on this machine: its progress, its summary, and the folder from which it goes on after an interruption. */
@NullMarked
package dev.plumbline.local.replay;

import org.jspecify.annotations.NullMarked;
