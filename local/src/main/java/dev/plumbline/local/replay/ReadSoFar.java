package dev.plumbline.local.replay;

import dev.plumbline.job.preflight.Reading;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of a replay has been read, of all its sources. Kafka tells by offsets, over all runs; files by records, of the present run.
 * Not thread-safe.
 */
final class ReadSoFar {
    private record Source(Positions positions, Probe probe) {}

    private final boolean isRange;
    private final List<Source> sources = new ArrayList<>();
    private long records;

    /**
     * Begins.
     *
     * @param reading what is read
     * @param before how far an earlier run had come, in the form of {@link #toString()}; empty if there was none
     * @param predictions tells about the predictions
     * @param labels tells about labels that come by themselves
     */
    ReadSoFar(Reading reading, String before, Probe predictions, Probe labels) {
        this.isRange = reading.isRange();
        List<String> lines = before.lines().toList();
        sources.add(new Source(
                new Positions(reading.predictions().spans(), lines.isEmpty() ? "" : lines.get(0)), predictions));
        if (reading.config().labels().isPresent()) {
            sources.add(
                    new Source(new Positions(reading.labels().spans(), lines.size() < 2 ? "" : lines.get(1)), labels));
        }
    }

    /** Asks how far it is. */
    void look() {
        if (isRange) {
            sources.forEach(source ->
                    source.probe().offsets(source.positions().partitions()).forEach(source.positions()::read));
        } else {
            long read = sources.stream()
                    .mapToLong(source -> source.probe().records().orElse(0))
                    .sum();
            records = Math.max(records, read);
        }
    }

    /** Every record has been read. */
    void finish() {
        sources.forEach(source -> source.positions().finish());
    }

    /** How many offsets, or records of files, lie behind. */
    long done() {
        return isRange
                ? sources.stream()
                        .mapToLong(source -> source.positions().done())
                        .sum()
                : records;
    }

    /** The positions in each source, a line each. */
    @Override
    public String toString() {
        return String.join(
                "\n",
                sources.stream().map(source -> source.positions().toString()).toList());
    }
}
