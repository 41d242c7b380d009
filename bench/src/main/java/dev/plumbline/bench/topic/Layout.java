package dev.plumbline.bench.topic;

/** What a record looks like. */
public enum Layout {
    /** Plumbline's default record of about 143 bytes, predictions with 6 decimals. */
    DEFAULT,
    /** The same without the label, which comes later. */
    UNLABELLED,
    /** A record of about 400 bytes that was never made for Plumbline: nested, with escapes, other names and 17 digits. */
    FOREIGN
}
