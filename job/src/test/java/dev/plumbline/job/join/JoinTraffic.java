package dev.plumbline.job.join;

import dev.plumbline.job.label.JoinPolicy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Predictions and labels as they should not come but do: some predictions twice, some labels twice, some that contradict each other,
 * some for nothing, early, late and too late, and many at one moment. The same seed gives the same events.
 */
final class JoinTraffic {
    /** Times are multiples of this, so that many are equal and many lie on the edges of panes. */
    private static final long GRID = 50;

    record Arrival(String key, JoinEvent event) {}

    private final Random random;
    private final JoinPolicy policy;
    private final long span;
    private final List<Arrival> events = new ArrayList<>();
    private int serial;

    private JoinTraffic(long seed, JoinPolicy policy, long span) {
        this.random = new Random(seed);
        this.policy = policy;
        this.span = span;
    }

    /** At least so many events, in the order of their times; predictions within the span, from 0. */
    static List<Arrival> generate(long seed, JoinPolicy policy, int count, long span) {
        JoinTraffic traffic = new JoinTraffic(seed, policy, span);
        for (int id = 0; traffic.events.size() < count; id++) {
            traffic.add("id-" + id);
        }
        traffic.events.sort(Comparator.comparing(Arrival::event));
        return traffic.events;
    }

    /** The same events in an order in which none comes more than so much after a later one. */
    static List<Arrival> shuffled(long seed, List<Arrival> events, long outOfOrderness) {
        Random random = new Random(seed);
        record Delayed(Arrival arrival, long at) {}
        return events.stream()
                .map(arrival -> new Delayed(arrival, arrival.event.time() + random.nextLong(outOfOrderness + 1)))
                .sorted(Comparator.comparingLong(Delayed::at))
                .map(Delayed::arrival)
                .toList();
    }

    private void add(String key) {
        if (chance(1)) {
            label(key, time(), value());
            return;
        }
        int lanes = policy.isShared() && chance(40) ? 2 + random.nextInt(2) : 1;
        long first = time();
        for (int lane = 0; lane < lanes; lane++) {
            byte[] name = policy.isShared() ? new byte[] {'m', (byte) lane} : new byte[0];
            long time = lane == 0 || chance(30) ? first : first + grid(policy.horizon());
            predict(key, name, time);
            if (chance(2)) {
                predict(key, name, chance(20) ? time : time + grid(3 * policy.horizon()));
            }
            if (chance(1)) {
                // A label at the end of one episode, and the next one so soon that the label would be early for it.
                long end = time + policy.horizon();
                label(key, end - grid(policy.early()), value());
                predict(key, name, end + 1 + grid(policy.early()));
            }
        }
        if (chance(90)) {
            byte[] value = value();
            long time = first + delay();
            label(key, time, value);
            if (chance(2)) {
                label(key, again(time), value);
            }
            if (chance(1)) {
                label(key, again(time), value());
                label(key, again(time), chance(50) ? value : value());
            }
        }
    }

    private void predict(String key, byte[] lane, long time) {
        byte[] facts = chance(3) ? new byte[] {2, 1, 3, byteBelow(4)} : new byte[] {0, byteBelow(4)};
        events.add(new Arrival(key, JoinEvent.prediction(time, lane, facts, raw())));
    }

    private void label(String key, long time, byte[] value) {
        events.add(new Arrival(key, JoinEvent.label(time, value, raw())));
    }

    private byte[] value() {
        return chance(3) ? new byte[] {2, 1, 3, byteBelow(3)} : new byte[] {0, byteBelow(3)};
    }

    /** How long after its prediction a label comes: up to one and a half horizons; before it; or at one of the edges. */
    private long delay() {
        if (chance(4)) {
            return -grid(2 * policy.early() + GRID);
        }
        if (chance(8)) {
            long[] edges = {
                0,
                policy.horizon(),
                policy.horizon() + 1,
                policy.horizon() + policy.remember(),
                policy.horizon() + policy.remember() + 1,
                -policy.early(),
                -policy.early() - 1
            };
            return edges[random.nextInt(edges.length)];
        }
        return grid(policy.horizon() * 3 / 2);
    }

    private long again(long time) {
        return chance(30) ? time : time + grid(policy.horizon());
    }

    private long time() {
        return grid(span);
    }

    private long grid(long length) {
        return random.nextLong(length / GRID + 1) * GRID;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private byte byteBelow(int bound) {
        return (byte) random.nextInt(bound);
    }

    /** Different for each record, and in no relation to its time. */
    private byte[] raw() {
        return ByteBuffer.allocate(Integer.BYTES)
                .putInt(Integer.reverse(serial++))
                .array();
    }
}
