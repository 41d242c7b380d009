package dev.plumbline.bench.scenario;

/**
 * A job that waits for labels, and what that costs: once with few predictions and once with many, over the same time, so that all that
 * does not grow with them falls out of the difference.
 *
 * @param few a job with few predictions; its name is that of the case
 * @param many the same job with many
 */
public record StateCase(Entry few, Entry many) {
    /** Its name, unique in its scenario. */
    public String name() {
        return few.name();
    }
}
