package dev.plumbline.job.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.report.LedgerAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PostingBufferTest {

    private final List<LedgerPosting> sent = new ArrayList<>();

    @Test
    void tellsWhatItCountedOnce() {
        PostingBuffer buffer = new PostingBuffer(100, sent::add);
        buffer.ofModel("ctr").in(1);
        buffer.of(LedgerAccount.ofModel("ctr")).in(1);
        buffer.ofModel("ctr").notCounted(ReasonCode.LATE, 2);
        buffer.ofModel("ctr").summed(60, 3);
        buffer.ofModel("ctr").summed(60, 4);
        buffer.of(LedgerAccount.OVERFLOW).in(1);
        assertThat(sent).isEmpty();

        buffer.flush();
        buffer.flush();

        assertThat(sent)
                .containsExactlyInAnyOrder(
                        new LedgerPosting(
                                LedgerAccount.ofModel("ctr"),
                                2,
                                Map.of(ReasonCode.LATE, 2L),
                                new TreeMap<>(Map.of(60L, 7L))),
                        new LedgerPosting(LedgerAccount.OVERFLOW, 1, Map.of(), new TreeMap<>()));
    }

    @Test
    void sendsEverythingBeforeItGrowsBeyondItsCapacity() {
        PostingBuffer buffer = new PostingBuffer(10, sent::add);
        for (int i = 0; i < 1_000; i++) {
            buffer.ofModel("model-" + i % 7).summed(60L * (i % 13), 1);
            // One tally holds at most its model and its panes; none is sent before the buffer is full.
            assertThat(sent.size()).isLessThanOrEqualTo(i + 1);
        }
        int beforeTheEnd = sent.size();
        buffer.flush();

        assertThat(beforeTheEnd).isGreaterThan(0);
        assertThat(sent.stream()
                        .flatMap(posting -> posting.summed().values().stream())
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(1_000);
        assertThat(sent).allMatch(posting -> posting.summed().size() <= 10);
    }
}
