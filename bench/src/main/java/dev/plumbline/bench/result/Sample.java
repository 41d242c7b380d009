package dev.plumbline.bench.result;

/**
 * One pass of one contender.
 *
 * @param measured what the child told
 * @param brokerCpuSeconds processor time of the broker's process meanwhile, the start-up of the pass included
 */
public record Sample(Measured measured, double brokerCpuSeconds) {}
