package dev.plumbline.job.join;

/**
 * A label whose prediction may still come.
 *
 * @param time the label's event time
 * @param value the label
 * @param raw the record as it came
 * @param fed whether it has been for some episode already
 * @param past whether, if it is for none, it came after the horizon of one that is remembered
 */
// The bytes travel by reference; nobody compares waiting labels.
@SuppressWarnings("ArrayRecordComponent")
record WaitingLabel(long time, byte[] value, byte[] raw, boolean fed, boolean past) {

    /** The same label, now that it has been for an episode. */
    WaitingLabel asFed() {
        return fed ? this : new WaitingLabel(time, value, raw, true, past);
    }
}
