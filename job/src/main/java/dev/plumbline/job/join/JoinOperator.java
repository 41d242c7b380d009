package dev.plumbline.job.join;

import dev.plumbline.job.flow.JoinKey;
import dev.plumbline.job.flow.TimeFloor;
import dev.plumbline.job.label.JoinPolicy;
import dev.plumbline.job.time.SettledTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps predictions and labels until they meet: {@link JoinRules} with Flink's state and timers round it, and nothing else.
 *
 * <p>Per key there is one timer, at the watermark that settles what is due next. Between an event's arrival and that moment the event
 * lies in a list that is only appended to: of a key with very many events, neither is read for each of them.
 *
 * <p>Flink starts again without a watermark after a failure, so the operator remembers up to where time was settled, as the pane floor
 * does, and turns away what comes before.
 */
public final class JoinOperator extends AbstractStreamOperator<JoinOutcome>
        implements OneInputStreamOperator<JoinInput, JoinOutcome>, Triggerable<JoinKey, VoidNamespace> {

    private static final ValueStateDescriptor<JoinState> STATE =
            new ValueStateDescriptor<>("join", JoinStateSerializer.INSTANCE);
    private static final ListStateDescriptor<JoinEvent> UNSETTLED =
            new ListStateDescriptor<>("unsettled", JoinEventSerializer.INSTANCE);

    private final JoinPolicy policy;
    private final SettledTime settled;

    /** The first moment that is not settled. */
    private transient TimeFloor settledBefore;

    private transient JoinTerms terms;
    private transient ValueState<JoinState> states;
    private transient ListState<JoinEvent> unsettled;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient OutcomeCollector outcomes;
    private transient JoinRules rules;
    private transient StreamRecord<JoinOutcome> element;

    /**
     * Creates the operator.
     *
     * @param policy what was chosen about the join
     * @param settled the rule of when time is settled, which must be that of the sources
     */
    public JoinOperator(JoinPolicy policy, SettledTime settled) {
        this.policy = policy;
        this.settled = settled;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        settledBefore = TimeFloor.restore(context);
        terms = JoinTerms.restore(policy, settled, context);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        settledBefore.store();
        terms.store();
    }

    @Override
    public void open() throws Exception {
        super.open();
        states = getRuntimeContext().getState(STATE);
        unsettled = getRuntimeContext().getListState(UNSETTLED);
        timers = getInternalTimerService("due", VoidNamespaceSerializer.INSTANCE, this);
        element = new StreamRecord<>(null);
        outcomes = new OutcomeCollector(outcome -> output.collect(element.replace(outcome, outcome.time())));
        rules = new JoinRules(policy, outcomes);
        if (terms.haveChanged()) {
            setTimersAnew();
        }
    }

    /** By the new terms a key may be due before its timer fires. One that fires too early finds nothing to do. */
    private void setTimersAnew() throws Exception {
        this.<JoinKey>getKeyedStateBackend()
                .applyToAllKeys(
                        VoidNamespace.INSTANCE,
                        VoidNamespaceSerializer.INSTANCE,
                        STATE,
                        (key, state) -> move(JoinState.NEVER, timer(state.value())));
    }

    @Override
    public void processElement(StreamRecord<JoinInput> input) throws Exception {
        JoinEvent event = input.getValue().event();
        outcomes.setKey(input.getValue().key());
        if (event.time() < settledBefore.millis()) {
            outcomes.late(event);
            return;
        }
        outcomes.received(event);
        unsettled.add(event);
        JoinState state = states.value();
        if (state == null) {
            state = new JoinState();
        }
        if (event.time() < state.firstUnsettled()) {
            long before = timer(state);
            state.expect(event);
            states.update(state);
            move(before, timer(state));
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        settledBefore.raise(settled.before(mark.getTimestamp()), mark);
        super.processWatermark(mark);
    }

    @Override
    public void onEventTime(InternalTimer<JoinKey, VoidNamespace> timer) throws Exception {
        JoinState state = states.value();
        if (state == null) {
            // A timer of another configuration, for a key that has been forgotten since.
            return;
        }
        outcomes.setKey(timer.getKey());
        List<JoinEvent> events =
                state.firstUnsettled() < settledBefore.millis() ? takeSettled(state) : new ArrayList<>(0);
        rules.settle(state, events, settledBefore.millis());
        if (state.isEmpty()) {
            states.clear();
        } else {
            states.update(state);
            move(JoinState.NEVER, timer(state));
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<JoinKey, VoidNamespace> timer) {
        throw new IllegalStateException("The join has no timers by the wall clock.");
    }

    /** Takes the settled events of the key out of the list, and leaves the others. */
    private List<JoinEvent> takeSettled(JoinState state) throws Exception {
        List<JoinEvent> ready = new ArrayList<>();
        List<JoinEvent> rest = new ArrayList<>();
        state.setFirstUnsettled(JoinState.NEVER);
        for (JoinEvent event : unsettled.get()) {
            if (event.time() < settledBefore.millis()) {
                ready.add(event);
            } else {
                rest.add(event);
                state.expect(event);
            }
        }
        if (rest.isEmpty()) {
            unsettled.clear();
        } else {
            unsettled.update(rest);
        }
        return ready;
    }

    /** When the key's timer must fire; {@link JoinState#NEVER} if it needs none. */
    private long timer(JoinState state) {
        long due = rules.due(state);
        return due == JoinState.NEVER ? due : settled.settles(due);
    }

    private void move(long before, long after) {
        if (before == after) {
            return;
        }
        if (before != JoinState.NEVER) {
            timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, before);
        }
        if (after != JoinState.NEVER) {
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, after);
        }
    }
}
