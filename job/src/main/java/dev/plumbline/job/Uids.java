package dev.plumbline.job;

/**
 * The uid of every operator with or without state. They tie the state of a savepoint to its operator, so none of them ever
 * changes; {@code docs/FORMATS.md} lists them.
 */
final class Uids {

    static final String SOURCE = "source";
    static final String LABELS = "labels";
    static final String PREDICTIONS_ENTRY = "predictions-entry";
    static final String LABELS_ENTRY = "labels-entry";
    static final String JOIN = "join";
    static final String OUTCOMES = "outcomes";
    static final String PANE = "pane";
    static final String PANE_FLOOR = "pane-floor";
    static final String WINDOW = "window";
    static final String LEDGER = "ledger";
    static final String REPORTS = "reports";
    static final String DEAD_LETTERS = "dead-letters";
    static final String BALANCES = "balances";

    private Uids() {}
}
