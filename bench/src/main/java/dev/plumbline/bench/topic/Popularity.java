package dev.plumbline.bench.topic;

/** How records are spread over models. */
public enum Popularity {
    /** The k-th model has a share proportional to 1/k. */
    ZIPF,
    /** The first model has 90 % of the records; the others share the rest like {@link #ZIPF}. */
    HOT,
    /** All models alike. */
    UNIFORM
}
