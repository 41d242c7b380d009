package dev.plumbline.job.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Groups by key, also where different keys have one hash. */
class StepEventsTest {
    private final StepEvents events = new StepEvents();
    private final Map<JoinKey, List<JoinEvent>> judged = new HashMap<>();

    private static JoinKey key(String id) {
        return JoinKey.of("m", "", id);
    }

    private static JoinEvent event(long time) {
        return JoinEvent.label(time, new byte[] {0}, new byte[] {1});
    }

    private void judge() {
        int groups = events.group();
        for (int i = 0; i < groups; i++) {
            assertThat(judged.put(events.key(i), new ArrayList<>(events.events(i))))
                    .isNull();
        }
        events.clear();
    }

    @Test
    void everyKeyComesOnceWithAllOfItsEvents() {
        Random random = new Random(3);
        for (int round = 0; round < 3; round++) {
            Map<JoinKey, List<JoinEvent>> expected = new HashMap<>();
            judged.clear();
            for (int i = 0; i < 1_000; i++) {
                JoinKey key = key(Integer.toString(random.nextInt(600)));
                List<JoinEvent> ofKey = expected.computeIfAbsent(key, none -> new ArrayList<>());
                if (random.nextInt(4) == 0) {
                    events.add(key, null);
                } else {
                    JoinEvent event = event(i);
                    events.add(key, event);
                    ofKey.add(event);
                }
            }
            judge();

            assertThat(judged).isEqualTo(expected);
        }
    }

    @Test
    void keysOfOneHashAreToldApart() {
        // 31 * 'A' + 'a' = 31 * 'B' + 'B', so any of the two pairs may stand for the other one.
        List<JoinKey> alike = List.of(key("AaAa"), key("BBBB"), key("AaBB"), key("BBAa"));
        Map<JoinKey, List<JoinEvent>> expected = new HashMap<>();
        assertThat(alike).extracting(JoinKey::hashCode).containsOnly(key("AaAa").hashCode());
        for (int i = 0; i < 12; i++) {
            events.add(alike.get(i % 4), event(i));
            expected.computeIfAbsent(alike.get(i % 4), none -> new ArrayList<>())
                    .add(event(i));
        }
        judge();

        assertThat(judged).isEqualTo(expected);
    }

    @Test
    void isEmptyAfterwards() {
        events.add(key("a"), event(1));
        judge();
        judged.clear();
        judge();

        assertThat(judged).isEmpty();
    }
}
