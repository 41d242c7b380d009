package dev.plumbline.job.join;

import dev.plumbline.job.join.JoinOutcome.Kind;
import java.util.function.Consumer;

/** Gives what the rules tell of the current key to whoever comes next. */
final class OutcomeCollector implements JoinOutput {
    private final Consumer<JoinOutcome> next;
    private JoinKey key = JoinKey.of("", "", "");

    OutcomeCollector(Consumer<JoinOutcome> next) {
        this.next = next;
    }

    void setKey(JoinKey newKey) {
        key = newKey;
    }

    @Override
    public void predicted(byte[] lane, long time, byte[] facts) {
        tell(Kind.PREDICTED, lane, time, facts);
    }

    @Override
    public void labelled(byte[] lane, long time, byte[] facts, long labelTime, byte[] label) {
        next.accept(new JoinOutcome(Kind.LABELLED, key, lane, time, facts, labelTime, label));
    }

    @Override
    public void negative(byte[] lane, long time, byte[] facts) {
        tell(Kind.NEGATIVE, lane, time, facts);
    }

    @Override
    public void unlabelled(byte[] lane, long time, byte[] facts) {
        tell(Kind.UNLABELLED, lane, time, facts);
    }

    @Override
    public void conflicted(byte[] lane, long time, byte[] facts) {
        tell(Kind.CONFLICTED, lane, time, facts);
    }

    @Override
    public void duplicateLabel(long time) {
        tell(Kind.DUPLICATE_LABEL, Lane.NONE, time, Lane.NONE);
    }

    @Override
    public void shared(long time) {
        tell(Kind.LABEL_SHARED, Lane.NONE, time, Lane.NONE);
    }

    @Override
    public void lost(JoinLoss reason, byte[] lane, long time, byte[] raw) {
        tell(Kind.of(reason), lane, time, raw);
    }

    /** Tells of an event that came when its time was settled. */
    void late(JoinEvent event) {
        tell(event.isLabel() ? Kind.LABEL_LATE : Kind.PREDICTION_LATE, event.lane(), event.time(), event.raw());
    }

    private void tell(Kind kind, byte[] lane, long time, byte[] content) {
        next.accept(new JoinOutcome(kind, key, lane, time, content, 0, Lane.NONE));
    }
}
