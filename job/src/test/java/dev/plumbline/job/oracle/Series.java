package dev.plumbline.job.oracle;

import java.util.Map;

/**
 * Whose numbers are counted together.
 *
 * @param slice the values of attributes by name; empty for everyone
 * @param output which output alone is counted, from 0; {@link #ALL_OUTPUTS} for whole records
 */
record Series(String model, String version, Map<String, String> slice, int output) {

    static final int ALL_OUTPUTS = -1;
}
