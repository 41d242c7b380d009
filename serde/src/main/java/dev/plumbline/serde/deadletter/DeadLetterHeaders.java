package dev.plumbline.serde.deadletter;

import java.util.List;
import java.util.Set;

/** The names of the headers that a dead letter gains, version 1. The layout is in {@code docs/FORMATS.md}. */
public final class DeadLetterHeaders {
    /** The name of the format: {@value #FORMAT_VALUE}. */
    public static final String FORMAT = "plumbline.format";

    /** The version of the format, as decimal digits. */
    public static final String FORMAT_VERSION = "plumbline.format_version";

    /** The stable reason code, for example {@code not_json}. */
    public static final String REASON = "plumbline.reason";

    /** The field that is at fault, for example {@code y_pred}; empty if it is the whole record. */
    public static final String FIELD = "plumbline.field";

    /** One sentence for a person. */
    public static final String MESSAGE = "plumbline.message";

    /** The topic that the record came from. */
    public static final String TOPIC = "plumbline.topic";

    /** The partition that the record came from, as decimal digits. */
    public static final String PARTITION = "plumbline.partition";

    /** The record's offset in its partition, as decimal digits. */
    public static final String OFFSET = "plumbline.offset";

    /** The record's own timestamp in epoch milliseconds, as decimal digits; left out if it has none. */
    public static final String TIMESTAMP = "plumbline.timestamp";

    /** The length of the whole value in bytes, as decimal digits; only in a letter that was cut to fit, and if it has a value. */
    public static final String VALUE_BYTES = "plumbline.value_bytes";

    /**
     * What is missing of a letter that was too large: {@code value} (only its first bytes are there), {@code key}, {@code
     * headers} (the record's own), in this order, with commas between them; left out if nothing is missing.
     */
    public static final String TRUNCATED = "plumbline.truncated";

    static final String VALUE = "value";
    static final String KEY = "key";
    static final String HEADERS = "headers";

    /** Everything that may be missing. */
    static final List<String> PARTS = List.of(VALUE, KEY, HEADERS);

    static final String FORMAT_VALUE = "plumbline.dead-letter";
    static final int VERSION = 1;

    /** Kafka Connect's names for the same, so that tools made for it find their way. */
    static final String CONNECT_TOPIC = "__connect.errors.topic";

    static final String CONNECT_PARTITION = "__connect.errors.partition";
    static final String CONNECT_OFFSET = "__connect.errors.offset";
    static final String CONNECT_STAGE = "__connect.errors.stage";
    static final String CONNECT_CLASS = "__connect.errors.class.name";
    static final String CONNECT_EXCEPTION = "__connect.errors.exception.class.name";
    static final String CONNECT_MESSAGE = "__connect.errors.exception.message";

    /** Every name that is ours to write, and so ours to replace when a dead letter is read and refused again. */
    static final Set<String> OURS = Set.of(
            FORMAT,
            FORMAT_VERSION,
            REASON,
            FIELD,
            MESSAGE,
            TOPIC,
            PARTITION,
            OFFSET,
            TIMESTAMP,
            VALUE_BYTES,
            TRUNCATED,
            CONNECT_TOPIC,
            CONNECT_PARTITION,
            CONNECT_OFFSET,
            CONNECT_STAGE,
            CONNECT_CLASS,
            CONNECT_EXCEPTION,
            CONNECT_MESSAGE);

    private DeadLetterHeaders() {}
}
