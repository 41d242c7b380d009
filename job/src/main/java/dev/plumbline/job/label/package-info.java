/** What can be chosen about labels that come later than their predictions; plain Java. {@code docs/LABELS.md} says what it means. */
@NullMarked
package dev.plumbline.job.label;

import org.jspecify.annotations.NullMarked;
