package dev.plumbline.job.join;

import dev.plumbline.job.flow.TimeFloor;
import dev.plumbline.job.label.JoinPolicy;
import dev.plumbline.job.time.SettledTime;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps predictions and labels until they meet: {@link JoinRules} with Flink's state round it, and nothing else.
 *
 * <p>State is kept by {@link JoinBuckets}. {@link Arrivals} are filed under the {@link Steps step} of their time, and so is each key for
 * the moment at which its state is due. When a step is settled, bucket by bucket all of its events and keys are read at once, and the rules
 * judge each key. There are no timers: whether a step is settled shows with a watermark, and what is open is known.
 *
 * <p>Flink starts again without a watermark after a failure, so the operator remembers up to where time was settled, as the pane floor
 * does, and turns away what comes before.
 */
public final class JoinOperator extends AbstractStreamOperator<JoinOutcome>
        implements OneInputStreamOperator<JoinInput, JoinOutcome> {

    static final MapStateDescriptor<JoinKey, byte[]> EPISODES =
            new MapStateDescriptor<>("episodes", JoinKeySerializer.INSTANCE, JoinStateSerializer.INSTANCE);
    static final ListStateDescriptor<byte[]> ARRIVALS =
            new ListStateDescriptor<>("arrivals", ArrivalsSerializer.INSTANCE);
    static final ListStateDescriptor<JoinKey> DUE = new ListStateDescriptor<>("due", JoinKeySerializer.INSTANCE);
    private static final ListStateDescriptor<Long> OPEN_STEPS =
            new ListStateDescriptor<>("steps", LongSerializer.INSTANCE);

    private static final long MOST_IN_MEMORY = 32 << 20;

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
    private transient StepFile<byte[]> filedArrivals;
    private transient Arrivals arrivals;
    private transient DueKeys due;
    private transient StepCalendar calendar;
    private transient StepEvents events;
    private transient ByteReader reader;
    private transient JoinStateCodec codec;

    /** That of the key at hand. */
    private transient JoinState state;

    /** The bytes of the states of the keys at hand. */
    private transient byte[] @Nullable [] kept;

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
        arrivals.store();
        settledBefore.store();
        terms.store();
        openSteps.update(calendar.steps());
    }

    @Override
    public void open() throws Exception {
        super.open();
        episodes = getRuntimeContext().getMapState(EPISODES);
        filedArrivals = StepFile.of(getOrCreateKeyedState(LongSerializer.INSTANCE, ARRIVALS));
        arrivals = new Arrivals(filedArrivals, bucket -> setCurrentKey(buckets.key(bucket)), mostInMemory());
        events = new StepEvents();
        reader = new ByteReader();
        codec = new JoinStateCodec();
        state = new JoinState();
        kept = new byte[64][];
        due = new DueKeys(StepFile.of(getOrCreateKeyedState(LongSerializer.INSTANCE, DUE)), steps, calendar);
        element = new StreamRecord<>(null);
        outcomes = new OutcomeCollector(outcome -> output.collect(element.replace(outcome, outcome.time())));
        rules = new JoinRules(policy, outcomes);
        if (terms.haveChanged()) {
            fileAnew();
        }
    }

    /** Where state is memory too, letting arrivals go there would only cost time. */
    private long mostInMemory() {
        return getKeyedStateBackend() instanceof HeapKeyedStateBackend ? Long.MAX_VALUE : MOST_IN_MEMORY;
    }

    @Override
    public void processElement(StreamRecord<JoinInput> input) throws Exception {
        JoinInput arrival = input.getValue();
        if (arrival.time() < settledBefore.millis()) {
            turnAway(arrival);
            return;
        }
        int bucket = buckets.position(arrival.keyHash());
        long step = steps.start(arrival.time());
        arrivals.add(step, bucket, arrival.bytes(), 0, arrival.length());
        calendar.add(step, bucket);
    }

    private void turnAway(JoinInput arrival) throws Exception {
        reader.to(Arrays.copyOf(arrival.bytes(), arrival.length()));
        outcomes.setKey(JoinKey.read(reader));
        outcomes.late(JoinEventCodec.read(reader));
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
            arrivals.close();
        }
        super.processWatermark(mark);
    }

    /** Judges all that happened in a step, and all that has run out in it, in the bucket at hand. */
    private void settle(long step, int bucket) throws Exception {
        arrivals.take(step, bucket, arrival -> events.add(JoinKey.read(arrival), JoinEventCodec.read(arrival)));
        for (JoinKey key : due.take(step)) {
            events.add(key, null);
        }
        int keys = events.group();
        look(keys);
        for (int i = 0; i < keys; i++) {
            settle(events.key(i), kept[i], events.events(i), steps.end(step));
        }
        events.clear();
        due.store(bucket);
    }

    /** Looks up all states before the first one is judged: then most waits for memory of one look-up are over when the next one begins. */
    private void look(int keys) throws Exception {
        if (kept.length < keys) {
            kept = new byte[2 * keys][];
        }
        for (int i = 0; i < keys; i++) {
            kept[i] = episodes.get(events.key(i));
        }
    }

    private void settle(JoinKey key, byte @Nullable [] known, List<JoinEvent> ofKey, long end) throws Exception {
        if (known != null) {
            codec.decode(known, state);
        } else if (ofKey.isEmpty()) {
            // Was due twice: more had become known of the key since it was filed first.
            return;
        } else {
            state.clear();
        }
        long before = rules.due(state);
        outcomes.setKey(key);
        rules.settle(state, ofKey, end);
        if (!state.isEmpty()) {
            episodes.put(key, codec.encode(state));
            long after = rules.due(state);
            if (after != before) {
                due.add(key, after);
            }
        } else if (known != null) {
            episodes.remove(key);
        }
    }

    /** By other terms steps are others, and keys are due at other times. */
    private void fileAnew() throws Exception {
        List<Long> oldSteps = calendar.steps();
        calendar.clear();
        for (int bucket = JoinBuckets.first(range); bucket < JoinBuckets.behind(range); bucket++) {
            setCurrentKey(buckets.key(bucket));
            List<byte[]> waiting = new ArrayList<>();
            for (long step : oldSteps) {
                waiting.addAll(filedArrivals.take(step));
                due.take(step);
            }
            for (Map.Entry<JoinKey, byte[]> episode : episodes.entries()) {
                due.add(episode.getKey(), rules.due(codec.decode(episode.getValue())));
            }
            due.store(bucket);
            for (byte[] block : waiting) {
                fileAnew(block, bucket);
            }
        }
    }

    private void fileAnew(byte[] block, int bucket) throws Exception {
        Arrivals.take(block, arrival -> {
            int from = arrival.at();
            int length = arrival.left();
            JoinKey.read(arrival);
            long step = steps.start(JoinEventCodec.read(arrival).time());
            arrivals.add(step, bucket, block, from, length);
            calendar.add(step, bucket);
        });
    }

    @Override
    public void close() throws Exception {
        // Flink keeps a task that has ended until the collector has come by twice.
        if (arrivals != null) {
            arrivals.clear();
        }
        super.close();
    }
}
