package dev.plumbline.bench.contender;

import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.annotation.JsonProperty;

/** The default record, bound to an object by Jackson and kept by Flink as a POJO. */
@SuppressWarnings("NullAway.Init") // Jackson fills it
public final class BoundRecord {
    /** The model's name. */
    public String model;

    /** The model's version. */
    public String version;

    /** The prediction's id. */
    public String id;

    /** Epoch milliseconds. */
    public long time;

    /** The probability. */
    @JsonProperty("y_pred")
    public double prediction;

    /** 0 or 1. */
    @JsonProperty("y_true")
    public double label;

    /** The weight. */
    @JsonProperty("sample_weight")
    public double sampleWeight;

    /** Attributes to slice by. */
    public Map<String, String> slices;

    /** For Jackson and Flink. */
    public BoundRecord() {}
}
