package dev.plumbline.job.preflight;

import dev.plumbline.job.config.Partition;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** A topic in memory, whose offset n came in n seconds after a moment, and which is looked at when {@link #NOW} is. */
final class MemoryLog implements PartitionLog {
    private static final long BASE = 1_790_000_000_000L;
    static final long NOW = at(1_000);

    private final String topic;
    private final SortedMap<Partition, Bounds> bounds = new TreeMap<>();
    private final Map<Partition, Long> committed = new HashMap<>();

    MemoryLog(String topic) {
        this.topic = topic;
    }

    static long at(long offset) {
        return BASE + offset * 1_000;
    }

    static String instant(long offset) {
        return Instant.ofEpochMilli(at(offset)).toString();
    }

    MemoryLog partition(int number, long first, long end) {
        bounds.put(new Partition(topic, number), new Bounds(first, end, end));
        return this;
    }

    void open(int number, long since) {
        bounds.computeIfPresent(
                new Partition(topic, number), (partition, known) -> new Bounds(known.first(), since, known.end()));
    }

    void commit(int number, long offset) {
        committed.put(new Partition(topic, number), offset);
    }

    @Override
    public SortedMap<Partition, Bounds> bounds() {
        return bounds;
    }

    @Override
    public Map<Partition, Long> firstSince(Instant time) {
        Map<Partition, Long> found = new HashMap<>();
        bounds.forEach((partition, known) -> {
            long offset = Math.max(known.first(), -Math.floorDiv(BASE - time.toEpochMilli(), 1_000L));
            if (offset < known.stable()) {
                found.put(partition, offset);
            }
        });
        return found;
    }

    @Override
    public Map<Partition, Long> committed() {
        return committed;
    }

    @Override
    public OptionalLong timeAt(Partition partition, long offset) {
        Bounds known = bounds.get(partition);
        return known != null && offset < known.end() ? OptionalLong.of(at(offset)) : OptionalLong.empty();
    }

    @Override
    public long now() {
        return NOW;
    }

    @Override
    public void close() {}
}
