package dev.plumbline.job.memory;

import java.io.Serializable;

/**
 * What happens half-way through a log in memory: each partition waits there until so many checkpoints have been completed, and
 * then the job may fail, once.
 *
 * @param checkpoints how many checkpoints are waited for; 0 for no interruption
 * @param thenFail whether a task fails a little later, when records after the checkpoint are already on their way
 */
public record Interruption(int checkpoints, boolean thenFail) implements Serializable {

    /** Nothing happens. */
    public static final Interruption NONE = new Interruption(0, false);
}
