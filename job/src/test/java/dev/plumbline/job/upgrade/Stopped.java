package dev.plumbline.job.upgrade;

import java.nio.file.Path;

/** What was there when a job was stopped, and from where to go on. */
record Stopped(Outcome outcome, Path savepoint) {}
