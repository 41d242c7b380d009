package dev.plumbline.job.flow;

import org.jspecify.annotations.Nullable;

/**
 * A version of a model as the source of one task knows it: one object for all of its records. So whoever comes after the source can
 * hang on it what it keeps of this origin, and finds it again without a look-up: with 100,000 models, each look-up is a handful of
 * waits for memory. The source may forget an origin and make another one of the same names. Not thread-safe.
 */
public class Origin {

    private final String model;
    private final String version;
    private @Nullable Object attachment;

    /**
     * Creates an origin with nothing attached.
     *
     * @param model the model's name
     * @param version the model's version, empty if it has none
     */
    public Origin(String model, String version) {
        this.model = model;
        this.version = version;
    }

    /** Returns the model's name. */
    public final String model() {
        return model;
    }

    /** Returns the model's version, empty if it has none. */
    public final String version() {
        return version;
    }

    /** Returns what was attached last; null if nothing was. */
    public final @Nullable Object attachment() {
        return attachment;
    }

    /** Attaches what the one room after the source keeps of this origin. */
    public final void attach(Object newAttachment) {
        attachment = newAttachment;
    }
}
