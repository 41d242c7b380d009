/** What travels between the rooms of the job, and its bytes: records, partial sums, keys, and their serializers. */
@NullMarked
package dev.plumbline.job.flow;

import org.jspecify.annotations.NullMarked;
