package dev.plumbline.serde.report;

/** The names in a ledger record, version 1, in the order in which they are written. The layout is in {@code docs/FORMATS.md}. */
final class LedgerFormat {
    static final String FORMAT = "plumbline.ledger";
    static final int VERSION = 1;

    static final String SCOPE = "scope";
    static final String MODEL = "model";
    static final String IN = "in";
    static final String COUNTED = "counted";
    static final String PENDING = "pending";
    static final String LATE = "late";
    static final String DUPLICATE = "duplicate";
    static final String UNLABELLED = "unlabelled";
    static final String DEAD_LETTERED = "dead_lettered";
    static final String RESIDUAL = "residual";
    static final String REASONS = "reasons";

    private LedgerFormat() {}
}
