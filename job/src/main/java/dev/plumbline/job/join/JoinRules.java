package dev.plumbline.job.join;

import dev.plumbline.job.join.Lane.Stage;
import dev.plumbline.job.label.AbsencePolicy;
import dev.plumbline.job.label.ConflictPolicy;
import dev.plumbline.job.label.JoinPolicy;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * The rules by which predictions and labels of one key meet; {@code docs/LABELS.md} says them in prose. They judge settled events
 * only, in the one order of {@link JoinEvent}, and before each event what has run out by then. So what they decide follows from the
 * set of events: not from the order in which these arrived, and not from how far settled time moved at a time.
 *
 * <p>Plain Java; keeps nothing between two calls.
 */
public final class JoinRules {
    private final JoinPolicy policy;
    private final JoinOutput out;

    /** Rules of one policy, with one place where decisions go. */
    public JoinRules(JoinPolicy policy, JoinOutput out) {
        this.policy = policy;
        this.out = out;
    }

    /**
     * Takes one step: judges the given events, and what has run out since the last step.
     *
     * @param state of the key; changed
     * @param events all events of the key, not judged before, whose time is before {@code settledBefore}, in any order; sorted in
     *     place
     * @param settledBefore the first moment that is not settled, not before that of the last step
     */
    public void settle(JoinState state, List<JoinEvent> events, long settledBefore) {
        Collections.sort(events);
        for (JoinEvent event : events) {
            expire(state, event.time());
            if (event.isLabel()) {
                label(state, event);
            } else {
                predict(state, event);
            }
        }
        expire(state, settledBefore);
    }

    /**
     * The moment that must be settled before something runs out; {@link JoinState#NEVER} if the state is empty, and
     * only then.
     */
    public long due(JoinState state) {
        long due = JoinState.NEVER;
        for (Lane lane : state.lanes()) {
            due = Math.min(due, lane.isOpen() ? end(lane) : end(lane) + policy.trace());
        }
        for (WaitingLabel label : state.waiting()) {
            due = Math.min(due, label.time() + policy.early());
        }
        return due;
    }

    /** The last moment of the lane's episode. */
    private long end(Lane lane) {
        return lane.time + policy.horizon();
    }

    private void predict(JoinState state, JoinEvent event) {
        Lane lane = state.lane(event.lane());
        if (lane != null && lane.isOpen()) {
            out.lost(JoinLoss.DUPLICATE_PREDICTION, event.lane(), event.time(), event.raw());
            return;
        }
        // Labels up to the end of the last episode were for that one.
        long lastEnd = lane == null ? Long.MIN_VALUE : end(lane);
        if (lane == null) {
            lane = state.addLane(event.lane());
        }
        lane.open(event.time(), event.content());
        out.predicted(lane.name, lane.time, lane.facts);
        feedWaiting(state, lane, lastEnd);
    }

    /** Gives an episode that has just begun the labels that came before it. */
    private void feedWaiting(JoinState state, Lane lane, long lastEnd) {
        for (WaitingLabel label : state.waiting()) {
            if (label.time() > lastEnd) {
                if (label.fed()) {
                    out.shared(label.time());
                }
                feed(lane, label.event());
            }
        }
        if (policy.isShared()) {
            state.waiting().replaceAll(label -> label.time() > lastEnd ? label.asFed() : label);
        } else {
            // One prediction is all that they may be for; those of the last episode have never waited.
            state.waiting().clear();
        }
    }

    private void label(JoinState state, JoinEvent event) {
        boolean fed = false;
        boolean past = false;
        for (Lane lane : state.lanes()) {
            if (lane.isOpen()) {
                if (fed) {
                    out.shared(event.time());
                }
                feed(lane, event);
                fed = true;
            } else {
                past |= event.time() <= end(lane) + policy.remember();
            }
        }
        if (policy.early() > 0 && (policy.isShared() || !fed)) {
            state.waiting().add(new WaitingLabel(event, fed, past));
        } else if (!fed) {
            refuse(past, event);
        }
    }

    private void refuse(boolean past, JoinEvent label) {
        lose(past ? JoinLoss.LABEL_PAST_HORIZON : JoinLoss.LABEL_ORPHAN, label);
    }

    /** Gives a label to an open episode, whose labels come in the order of the events. */
    private void feed(Lane lane, JoinEvent label) {
        byte[] value = label.content();
        // A label that was told has the shape of its prediction.
        if (!ShapeBytes.match(lane.stage == Stage.TOLD ? lane.label : lane.facts, value)) {
            lose(JoinLoss.LABEL_SHAPE_MISMATCH, label);
            return;
        }
        switch (lane.stage) {
            case UNLABELLED -> {
                if (policy.conflicts() == ConflictPolicy.FIRST) {
                    out.labelled(lane.name, lane.time, lane.facts, label.time(), value);
                    lane.tell(value);
                } else {
                    lane.hold(label.time(), value, label.raw());
                }
            }
            case TOLD -> {
                if (Arrays.equals(lane.label, value)) {
                    out.duplicateLabel(label.time());
                } else {
                    lose(JoinLoss.LABEL_CONFLICT, label);
                }
            }
            case HELD -> rival(lane, label, value);
            case CONFLICTED -> lose(JoinLoss.LABEL_CONFLICT, label);
            case TRACE -> throw new IllegalStateException("no episode is open");
        }
    }

    /** A label meets the one that is held. */
    private void rival(Lane lane, JoinEvent label, byte[] value) {
        boolean equal = Arrays.equals(lane.label, value);
        if (policy.conflicts() == ConflictPolicy.LAST) {
            if (equal) {
                out.duplicateLabel(lane.labelTime);
            } else {
                loseHeld(lane);
            }
            lane.hold(label.time(), value, label.raw());
        } else if (equal) {
            out.duplicateLabel(label.time());
        } else {
            loseHeld(lane);
            lose(JoinLoss.LABEL_CONFLICT, label);
            lane.conflict();
        }
    }

    private void loseHeld(Lane lane) {
        out.lost(JoinLoss.LABEL_CONFLICT, Lane.NONE, lane.labelTime, lane.labelRaw);
    }

    private void lose(JoinLoss reason, JoinEvent label) {
        out.lost(reason, Lane.NONE, label.time(), label.raw());
    }

    /** Ends what has run out before a moment. */
    private void expire(JoinState state, long before) {
        int expired = 0;
        for (WaitingLabel label : state.waiting()) {
            if (label.time() + policy.early() >= before) {
                break;
            }
            if (!label.fed()) {
                refuse(label.past(), label.event());
            }
            expired++;
        }
        state.waiting().subList(0, expired).clear();
        Iterator<Lane> lanes = state.lanes().iterator();
        while (lanes.hasNext()) {
            Lane lane = lanes.next();
            if (lane.isOpen() && end(lane) < before) {
                close(lane);
            }
            if (!lane.isOpen() && end(lane) + policy.trace() < before) {
                lanes.remove();
            }
        }
    }

    private void close(Lane lane) {
        switch (lane.stage) {
            case UNLABELLED -> {
                if (policy.absence() == AbsencePolicy.NEGATIVE) {
                    out.negative(lane.name, lane.time, lane.facts);
                } else {
                    out.unlabelled(lane.name, lane.time, lane.facts);
                }
            }
            case HELD -> out.labelled(lane.name, lane.time, lane.facts, lane.labelTime, lane.label);
            case CONFLICTED -> out.conflicted(lane.name, lane.time, lane.facts);
            case TOLD -> {
                // Has been told.
            }
            case TRACE -> throw new IllegalStateException("no episode is open");
        }
        lane.close();
    }
}
