package dev.plumbline.bench.contender;

/**
 * How long a pass took.
 *
 * @param seconds from when everything was ready to read, to the end with all results delivered
 * @param startUpSeconds before that: from when the pass was asked for
 */
public record Pass(double seconds, double startUpSeconds) {}
