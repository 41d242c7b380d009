package dev.plumbline.job.ledger;

import dev.plumbline.job.flow.LedgerPosting;
import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.LedgerBalance;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps the books, keyed by account, and publishes a balance right before each checkpoint barrier and at the end of input.
 *
 * <p>That moment is what makes a balance add up: the tasks before have told everything that they saw before the barrier, and this
 * task has received it all, since barriers are aligned. So each balance is a consistent cut through the running job, it becomes
 * visible together with the reports of the same checkpoint, and after a failure the books continue from exactly there.
 *
 * <p>Only accounts that changed are published. Between barriers, a posting costs one access to state.
 */
public final class LedgerOperator extends AbstractStreamOperator<LedgerBalance>
        implements OneInputStreamOperator<LedgerPosting, LedgerBalance> {

    private static final String BOOK = "book";

    private final long allowedLateness;

    private transient ValueState<AccountBook> books;

    /** What has been posted to since it was last published. */
    private transient Set<LedgerAccount> changed;

    /** What has records in panes that may still change. */
    private transient Set<LedgerAccount> open;

    /** What did not add up when it was last looked at. */
    private transient Set<LedgerAccount> unbalanced;

    /** The last millisecond of which the panes are finished. */
    private transient long floor;

    /**
     * Creates the operator.
     *
     * @param allowedLateness how long after its end a window may be revised, in milliseconds
     */
    public LedgerOperator(long allowedLateness) {
        this.allowedLateness = allowedLateness;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        books = context.getKeyedStateStore().getState(new ValueStateDescriptor<>(BOOK, AccountBookSerializer.INSTANCE));
        changed = new HashSet<>();
        open = new HashSet<>();
        unbalanced = new HashSet<>();
        floor = Long.MIN_VALUE;
        if (context.isRestored()) {
            lookThroughRestoredBooks();
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        getMetricGroup().addGroup("plumbline").gauge("ledgerUnbalanced", () -> unbalanced.size());
    }

    @Override
    public void processElement(StreamRecord<LedgerPosting> element) throws Exception {
        LedgerPosting posting = element.getValue();
        AccountBook book = books.value();
        if (book == null) {
            book = new AccountBook();
        }
        book.post(posting);
        books.update(book);
        changed.add(posting.account());
        if (book.hasPending()) {
            open.add(posting.account());
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        floor = Math.max(mark.getTimestamp(), Long.MIN_VALUE + allowedLateness) - allowedLateness;
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        publish();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        publish();
        super.finish();
    }

    private void publish() throws Exception {
        for (LedgerAccount account : List.copyOf(open)) {
            AccountBook book = book(account);
            if (book.finish(floor)) {
                books.update(book);
                changed.add(account);
            }
            if (!book.hasPending()) {
                open.remove(account);
            }
        }
        for (LedgerAccount account : changed) {
            LedgerBalance balance = book(account).balance(account);
            check(balance);
            output.collect(new StreamRecord<>(balance));
        }
        changed.clear();
    }

    private void lookThroughRestoredBooks() throws Exception {
        List<LedgerAccount> accounts;
        try (Stream<LedgerAccount> keys =
                this.<LedgerAccount>getKeyedStateBackend().getKeys(BOOK, VoidNamespace.INSTANCE)) {
            accounts = keys.toList();
        }
        for (LedgerAccount account : accounts) {
            AccountBook book = book(account);
            check(book.balance(account));
            if (book.hasPending()) {
                open.add(account);
            }
        }
    }

    private AccountBook book(LedgerAccount account) throws Exception {
        setCurrentKey(account);
        AccountBook book = books.value();
        return book == null ? new AccountBook() : book;
    }

    /** A residual is a defect of the job or a damaged savepoint: nothing that records could bring about. */
    private void check(LedgerBalance balance) {
        if (balance.residual() == 0) {
            unbalanced.remove(balance.account());
        } else if (unbalanced.add(balance.account())) {
            LOG.error(
                    "The ledger of {} {} does not add up: residual {} in {}. Records were lost or counted twice; keep the"
                            + " newest checkpoint, replay the topics to see which windows differ, and report it.",
                    balance.account().scope().code(),
                    balance.account().model(),
                    balance.residual(),
                    balance);
        }
    }
}
