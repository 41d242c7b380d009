package dev.plumbline.bench.result;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All results of a pass.
 *
 * @param rows the windows of everyone, slices apart; the newest revision of each
 * @param deadLetters how many records were set aside
 */
public record Found(Map<WindowKey, Sums> rows, long deadLetters) {
    /** The specifications of which there are windows. */
    Set<String> specs() {
        return rows.keySet().stream().map(WindowKey::spec).collect(Collectors.toSet());
    }
}
