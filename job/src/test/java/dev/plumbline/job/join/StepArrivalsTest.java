package dev.plumbline.job.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What went in comes out bucket by bucket, in the order in which it came, whatever its size. */
class StepArrivalsTest {
    private final StepArrivals arrivals = new StepArrivals();
    private final Map<Integer, List<byte[]>> expected = new TreeMap<>();

    private void fill(long seed) {
        Random random = new Random(seed);
        byte[] source = new byte[200_000];
        random.nextBytes(source);
        for (int i = 0; i < 3_000; i++) {
            int bucket = random.nextInt(300) * 873;
            // Now and then more than a chunk, so that a chunk of its own is needed, or just as much as one.
            int length = i % 500 == 7 ? 150_000 : i % 500 == 8 ? (1 << 16) - 5 : random.nextInt(400);
            int from = random.nextInt(100);
            long grown = arrivals.size();
            assertThat(arrivals.add(bucket, source, from, length)).isEqualTo(arrivals.size() - grown);
            expected.computeIfAbsent(bucket, none -> new ArrayList<>())
                    .add(Arrays.copyOfRange(source, from, from + length));
        }
    }

    @Test
    void everyBucketHasItsArrivals() throws IOException {
        fill(1);
        arrivals.sort();
        Map<Integer, List<byte[]>> read = new TreeMap<>();
        ByteReader reader = new ByteReader();
        for (int bucket = arrivals.nextBucket(); bucket >= 0; bucket = arrivals.nextBucket()) {
            List<byte[]> ofBucket = new ArrayList<>();
            while (arrivals.next(bucket, reader)) {
                byte[] bytes = new byte[reader.left()];
                System.arraycopy(reader.bytes(), reader.at(), bytes, 0, bytes.length);
                ofBucket.add(bytes);
            }
            assertThat(read.put(bucket, ofBucket)).isNull();
        }

        assertSame(read);
    }

    @Test
    void aBlockHoldsTheArrivalsOfItsBucket() throws Exception {
        fill(2);
        arrivals.sort();
        Map<Integer, List<byte[]>> read = new TreeMap<>();
        for (int bucket = arrivals.nextBucket(); bucket >= 0; bucket = arrivals.nextBucket()) {
            List<byte[]> ofBucket = new ArrayList<>();
            Arrivals.take(arrivals.block(bucket), arrival -> {
                byte[] bytes = new byte[arrival.left()];
                System.arraycopy(arrival.bytes(), arrival.at(), bytes, 0, bytes.length);
                ofBucket.add(bytes);
            });
            read.put(bucket, ofBucket);
        }

        assertSame(read);
    }

    @Test
    void littleTakesLittle() {
        arrivals.add(1, new byte[100], 0, 100);

        assertThat(arrivals.size()).isLessThan(1_100);
    }

    private void assertSame(Map<Integer, List<byte[]>> read) {
        assertThat(read.keySet()).isEqualTo(expected.keySet());
        expected.forEach((bucket, bytes) -> {
            assertThat(read.get(bucket)).hasSameSizeAs(bytes);
            for (int i = 0; i < bytes.size(); i++) {
                assertThat(read.get(bucket).get(i)).isEqualTo(bytes.get(i));
            }
        });
    }
}
