package dev.plumbline.job.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.job.flow.VersionedSerializer;
import dev.plumbline.job.flow.VersionedSnapshot;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How a layout gains a version, shown on a layout that is only pretended: release 1 keeps a number, release 2 a number and a unit.
 * This is what the next version of a real layout will look like.
 */
class OlderLayoutTest {

    /** Which release is running; a savepoint is written by one and read by the other. */
    private static int release = 1;

    @AfterEach
    void backToTheFirstRelease() {
        release = 1;
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void theNextReleaseReadsTheOlderLayoutAndWritesItsOwn(String backend) throws Exception {
        OperatorSubtaskState written = run(backend, null, "a", "a", "b");

        release = 2;
        OperatorSubtaskState migrated = run(backend, written, "a=2 (none)", "b=1 (none)");
        OperatorSubtaskState again = run(backend, migrated, "a=3 records", "b=2 records");

        assertThat(again).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void theReleaseBeforeRefusesTheNewerLayoutInASentence(String backend) throws Exception {
        release = 2;
        OperatorSubtaskState written = run(backend, null, "a");

        release = 1;
        assertThatThrownBy(() -> run(backend, written, "a"))
                .hasStackTraceContaining("The state holds layout version 2 of PretendSerializer, but this release reads"
                        + " version 1; restore it with the release that wrote it, or start without state.");
    }

    /**
     * Counts each key once more, and checks what was there before where the step says {@code key=expected}.
     *
     * @return the state after it
     */
    private static OperatorSubtaskState run(String backend, @Nullable OperatorSubtaskState from, String... steps)
            throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, String, String> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new Counting()), step -> step.split("=", -1)[0], Types.STRING);
        try {
            harness.setStateBackend(backend(backend));
            harness.setup();
            if (from != null) {
                harness.initializeState(from);
            }
            harness.open();
            for (String step : steps) {
                harness.processElement(step, 0);
            }
            assertThat(harness.extractOutputValues())
                    .isEqualTo(List.of(steps).stream()
                            .filter(step -> step.contains("="))
                            .toList());
            return harness.snapshot(1, 1);
        } finally {
            harness.close();
        }
    }

    private static StateBackend backend(String name) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, name);
        return StateBackendLoader.loadStateBackendFromConfig(
                configuration, OlderLayoutTest.class.getClassLoader(), null);
    }

    /** A count, and of what; the first release knew no unit. */
    record Pretend(long count, String unit) {}

    private static final class Counting extends KeyedProcessFunction<String, String, String> {
        private transient ValueState<Pretend> state;

        @Override
        public void open(OpenContext context) {
            state = getRuntimeContext().getState(new ValueStateDescriptor<>("pretend", new PretendSerializer(release)));
        }

        @Override
        public void processElement(String step, Context context, Collector<String> out) throws Exception {
            Pretend before = state.value();
            if (step.contains("=")) {
                out.collect(context.getCurrentKey() + "=" + before.count() + " " + before.unit());
            }
            state.update(new Pretend(before == null ? 1 : before.count() + 1, "records"));
        }
    }

    static final class PretendSerializer extends VersionedSerializer<Pretend> {
        private final int layout;

        PretendSerializer(int layout) {
            this.layout = layout;
        }

        @Override
        public Pretend copy(Pretend from) {
            return from;
        }

        @Override
        public void serialize(Pretend value, DataOutputView target) throws IOException {
            target.writeLong(value.count());
            if (layout > 1) {
                target.writeUTF(value.unit());
            }
        }

        @Override
        public Pretend deserialize(DataInputView source) throws IOException {
            return new Pretend(source.readLong(), layout > 1 ? source.readUTF() : "(none)");
        }

        @Override
        public Snapshot snapshotConfiguration() {
            return new Snapshot();
        }

        /** Flink finds it by its name in the savepoint, so it is the same class in both releases. */
        public static final class Snapshot extends VersionedSnapshot<Pretend> {
            public Snapshot() {
                super(release, new PretendSerializer(release));
            }

            @Override
            protected @Nullable TypeSerializer<Pretend> olderSerializer(int version) {
                return version < release ? new PretendSerializer(version) : null;
            }
        }
    }
}
