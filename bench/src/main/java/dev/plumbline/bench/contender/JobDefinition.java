package dev.plumbline.bench.contender;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink job that reads a topic to its end. */
interface JobDefinition {
    /**
     * Defines the job in an environment that has the task's parallelism, object reuse and checkpoints on.
     *
     * @param env where it is defined
     * @param task what it reads and where results go
     * @param name unique among all jobs of a run
     */
    void define(StreamExecutionEnvironment env, Task task, String name);
}
