package dev.plumbline.job.config;

/**
 * How large one record may be, and how many series; what is beyond is a dead letter.
 *
 * @param recordBytes longest value that is parsed, in bytes, at least 1
 * @param depth deepest nesting of objects and arrays, at least 1
 * @param elements most numbers in one array, at least 1
 * @param series most names that one partition brings, models and series together, at least 1
 */
public record LimitsConfig(int recordBytes, int depth, int elements, int series) {}
