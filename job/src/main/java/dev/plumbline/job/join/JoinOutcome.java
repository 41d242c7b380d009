package dev.plumbline.job.join;

import java.io.IOException;

/**
 * Something that was decided, as {@link JoinOutput} tells it. The arrays are not copied.
 *
 * @param kind what
 * @param key of which key
 * @param lane who predicts; empty if no others share the key, or if it is about a label
 * @param time of the prediction, or of the label if it is about one
 * @param content the facts of the prediction; the raw record if it is lost; else empty
 * @param labelTime when the label became known, of a labelled prediction; else 0
 * @param label the value of the label, of a labelled prediction; else empty
 */
// The bytes travel by reference; nobody compares outcomes.
@SuppressWarnings("ArrayRecordComponent")
public record JoinOutcome(
        Kind kind, JoinKey key, byte[] lane, long time, byte[] content, long labelTime, byte[] label) {

    /** What can be decided; the codes stand in bytes and never change. */
    public enum Kind {
        /** See {@link JoinOutput#predicted}. */
        PREDICTED(0),
        /** See {@link JoinOutput#labelled}. */
        LABELLED(1),
        /** See {@link JoinOutput#negative}. */
        NEGATIVE(2),
        /** See {@link JoinOutput#unlabelled}. */
        UNLABELLED(3),
        /** See {@link JoinOutput#conflicted}. */
        CONFLICTED(4),
        /** See {@link JoinOutput#duplicateLabel}. */
        DUPLICATE_LABEL(5),
        /** See {@link JoinLoss#DUPLICATE_PREDICTION}. */
        DUPLICATE_PREDICTION(6),
        /** See {@link JoinLoss#LABEL_CONFLICT}. */
        LABEL_CONFLICT(7),
        /** See {@link JoinLoss#LABEL_SHAPE_MISMATCH}. */
        LABEL_SHAPE_MISMATCH(8),
        /** See {@link JoinLoss#LABEL_PAST_HORIZON}. */
        LABEL_PAST_HORIZON(9),
        /** See {@link JoinLoss#LABEL_ORPHAN}. */
        LABEL_ORPHAN(10),
        /** A prediction whose time was settled when it came, because its partition had been idle. */
        PREDICTION_LATE(11),
        /** A label whose time was settled when it came, because its partition had been idle. */
        LABEL_LATE(12),
        /** See {@link JoinOutput#shared}. */
        LABEL_SHARED(13);

        private static final Kind[] BY_CODE = values();

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Kind of(int code) throws IOException {
            if (code >= BY_CODE.length) {
                throw Numbers.damaged("the kind of an outcome is " + code);
            }
            return BY_CODE[code];
        }

        static Kind of(JoinLoss loss) {
            return switch (loss) {
                case DUPLICATE_PREDICTION -> DUPLICATE_PREDICTION;
                case LABEL_CONFLICT -> LABEL_CONFLICT;
                case LABEL_SHAPE_MISMATCH -> LABEL_SHAPE_MISMATCH;
                case LABEL_PAST_HORIZON -> LABEL_PAST_HORIZON;
                case LABEL_ORPHAN -> LABEL_ORPHAN;
            };
        }
    }
}
