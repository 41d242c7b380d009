package dev.plumbline.job.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** State lies in buckets for ever, and every task must have its share of them. */
class JoinBucketsTest {

    /** As computed by hand from the rule in {@code docs/FORMATS.md}, with another program. */
    @ParameterizedTest
    @CsvSource({"ctr, '', a1, 728", "ctr, 7, a1, 307", "'', '', 17, 1008"})
    void aKeyIsInTheSameBucketForEver(String model, String version, String id, int position) {
        assertThat(new JoinBuckets(128).position(JoinKey.of(model, version, id).hashCode()))
                .isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 128, 1_000})
    void everyKeyGroupHasEightBucketsOfItsOwn(int maxParallelism) {
        JoinBuckets buckets = new JoinBuckets(maxParallelism);
        Set<Integer> keys = new HashSet<>();
        for (int position = 0; position < buckets.size(); position++) {
            keys.add(buckets.key(position));
            int group = KeyGroupRangeAssignment.assignToKeyGroup(buckets.key(position), maxParallelism);
            KeyGroupRange range = new KeyGroupRange(group, group);
            assertThat(position).isBetween(JoinBuckets.first(range), JoinBuckets.behind(range) - 1);
        }
        assertThat(buckets.size()).isEqualTo(8 * maxParallelism);
        assertThat(keys).hasSize(8 * maxParallelism);
    }

    @Test
    void idsThatAreCountedSpreadEvenly() {
        JoinBuckets buckets = new JoinBuckets(16);
        int[] ids = new int[buckets.size()];
        for (int i = 0; i < 1_000 * ids.length; i++) {
            ids[buckets.position(JoinKey.of("ctr", "", Integer.toString(i)).hashCode())]++;
        }
        // A thousand each, give or take six standard deviations of a Poisson count.
        assertThat(IntStream.of(ids)).allSatisfy(count -> assertThat(count).isBetween(810, 1_190));
    }
}
