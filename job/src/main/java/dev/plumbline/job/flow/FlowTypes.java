package dev.plumbline.job.flow;

import dev.plumbline.job.aggregate.WindowAccumulator;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.LedgerBalance;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** The type of everything that travels between the rooms, or is kept in their state, for Flink. */
public final class FlowTypes {

    /** Records of the log. */
    public static final TypeInformation<SourceRecord> SOURCE_RECORD =
            new FlowType<>(SourceRecord.class, SourceRecordSerializer.INSTANCE);

    /** Partial sums. */
    public static final TypeInformation<PaneSum> PANE_SUM = new FlowType<>(PaneSum.class, PaneSumSerializer.INSTANCE);

    /** Keys of the window state. */
    public static final TypeInformation<SeriesKey> SERIES_KEY =
            new FlowType<>(SeriesKey.class, SeriesKeySerializer.INSTANCE);

    /** Window state. */
    public static final TypeInformation<WindowAccumulator> WINDOW_ACCUMULATOR =
            new FlowType<>(WindowAccumulator.class, WindowAccumulatorSerializer.INSTANCE);

    /** Reports. */
    public static final TypeInformation<RevisedReport> REVISED_REPORT =
            new FlowType<>(RevisedReport.class, RevisedReportSerializer.INSTANCE);

    /** The side output of every record and sum that is not counted. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", new FlowType<>(DeadLetter.class, DeadLetterSerializer.INSTANCE));

    /** Keys of the ledger's state. */
    public static final TypeInformation<LedgerAccount> LEDGER_ACCOUNT =
            new FlowType<>(LedgerAccount.class, LedgerAccountSerializer.INSTANCE);

    /** Balances of the ledger. */
    public static final TypeInformation<LedgerBalance> LEDGER_BALANCE =
            new FlowType<>(LedgerBalance.class, LedgerBalanceSerializer.INSTANCE);

    /** The side output of what tasks have seen, for the ledger. */
    public static final OutputTag<LedgerPosting> POSTINGS =
            new OutputTag<>("postings", new FlowType<>(LedgerPosting.class, LedgerPostingSerializer.INSTANCE));

    private FlowTypes() {}
}
