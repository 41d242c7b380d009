package dev.plumbline.job.pane;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;

/** The counters that an operator registers, by their names, as a reporter would see them. */
final class RegisteredCounters {

    private final Map<String, Counter> counters = new HashMap<>();

    /** An environment for the operator whose counters are looked at. */
    MockEnvironment environment() {
        TestingMetricRegistry registry = TestingMetricRegistry.builder()
                .setRegisterConsumer((metric, name, group) -> {
                    if (metric instanceof Counter counter) {
                        counters.put(name, counter);
                    }
                })
                .build();
        return new MockEnvironmentBuilder()
                .setMetricGroup(
                        TaskManagerMetricGroup.createTaskManagerMetricGroup(registry, "host", ResourceID.generate())
                                .addJob(new JobID(), "job")
                                .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "task"))
                .build();
    }

    long count(String name) {
        return Objects.requireNonNull(counters.get(name), name).getCount();
    }
}
