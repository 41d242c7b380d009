package dev.plumbline.job.time;

/**
 * Windows of one size, one after the other: {@code [offset + k * size, offset + (k + 1) * size)}.
 *
 * @param size length, in milliseconds, positive
 * @param offset shift of the grid against the epoch, in milliseconds, in {@code [0, size)}
 */
public record Tumbling(long size, long offset) implements WindowSpec {
    /** @throws IllegalArgumentException with a sentence, if a length is out of range */
    public Tumbling {
        WindowChecks.requirePositive("size", size);
        WindowChecks.requireOffsetBelow("size", size, offset);
    }

    @Override
    public long paneMillis() {
        return WindowChecks.gcd(size, offset);
    }

    @Override
    public long windowsPerPane() {
        return 1;
    }

    @Override
    public String name() {
        return "tumbling " + Durations.print(size) + WindowChecks.suffix(offset);
    }

    @Override
    public void forEachWindowOf(long paneStart, WindowConsumer consumer) {
        long start = WindowChecks.floor(paneStart, size, offset);
        consumer.accept(start, start + size);
    }
}
