package dev.plumbline.job.join;

import dev.plumbline.job.flow.JoinKey;
import dev.plumbline.job.flow.JoinKeySerializer;
import dev.plumbline.job.flow.TimeFloor;
import dev.plumbline.job.label.JoinPolicy;
import dev.plumbline.job.time.SettledTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps predictions and labels until they meet: {@link JoinRules} with Flink's state round it, and nothing else.
 *
 * <p>State is kept by {@link JoinBuckets}. Events are filed under the {@link Steps step} of their time, and so is each key for the
 * moment at which its state is due. When a step is settled, bucket by bucket all of its events and keys are read at once, and the rules
 * judge each key. There are no timers: whether a step is settled shows with a watermark, and what is open is known.
 *
 * <p>Flink starts again without a watermark after a failure, so the operator remembers up to where time was settled, as the pane floor
 * does, and turns away what comes before.
 */
public final class JoinOperator extends AbstractStreamOperator<JoinOutcome>
        implements OneInputStreamOperator<JoinInput, JoinOutcome> {

    static final MapStateDescriptor<JoinKey, byte[]> EPISODES =
            new MapStateDescriptor<>("episodes", JoinKeySerializer.INSTANCE, JoinStateSerializer.INSTANCE);
    static final ListStateDescriptor<JoinInput> ARRIVALS =
            new ListStateDescriptor<>("arrivals", JoinInputSerializer.INSTANCE);
    static final ListStateDescriptor<JoinKey> DUE = new ListStateDescriptor<>("due", JoinKeySerializer.INSTANCE);
    private static final ListStateDescriptor<Long> OPEN_STEPS =
            new ListStateDescriptor<>("steps", LongSerializer.INSTANCE);

    private final JoinPolicy policy;
    private final SettledTime settled;
    private final Steps steps;
    private final JoinBuckets buckets;

    private transient KeyGroupRange range;

    /** The first moment that is not settled. */
    private transient TimeFloor settledBefore;

    private transient JoinTerms terms;
    private transient ListState<Long> openSteps;
    private transient MapState<JoinKey, byte[]> episodes;
    private transient StepFile<JoinInput> arrivals;
    private transient StepFile<JoinKey> due;
    private transient StepCalendar calendar;
    private transient OutcomeCollector outcomes;
    private transient JoinRules rules;
    private transient StreamRecord<JoinOutcome> element;

    /**
     * Creates the operator.
     *
     * @param policy what was chosen about the join
     * @param settled the rule of when time is settled, which must be that of the sources
     * @param buckets by which the input is keyed
     */
    public JoinOperator(JoinPolicy policy, SettledTime settled, JoinBuckets buckets) {
        this.policy = policy;
        this.settled = settled;
        this.steps = Steps.of(settled.panes());
        this.buckets = buckets;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        settledBefore = TimeFloor.restore(context);
        terms = JoinTerms.restore(policy, settled, context);
        openSteps = context.getOperatorStateStore().getUnionListState(OPEN_STEPS);
        TaskInfo task = getRuntimeContext().getTaskInfo();
        range = KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                task.getMaxNumberOfParallelSubtasks(),
                task.getNumberOfParallelSubtasks(),
                task.getIndexOfThisSubtask());
        calendar = new StepCalendar(JoinBuckets.first(range), JoinBuckets.behind(range));
        for (Long step : openSteps.get()) {
            calendar.addAll(step);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        settledBefore.store();
        terms.store();
        openSteps.update(calendar.steps());
    }

    @Override
    public void open() throws Exception {
        super.open();
        episodes = getRuntimeContext().getMapState(EPISODES);
        arrivals = StepFile.of(getOrCreateKeyedState(LongSerializer.INSTANCE, ARRIVALS));
        due = StepFile.of(getOrCreateKeyedState(LongSerializer.INSTANCE, DUE));
        element = new StreamRecord<>(null);
        outcomes = new OutcomeCollector(outcome -> output.collect(element.replace(outcome, outcome.time())));
        rules = new JoinRules(policy, outcomes);
        if (terms.haveChanged()) {
            fileAnew();
        }
    }

    @Override
    public void processElement(StreamRecord<JoinInput> input) throws Exception {
        JoinInput arrival = input.getValue();
        outcomes.setKey(arrival.key());
        if (arrival.event().time() < settledBefore.millis()) {
            outcomes.late(arrival.event());
            return;
        }
        outcomes.received(arrival.event());
        file(arrival, buckets.position(arrival.key()));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        settledBefore.raise(settled.before(mark.getTimestamp()), mark);
        for (Long step = calendar.firstStep();
                step != null && steps.end(step) <= settledBefore.millis();
                step = calendar.firstStep()) {
            for (int bucket : calendar.removeFirst()) {
                setCurrentKey(buckets.key(bucket));
                settle(step, bucket);
            }
        }
        super.processWatermark(mark);
    }

    /** Judges all that happened in a step, and all that has run out in it, in the bucket at hand. */
    private void settle(long step, int bucket) throws Exception {
        Map<JoinKey, List<JoinEvent>> events = new LinkedHashMap<>();
        for (JoinInput arrival : arrivals.take(step)) {
            events.computeIfAbsent(arrival.key(), none -> new ArrayList<>(1)).add(arrival.event());
        }
        for (JoinKey key : due.take(step)) {
            events.computeIfAbsent(key, none -> new ArrayList<>(0));
        }
        for (Map.Entry<JoinKey, List<JoinEvent>> ofKey : events.entrySet()) {
            settle(ofKey.getKey(), ofKey.getValue(), steps.end(step), bucket);
        }
    }

    private void settle(JoinKey key, List<JoinEvent> events, long end, int bucket) throws Exception {
        byte[] kept = episodes.get(key);
        if (kept == null && events.isEmpty()) {
            // Was due twice: more had become known of the key since it was filed first.
            return;
        }
        JoinState state = kept == null ? new JoinState() : JoinStateCodec.decode(kept);
        long before = rules.due(state);
        outcomes.setKey(key);
        rules.settle(state, events, end);
        if (!state.isEmpty()) {
            episodes.put(key, JoinStateCodec.encode(state));
            long after = rules.due(state);
            if (after != before) {
                file(key, after, bucket);
            }
        } else if (kept != null) {
            episodes.remove(key);
        }
    }

    private void file(JoinInput arrival, int bucket) throws Exception {
        long step = steps.start(arrival.event().time());
        arrivals.add(step, arrival);
        calendar.add(step, bucket);
    }

    private void file(JoinKey key, long moment, int bucket) throws Exception {
        long step = steps.start(moment);
        due.add(step, key);
        calendar.add(step, bucket);
    }

    /** By other terms steps are others, and keys are due at other times. */
    private void fileAnew() throws Exception {
        List<Long> oldSteps = calendar.steps();
        calendar.clear();
        for (int bucket = JoinBuckets.first(range); bucket < JoinBuckets.behind(range); bucket++) {
            setCurrentKey(buckets.key(bucket));
            List<JoinInput> waiting = new ArrayList<>();
            for (long step : oldSteps) {
                arrivals.take(step).forEach(waiting::add);
                due.take(step);
            }
            for (JoinInput arrival : waiting) {
                file(arrival, bucket);
            }
            for (Map.Entry<JoinKey, byte[]> episode : episodes.entries()) {
                file(episode.getKey(), rules.due(JoinStateCodec.decode(episode.getValue())), bucket);
            }
        }
    }
}
