package dev.plumbline.bench.run;

/**
 * How often contenders take their turns.
 *
 * @param passes measured passes of each contender, at least 1
 * @param warmPasses passes before them that do not count
 */
public record RunPlan(int passes, int warmPasses) {}
