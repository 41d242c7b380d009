/** What becomes of state when the job is started again as something else: a later release, or with other settings. */
@NullMarked
package dev.plumbline.job.upgrade;

import org.jspecify.annotations.NullMarked;
