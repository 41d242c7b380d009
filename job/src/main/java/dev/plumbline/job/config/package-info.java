/**
 * One YAML file, with overrides from the command line and secrets from the environment or files, becomes an immutable {@link
 * dev.plumbline.job.config.JobConfig}. Whatever is unknown, wrong or contradictory is refused, all problems at once, each with
 * its line and the way out. Knows no Flink.
 */
@NullMarked
package dev.plumbline.job.config;

import org.jspecify.annotations.NullMarked;
