package dev.plumbline.job.join;

import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.label.JoinKeying;
import dev.plumbline.job.label.JoinPolicy;
import dev.plumbline.metric.DType;
import dev.plumbline.serde.LabelStatus;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.deadletter.DeadLetter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The join without Flink, of as many records as fit into memory: all of them are taken first, and then judged by {@link JoinRules}
 * as at the end of a bounded log. So nothing is ever late, and what is open at the end is decided as if its horizon were over.
 *
 * <p>Not thread-safe.
 */
public final class MemoryJoin {

    /** Takes what is decided. Records of one key come together, in the order of event time. */
    public interface Output {

        /**
         * It is known what becomes of a prediction: its {@link Prediction#labelStatus()} says it. If it counts it has its label, or zeros.
         * One that is a duplicate is only told as lost.
         *
         * @param prediction at its own time; overwritten with the next one
         */
        void decided(Prediction prediction);

        /** A label says what another one of its prediction says. */
        void duplicateLabel();

        /** A label is for one more prediction, and is going to be told once more. */
        void sharedLabel();

        /** A record is not counted; the letter says which, and why. */
        void lost(JoinLoss loss, DeadLetter letter);
    }

    private final JoinPolicy policy;
    private final DType dtype;
    private final JoinEvents events;
    private final Map<JoinKey, List<JoinEvent>> byKey = new LinkedHashMap<>();

    /**
     * A join of nothing yet.
     *
     * @param policy the rules that can be chosen
     * @param dtype the metric's
     */
    public MemoryJoin(JoinPolicy policy, DType dtype) {
        this.policy = policy;
        this.dtype = dtype;
        this.events = new JoinEvents(policy.keying());
    }

    /**
     * Takes one record, which may be changed afterwards. Where it stands tells records apart that are equal otherwise; its bytes are kept
     * for its dead letter, if it has any.
     *
     * @param record a valid prediction with an id, or a valid label that names what the keys need
     */
    public void add(SourceRecord record) {
        JoinInput input = events.of(record);
        ByteReader in = new ByteReader(Arrays.copyOf(input.bytes(), input.length()));
        try {
            JoinKey key = JoinKey.read(in);
            byKey.computeIfAbsent(key, none -> new ArrayList<>(2)).add(JoinEventCodec.read(in));
        } catch (IOException e) {
            throw Memory.cannotFail(e);
        }
    }

    /** Judges all records and forgets them. */
    public void settle(Output output) {
        Teller teller = new Teller(output);
        JoinRules rules = new JoinRules(policy, teller);
        byKey.forEach((key, ofKey) -> {
            teller.key = key;
            rules.settle(new JoinState(), ofKey, Long.MAX_VALUE);
        });
        byKey.clear();
    }

    /** Makes records of what the rules tell in bytes. */
    private final class Teller implements JoinOutput {
        private final Output output;
        private final LossSentences sentences = new LossSentences(policy);
        private final FactsReader facts = new FactsReader(dtype);
        private final SourceRecord record = new SourceRecord();
        private JoinKey key = JoinKey.of("", "", "");

        Teller(Output output) {
            this.output = output;
        }

        @Override
        public void predicted(byte[] lane, long time, byte[] facts) {
            // Is decided too, by the end of time.
        }

        @Override
        public void labelled(byte[] lane, long time, byte[] facts, long labelTime, byte[] label) {
            tell(LabelStatus.LABELLED, lane, time, facts, labelTime - time, label);
        }

        @Override
        public void negative(byte[] lane, long time, byte[] facts) {
            tell(LabelStatus.NEGATIVE, lane, time, facts, 0, null);
        }

        @Override
        public void unlabelled(byte[] lane, long time, byte[] facts) {
            tell(LabelStatus.UNLABELLED, lane, time, facts, 0, null);
        }

        @Override
        public void conflicted(byte[] lane, long time, byte[] facts) {
            tell(LabelStatus.CONFLICTED, lane, time, facts, 0, null);
        }

        @Override
        public void duplicateLabel(long time) {
            output.duplicateLabel();
        }

        @Override
        public void shared(long time) {
            output.sharedLabel();
        }

        @Override
        public void lost(JoinLoss loss, byte[] lane, long time, byte[] raw) {
            try {
                output.lost(loss, RawRecord.toDeadLetter(raw, sentences.of(loss, key, time)));
            } catch (IOException e) {
                throw Memory.cannotFail(e);
            }
        }

        private void tell(
                LabelStatus status, byte[] lane, long time, byte[] content, long age, byte @Nullable [] label) {
            try {
                boolean inLanes = policy.keying() == JoinKeying.ID;
                LaneName name = inLanes ? LaneName.of(lane) : new LaneName(key.model(), key.version());
                facts.fill(content, label, name.model(), name.version(), time, record);
                record.prediction().setLabel(status, age);
                output.decided(record.prediction());
            } catch (IOException e) {
                throw Memory.cannotFail(e);
            }
        }
    }
}
