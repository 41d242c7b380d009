package dev.plumbline.job.config;

/**
 * How large one record may be, and how many models and versions there may be: what is beyond is a dead letter. And how many
 * slices: what is beyond counts in an overflow slice.
 *
 * @param recordBytes longest value that is parsed, in bytes, at least 1
 * @param depth deepest nesting of objects and arrays, at least 1
 * @param elements most numbers in one array, at least 1
 * @param series most names that one partition brings, models and series together, at least 1
 * @param slices most slices of one entry of {@code slices} that one partition brings for one version of a model, at least 1
 */
public record LimitsConfig(int recordBytes, int depth, int elements, int series, int slices) {}
