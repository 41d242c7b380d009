package dev.plumbline.bench.contender;

import java.time.Duration;

/** The windows that contenders other than Plumbline can be asked for. */
public enum PeerWindow {
    /** A minute each. */
    TUMBLING_MINUTE("tumbling 1m", Duration.ofMinutes(1), Duration.ofMinutes(1)),
    /** Ten minutes, sixty of which overlap everywhere. */
    SLIDING("sliding 10m/10s", Duration.ofMinutes(10), Duration.ofSeconds(10));

    private final String spec;
    private final Duration size;
    private final Duration slide;

    PeerWindow(String spec, Duration size, Duration slide) {
        this.spec = spec;
        this.size = size;
        this.slide = slide;
    }

    /** The name that Plumbline gives to these windows in its reports. */
    public String spec() {
        return spec;
    }

    /** How long a window is. */
    public Duration size() {
        return size;
    }

    /** How often one starts. */
    public Duration slide() {
        return slide;
    }

    /** Whether windows lie side by side. */
    boolean isTumbling() {
        return size.equals(slide);
    }
}
