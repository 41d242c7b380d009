package dev.plumbline.job.join;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the predictions of one model and version for one key: the episode that is open, or the trace of the one that was
 * open last. Keeps no more than the policy still needs. Mutable.
 */
final class Lane {
    /** Stands for bytes that are not needed in the lane's state. */
    static final byte[] NONE = {};

    /** How far the lane has come. */
    enum Stage {
        /** The last episode is over. Only its time is kept. */
        TRACE(0),
        /** An episode without a label. Its facts are kept. */
        UNLABELLED(1),
        /** An episode whose label counts already; others may still come and are told apart by the value, which is kept. */
        TOLD(2),
        /** An episode with a label that may still lose. Facts, and all of the label, are kept. */
        HELD(3),
        /** An episode with labels that do not agree, where that means that it does not count. Its facts are kept. */
        CONFLICTED(4);

        private static final Stage[] BY_CODE = {TRACE, UNLABELLED, TOLD, HELD, CONFLICTED};

        final int code;

        Stage(int code) {
            this.code = code;
        }

        /** The stage with this code in state, or null. */
        static @Nullable Stage of(int code) {
            return code < BY_CODE.length ? BY_CODE[code] : null;
        }

        boolean hasFacts() {
            return this == UNLABELLED || this == HELD || this == CONFLICTED;
        }

        boolean hasLabel() {
            return this == TOLD || this == HELD;
        }
    }

    /** Who predicts; empty if no others share the key. */
    final byte[] name;

    Stage stage = Stage.TRACE;

    /** The time of the prediction that opened the episode. */
    long time;

    byte[] facts = NONE;
    byte[] label = NONE;
    long labelTime;
    byte[] labelRaw = NONE;

    Lane(byte[] name) {
        this.name = name;
    }

    boolean isOpen() {
        return stage != Stage.TRACE;
    }

    /** Begins an episode. */
    void open(long newTime, byte[] newFacts) {
        drop(Stage.UNLABELLED);
        time = newTime;
        facts = newFacts;
    }

    /** Takes a label that counts at once. */
    void tell(byte[] newLabel) {
        drop(Stage.TOLD);
        label = newLabel;
    }

    /** Takes a label that may still lose. */
    void hold(long newLabelTime, byte[] newLabel, byte[] newRaw) {
        stage = Stage.HELD;
        labelTime = newLabelTime;
        label = newLabel;
        labelRaw = newRaw;
    }

    /** Notes that the labels do not agree. */
    void conflict() {
        byte[] kept = facts;
        drop(Stage.CONFLICTED);
        facts = kept;
    }

    /** Ends the episode. */
    void close() {
        drop(Stage.TRACE);
    }

    private void drop(Stage next) {
        stage = next;
        facts = NONE;
        label = NONE;
        labelRaw = NONE;
        labelTime = 0;
    }
}
