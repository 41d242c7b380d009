package dev.plumbline.job.window;

import java.util.Objects;
import org.apache.flink.streaming.api.windowing.windows.Window;
import org.jspecify.annotations.Nullable;

/**
 * One window of one of the job's specifications. The name of the specification is part of its identity, so windows of the
 * same span but different kind are kept apart, and a configuration may gain or lose windows without touching the others.
 */
public final class SeriesWindow extends Window {

    private final String spec;
    private final long start;
    private final long end;
    private final int hash;

    /**
     * Creates a window.
     *
     * @param spec the specification's name, such as {@code tumbling 1m}
     * @param start first millisecond of the window
     * @param end first millisecond after it
     */
    public SeriesWindow(String spec, long start, long end) {
        this.spec = spec;
        this.start = start;
        this.end = end;
        this.hash = Objects.hash(spec, start, end);
    }

    /** Returns the name of the specification. */
    public String spec() {
        return spec;
    }

    /** Returns the first millisecond of the window. */
    public long start() {
        return start;
    }

    /** Returns the first millisecond after the window. */
    public long end() {
        return end;
    }

    @Override
    public long maxTimestamp() {
        return end - 1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SeriesWindow that && start == that.start && end == that.end && spec.equals(that.spec);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return spec + " [" + start + ", " + end + ")";
    }
}
