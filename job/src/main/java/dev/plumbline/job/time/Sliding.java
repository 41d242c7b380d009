package dev.plumbline.job.time;

/**
 * Overlapping windows of one size: {@code [offset + k * slide, offset + k * slide + size)}. The slide need not divide the size;
 * panes are then shorter than the slide.
 *
 * @param size length, in milliseconds, positive
 * @param slide distance from one start to the next, in milliseconds, in {@code (0, size]}: a longer one would leave gaps
 * @param offset shift of the starts against the epoch, in milliseconds, in {@code [0, slide)}
 */
public record Sliding(long size, long slide, long offset) implements WindowSpec {
    /** @throws IllegalArgumentException with a sentence, if a length is out of range */
    public Sliding {
        WindowChecks.requirePositive("size", size);
        WindowChecks.requirePositive("slide", slide);
        if (slide > size) {
            throw new IllegalArgumentException("the slide " + Durations.print(slide) + " is longer than the size "
                    + Durations.print(size)
                    + ", so records between two windows would be in none; use a slide of at most "
                    + Durations.print(size));
        }
        WindowChecks.requireOffsetBelow("slide", slide, offset);
    }

    @Override
    public long paneMillis() {
        return WindowChecks.gcd(WindowChecks.gcd(size, slide), offset);
    }

    @Override
    public long windowsPerPane() {
        return (size - 1) / slide + 1;
    }

    @Override
    public String name() {
        return "sliding " + Durations.print(size) + "/" + Durations.print(slide) + WindowChecks.suffix(offset);
    }

    @Override
    public void forEachWindowOf(long paneStart, WindowConsumer consumer) {
        long last = WindowChecks.floor(paneStart, slide, offset);
        // A window still holds the pane if it starts after paneStart - size; count how many slides fit in between.
        long first = last - (size - 1 - (paneStart - last)) / slide * slide;
        for (long start = first; start <= last; start += slide) {
            consumer.accept(start, start + size);
        }
    }
}
