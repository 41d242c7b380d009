package dev.plumbline.job.config;

/** What a reader of a result topic may rely on after a failure. */
public enum Delivery {
    /** Each result appears once, in a transaction that is committed with a checkpoint, to readers with {@code read_committed}. */
    EXACTLY_ONCE("exactly_once"),
    /** Each result appears at least once, at once; after a restart some appear again. */
    AT_LEAST_ONCE("at_least_once");

    private final String id;

    Delivery(String id) {
        this.id = id;
    }

    /** The word in the configuration: {@code exactly_once} or {@code at_least_once}. */
    public String id() {
        return id;
    }
}
