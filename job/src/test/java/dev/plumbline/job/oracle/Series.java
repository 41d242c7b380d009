package dev.plumbline.job.oracle;

import java.util.Map;

/**
 * Whose numbers are counted together.
 *
 * @param slice the values of attributes by name; empty for everyone
 */
record Series(String model, String version, Map<String, String> slice) {}
