package dev.plumbline.job.join;

/**
 * A label whose prediction may still come.
 *
 * @param event the label
 * @param fed whether it has been for some episode already
 * @param past whether, if it is for none, it came after the horizon of one that is remembered
 */
record WaitingLabel(JoinEvent event, boolean fed, boolean past) {

    /** The label's event time. */
    long time() {
        return event.time();
    }

    /** The same label, now that it has been for an episode. */
    WaitingLabel asFed() {
        return fed ? this : new WaitingLabel(event, true, past);
    }
}
