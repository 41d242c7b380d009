package dev.plumbline.job.join;

import dev.plumbline.job.flow.FlowType;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The types of what travels inside the room, for Flink. */
public final class JoinTypes {

    /** Predictions and labels on their way to their key. */
    public static final TypeInformation<JoinInput> INPUT =
            new FlowType<>(JoinInput.class, JoinInputSerializer.INSTANCE);

    /** What is decided. */
    public static final TypeInformation<JoinOutcome> OUTCOME =
            new FlowType<>(JoinOutcome.class, JoinOutcomeSerializer.INSTANCE);

    private JoinTypes() {}
}
