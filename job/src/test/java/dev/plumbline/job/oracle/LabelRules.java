package dev.plumbline.job.oracle;

import java.util.Locale;

/**
 * What is chosen about labels, in the words of the configuration. Lengths are in milliseconds.
 *
 * @param joinBy by what predictions and labels find each other
 * @param conflicts which of several labels counts
 * @param absence what no label means
 * @param windows by which time windows are filled
 * @param horizon how long after its prediction a label may be
 * @param early how long before its prediction a label may be
 * @param remember how long after the horizon a label is told from an orphan
 */
public record LabelRules(
        JoinBy joinBy, Conflicts conflicts, Absence absence, Windows windows, long horizon, long early, long remember) {

    /** By what predictions and labels find each other. */
    public enum JoinBy {
        MODEL_AND_ID,
        MODEL_VERSION_AND_ID,
        ID
    }

    /** Which of several labels counts. */
    public enum Conflicts {
        FIRST,
        LAST,
        REJECT
    }

    /** What no label means. */
    public enum Absence {
        IGNORE,
        NEGATIVE
    }

    /** By which time windows are filled. */
    public enum Windows {
        PREDICTION,
        LABEL
    }

    /** First labels count, what has none is ignored, a window is a cohort, and no label is early. */
    public static LabelRules of(long horizon) {
        return new LabelRules(
                JoinBy.MODEL_AND_ID, Conflicts.FIRST, Absence.IGNORE, Windows.PREDICTION, horizon, 0, horizon);
    }

    /** The rules as options of the section {@code labels}, in one line and without braces. */
    public String options() {
        return "join_by: %s, conflicts: %s, absence: %s, windows: %s, horizon: %dms, early: %dms, remember: %dms"
                .formatted(word(joinBy), word(conflicts), word(absence), word(windows), horizon, early, remember);
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
