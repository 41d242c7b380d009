package dev.plumbline.bench.run;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * What the heap of this process has taken in, from the collector's own accounts: how full it was before each collection and
 * after the one before. Threads that have ended are counted too, which a sum over threads would miss.
 */
final class HeapMeter {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofMillis(1);

    private final Set<String> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());

    private long lastUsed;
    private long allocated;
    private long live;
    private long heard;
    private double seconds;

    private long collectionsBefore;

    /** Listens from now on. */
    HeapMeter() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(
                        (notification, handback) -> {
                            if (notification.getUserData() instanceof CompositeData data) {
                                heard(GarbageCollectionNotificationInfo.from(data)
                                        .getGcInfo());
                            }
                        },
                        null,
                        null);
            }
        }
        collectionsBefore = collections();
    }

    /** Begins to count anew. */
    void begin() {
        awaitHeard();
        synchronized (this) {
            lastUsed = used();
            allocated = 0;
            live = 0;
            heard = 0;
            seconds = 0;
            collectionsBefore = collections();
        }
    }

    /** Ends counting; the figures then stand still. */
    void end() {
        awaitHeard();
        synchronized (this) {
            allocated += Math.max(0, used() - lastUsed);
        }
    }

    synchronized long allocatedBytes() {
        return allocated;
    }

    synchronized long liveBytes() {
        return live;
    }

    synchronized long collectionCount() {
        return heard;
    }

    synchronized double collectionSeconds() {
        return seconds;
    }

    private synchronized void heard(GcInfo collection) {
        allocated += Math.max(0, heap(collection.getMemoryUsageBeforeGc()) - lastUsed);
        lastUsed = heap(collection.getMemoryUsageAfterGc());
        live = Math.max(live, lastUsed);
        seconds += collection.getDuration() / 1e3;
        heard++;
    }

    /** Notifications come from a thread of the JVM, a moment after the collection. */
    private void awaitHeard() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (collectionCount() < collections() - collectionsBefore && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private long heap(Map<String, MemoryUsage> usage) {
        return usage.entrySet().stream()
                .filter(pool -> pools.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    /** How many bytes are on the heap now, in use or garbage. */
    static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
