package dev.plumbline.bench.scenario;

/**
 * How much faster one has to be than another, in records per second.
 *
 * @param contender who has to reach it
 * @param against whose rate is 1
 * @param atLeast the least ratio; 0 to show the ratio and set no bar
 * @param aim the ratio that is aimed at; 0 for none
 */
public record Bar(String contender, String against, double atLeast, double aim) {
    static Bar none(String contender, String against) {
        return new Bar(contender, against, 0, 0);
    }
}
