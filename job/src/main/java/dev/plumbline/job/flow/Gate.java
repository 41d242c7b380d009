package dev.plumbline.job.flow;

import dev.plumbline.serde.deadletter.DeadLetter;
import java.io.Serializable;
import java.util.function.Consumer;
import org.apache.flink.metrics.MetricGroup;

/**
 * The door between the log and the sums: which records are counted, and where the others go. It stands in the task that sums,
 * and not before it as an operator of its own: Flink copies each element for each of an operator's outputs, so an operator with
 * side outputs should be one that seldom has a main output.
 */
public interface Gate extends Serializable {

    /**
     * Opens the gate in its task; called once, first.
     *
     * @param metrics where it counts what it sees since the last restart
     * @param deadLetters takes the records that are not counted
     * @param postings takes what the ledger is told
     */
    void open(MetricGroup metrics, Consumer<DeadLetter> deadLetters, Consumer<LedgerPosting> postings);

    /** Says whether the record is to be counted; if not, it has gone to the dead letters. */
    boolean admits(SourceRecord record);

    /** Takes note that records of a model, which it has admitted, leave in a sum; told of each of them before {@link #flush}. */
    void summed(String model, long records);

    /** Takes note that a record, which it has admitted, waits from now on for what becomes of it; told of each of them before {@link #flush}. */
    void waits(SourceRecord record);

    /** Takes note of the watermark, in epoch milliseconds. */
    void advanceTo(long watermark);

    /** Tells the ledger everything that it has not been told; called before each checkpoint barrier and at the end of input. */
    void flush();
}
