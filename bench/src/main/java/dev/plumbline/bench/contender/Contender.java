package dev.plumbline.bench.contender;

/** Reads topics for time. Not thread-safe; one pass at a time. */
public interface Contender extends AutoCloseable {
    /**
     * Reads the task's topic from its first record to its end, and delivers all results.
     *
     * @param task what to read and where to put results
     * @param ready is called once, when everything is ready to read and the pass begins to count
     * @throws Exception if it did not get through
     */
    Pass run(Task task, Runnable ready) throws Exception;

    /** Gives back what is held between passes. */
    @Override
    void close();
}
