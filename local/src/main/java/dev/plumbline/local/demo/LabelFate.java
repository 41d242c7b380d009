package dev.plumbline.local.demo;

/** What happens to the label of a prediction on its way, beside nothing: what really happens to labels. */
enum LabelFate {
    /** The one label comes within the horizon. */
    COMES(9_320),
    /** It never becomes known whether the prediction came true. */
    NEVER(300),
    /** It becomes known only after the horizon. */
    TOO_LATE(100),
    /** The label is sent once more. */
    TWICE(60),
    /** A second label says the opposite. */
    DISPUTED(40),
    /** The clock of whoever sends labels is a little behind, so that the label seems to come before the prediction. */
    EARLY(40),
    /** The prediction is sent twice. */
    PREDICTED_TWICE(40),
    /** The label writes the id in another way. */
    MISSPELT(40),
    /** The label is for two outputs. */
    TWO_OUTPUTS(30),
    /** The label is a word. */
    IN_WORDS(30);

    /** Of so many predictions... */
    static final int ALL = 10_000;

    private static final LabelFate[] FATES = values();

    /** ...so many have this fate. */
    private final int share;

    LabelFate(int share) {
        this.share = share;
    }

    /** The fate by a number that is drawn from 0 to {@link #ALL}, exclusively. */
    static LabelFate of(int drawn) {
        int rest = drawn;
        for (LabelFate fate : FATES) {
            rest -= fate.share;
            if (rest < 0) {
                return fate;
            }
        }
        throw new IllegalArgumentException(drawn + " is not below " + ALL);
    }
}
