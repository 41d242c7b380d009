package dev.plumbline.job.join;

/**
 * Takes what the rules decide. Each prediction is told once as {@link #labelled}, {@link #negative}, {@link #unlabelled}, {@link
 * #conflicted} or {@link JoinLoss#DUPLICATE_PREDICTION}, and all but the last also as {@link #predicted} before. Each label is
 * told once: as {@link #labelled}, as {@link #duplicateLabel} or as a loss; if a label may be for several predictions, once for each
 * that it is for, and {@link #shared} once for each beyond the first. Times are event times in epoch milliseconds; arrays must not be changed.
 *
 * <p>What is told of a key follows from its events alone; in which order it is told, from the steps of the watermark too.
 */
public interface JoinOutput {

    /**
     * A prediction waits for its label from now on.
     *
     * @param lane who predicts; empty if no others share the key
     * @param time when
     * @param facts what is known of it
     */
    void predicted(byte[] lane, long time, byte[] facts);

    /**
     * A prediction has its label, for good.
     *
     * @param labelTime when the label became known; may be before the prediction
     * @param label its value
     */
    void labelled(byte[] lane, long time, byte[] facts, long labelTime, byte[] label);

    /** A prediction counts with a label of zeros, because the horizon is over. */
    void negative(byte[] lane, long time, byte[] facts);

    /** A prediction is not counted, because the horizon is over. */
    void unlabelled(byte[] lane, long time, byte[] facts);

    /** A prediction is not counted, because its labels do not agree. */
    void conflicted(byte[] lane, long time, byte[] facts);

    /** A label at this time says what another one of the same prediction says. */
    void duplicateLabel(long time);

    /** A label is for one more prediction than has been told so far, and is going to be told once more. */
    void shared(long time);

    /**
     * A record is not counted.
     *
     * @param lane who predicts, if it is a prediction and others share the key; else empty
     */
    void lost(JoinLoss reason, byte[] lane, long time, byte[] raw);
}
