package dev.plumbline.job.time;

/**
 * Windows that share a start and grow: with {@code base = offset + k * size}, the windows {@code [base, base + step)}, {@code
 * [base, base + 2 * step)}, up to {@code [base, base + size)}. A day that is reported every hour is {@code cumulative 1d/1h}.
 *
 * @param size length of the longest window and distance between two bases, in milliseconds, positive
 * @param step how much longer each window is than the one before, in milliseconds; divides the size
 * @param offset shift of the bases against the epoch, in milliseconds, in {@code [0, size)}
 */
public record Cumulative(long size, long step, long offset) implements WindowSpec {
    /** @throws IllegalArgumentException with a sentence, if a length is out of range */
    public Cumulative {
        WindowChecks.requirePositive("size", size);
        WindowChecks.requirePositive("step", step);
        if (size % step != 0) {
            throw new IllegalArgumentException("the step " + Durations.print(step) + " does not divide the size "
                    + Durations.print(size)
                    + ", so no window would end where the next one starts; use a step that divides "
                    + Durations.print(size));
        }
        WindowChecks.requireOffsetBelow("size", size, offset);
    }

    @Override
    public long paneMillis() {
        return WindowChecks.gcd(step, offset);
    }

    @Override
    public long windowsPerPane() {
        return size / step;
    }

    @Override
    public String name() {
        return "cumulative " + Durations.print(size) + "/" + Durations.print(step) + WindowChecks.suffix(offset);
    }

    @Override
    public void forEachWindowOf(long paneStart, WindowConsumer consumer) {
        long base = WindowChecks.floor(paneStart, size, offset);
        long firstEnd = base + (paneStart - base) / step * step + step;
        for (long end = firstEnd; end <= base + size; end += step) {
            consumer.accept(base, end);
        }
    }
}
