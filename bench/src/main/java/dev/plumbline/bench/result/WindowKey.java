package dev.plumbline.bench.result;

/**
 * Which window of which model.
 *
 * @param model the model's name
 * @param spec the windows' specification, for example {@code tumbling 1m}
 * @param start its first epoch millisecond
 */
public record WindowKey(String model, String spec, long start) {}
