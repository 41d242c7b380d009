package dev.plumbline.job.flow;

import dev.plumbline.serde.deadletter.DeadLetter;
import java.util.function.Consumer;
import org.apache.flink.metrics.MetricGroup;

/** The gate where another one has stood before: admits every record, and tells nobody. */
public final class OpenGate implements Gate {

    /** Creates the gate. */
    public OpenGate() {}

    @Override
    public void open(MetricGroup metrics, Consumer<DeadLetter> deadLetters, Consumer<LedgerPosting> postings) {}

    @Override
    public boolean admits(SourceRecord record) {
        return true;
    }

    @Override
    public void summed(String model, long records) {}

    @Override
    public void waits(SourceRecord record) {}

    @Override
    public void advanceTo(long watermark) {}

    @Override
    public void flush() {}
}
