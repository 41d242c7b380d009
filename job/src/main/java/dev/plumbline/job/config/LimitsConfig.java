package dev.plumbline.job.config;

/**
 * How large one record may be; a larger one is a dead letter.
 *
 * @param recordBytes longest value that is parsed, in bytes, at least 1
 * @param depth deepest nesting of objects and arrays, at least 1
 * @param elements most numbers in one array, at least 1
 */
public record LimitsConfig(int recordBytes, int depth, int elements) {}
