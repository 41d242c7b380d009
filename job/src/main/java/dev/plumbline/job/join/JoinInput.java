package dev.plumbline.job.join;

import dev.plumbline.job.flow.JoinKey;

/**
 * A prediction or a label on its way to the task that keeps its key.
 *
 * @param key by what it is found
 * @param event what it is
 */
public record JoinInput(JoinKey key, JoinEvent event) {}
