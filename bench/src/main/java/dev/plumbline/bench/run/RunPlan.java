package dev.plumbline.bench.run;

/**
 * How often contenders take their turns.
 *
 * @param passes measured passes of each contender, at least 1
 * @param warmSeconds how long each contender works before that without being measured; compiling takes a share of the first
 *     passes, and the same one of short passes and long ones
 */
public record RunPlan(int passes, int warmSeconds) {}
