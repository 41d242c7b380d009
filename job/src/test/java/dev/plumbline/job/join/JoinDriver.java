package dev.plumbline.job.join;

import dev.plumbline.job.label.JoinPolicy;
import dev.plumbline.job.time.SettledTime;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Does with the rules what an operator does, without Flink: keeps state and events per key, as bytes between any two steps, and one
 * timer per key.
 */
final class JoinDriver {
    private static final class Kept {
        byte[] state = {};
        byte[] events = {};
        int eventCount;
        long firstUnsettled = JoinState.NEVER;
    }

    private final JoinPolicy policy;
    private final SettledTime settled;
    private final Map<String, Kept> kept = new HashMap<>();
    private final TreeMap<Long, Set<String>> timers = new TreeMap<>();
    private final Outcomes outcomes = new Outcomes();
    private long settledBefore = Long.MIN_VALUE;

    JoinDriver(JoinPolicy policy, SettledTime settled) {
        this.policy = policy;
        this.settled = settled;
    }

    void take(String key, JoinEvent event) {
        require(event.time() >= settledBefore, "an event is late");
        Kept bytes = kept.computeIfAbsent(key, none -> new Kept());
        JoinState state = state(bytes);
        long before = due(bytes, state);
        bytes.firstUnsettled = Math.min(bytes.firstUnsettled, event.time());
        bytes.events = append(bytes.events, event);
        bytes.eventCount++;
        move(key, before, due(bytes, state));
    }

    void watermark(long watermark) {
        settledBefore = settled.before(watermark);
        while (!timers.isEmpty() && timers.firstKey() <= watermark) {
            for (String key : List.copyOf(timers.firstEntry().getValue())) {
                settle(key);
            }
        }
    }

    private void settle(String key) {
        Kept bytes = kept.get(key);
        JoinState state = state(bytes);
        long before = due(bytes, state);
        List<JoinEvent> ready = new ArrayList<>();
        List<JoinEvent> rest = new ArrayList<>();
        for (JoinEvent event : events(bytes)) {
            (event.time() < settledBefore ? ready : rest).add(event);
        }
        new JoinRules(policy, outcomes.of(key)).settle(state, ready, settledBefore);
        bytes.firstUnsettled = JoinState.NEVER;
        bytes.events = new byte[0];
        bytes.eventCount = rest.size();
        for (JoinEvent event : rest) {
            bytes.firstUnsettled = Math.min(bytes.firstUnsettled, event.time());
            bytes.events = append(bytes.events, event);
        }
        bytes.state = new JoinStateCodec().encode(state);
        move(key, before, due(bytes, state));
        if (state.isEmpty() && rest.isEmpty()) {
            kept.remove(key);
        }
    }

    /** When the key's timer must fire: by the watermark that settles what is due. */
    private long due(Kept bytes, JoinState state) {
        long due = Math.min(bytes.firstUnsettled, new JoinRules(policy, outcomes.of("")).due(state));
        return due == JoinState.NEVER ? due : settled.settles(due);
    }

    private void move(String key, long before, long after) {
        if (before != JoinState.NEVER) {
            Set<String> keys = timers.get(before);
            keys.remove(key);
            if (keys.isEmpty()) {
                timers.remove(before);
            }
        }
        if (after != JoinState.NEVER) {
            timers.computeIfAbsent(after, none -> new HashSet<>()).add(key);
        }
    }

    /** How many keys there is state of. */
    int keys() {
        return kept.size();
    }

    /** How many timers there are. */
    int timers() {
        return timers.values().stream().mapToInt(Set::size).sum();
    }

    Outcomes outcomes() {
        return outcomes;
    }

    /** The state of a key in bytes, without its unsettled events; null if there is none. */
    byte @Nullable [] stateBytes(String key) {
        Kept bytes = kept.get(key);
        return bytes == null ? null : bytes.state;
    }

    private static JoinState state(Kept bytes) {
        if (bytes.state.length == 0) {
            return new JoinState();
        }
        try {
            return new JoinStateCodec().decode(bytes.state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JoinEvent> events(Kept bytes) {
        List<JoinEvent> events = new ArrayList<>();
        ByteReader in = new ByteReader(bytes.events);
        try {
            for (int i = 0; i < bytes.eventCount; i++) {
                events.add(JoinEventCodec.read(in));
            }
            in.requireEnd("the events");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }

    private static byte[] append(byte[] events, JoinEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(events);
        try {
            JoinEventCodec.write(event, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A check that costs nothing where millions are made. */
    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
