package dev.plumbline.bench.result;

/**
 * A bar, and what was measured against it.
 *
 * @param contender who has to reach it
 * @param against whose rate is 1
 * @param atLeast the least ratio of records per second; 0 where no bar was set
 * @param aim the ratio that is aimed at; 0 where none was set
 * @param ratio the ratios, computed round by round
 * @param cpuRatio processor time per record of the contender relative to the other's, round by round
 */
public record BarResult(String contender, String against, double atLeast, double aim, Spread ratio, Spread cpuRatio) {
    /** Whether the median reaches the bar; true where none was set. */
    public boolean met() {
        return ratio.median() >= atLeast;
    }
}
