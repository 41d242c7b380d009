package dev.plumbline.job.join;

import dev.plumbline.job.label.JoinPolicy;
import dev.plumbline.job.time.SettledTime;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * The terms under which the join's state was made. Its keys follow from how predictions and labels are joined, so that can never
 * change with state; everything else may, and then timers are set anew.
 */
final class JoinTerms {

    private static final ListStateDescriptor<String> STORED =
            new ListStateDescriptor<>("terms", StringSerializer.INSTANCE);

    private static final String SEPARATOR = "\n";

    private final ListState<String> stored;
    private final String own;
    private final boolean changed;

    private JoinTerms(ListState<String> stored, String own, boolean changed) {
        this.stored = stored;
        this.own = own;
        this.changed = changed;
    }

    /**
     * Compares the terms with those that are stored.
     *
     * @throws SuppressRestartsException if the keys are others: trying again would change nothing
     */
    static JoinTerms restore(JoinPolicy policy, SettledTime settled, StateInitializationContext context)
            throws Exception {
        ListState<String> stored = context.getOperatorStateStore().getUnionListState(STORED);
        String own = policy.keying() + SEPARATOR + policy + SEPARATOR + settled;
        boolean changed = false;
        for (String other : stored.get()) {
            if (!other.startsWith(policy.keying() + SEPARATOR)) {
                throw new SuppressRestartsException(
                        new IllegalStateException("The state holds predictions and labels that are joined by "
                                + other.substring(0, other.indexOf(SEPARATOR)) + ", but the configuration says "
                                + policy.keying() + ". Set labels.join_by as it was, or start without state."));
            }
            changed |= !other.equals(own);
        }
        return new JoinTerms(stored, own, changed);
    }

    /** Whether the state was made under others. */
    boolean haveChanged() {
        return changed;
    }

    /** Stores them; to be called for each snapshot of the operator. */
    void store() throws Exception {
        stored.update(List.of(own));
    }
}
