package dev.plumbline.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.serde.ReasonCode;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class AccountBookSerializerTest {

    private static final AccountBook BOOK =
            new AccountBook(7, 3, Map.of(ReasonCode.LATE, 2L), new TreeMap<>(Map.of(60_000L, 2L)));

    @Test
    void theLayoutStaysAsItIs() throws IOException {
        assertThat(HexFormat.of().formatHex(bytes(BOOK)))
                .isEqualTo("00000000000000070000000000000003" + "0000000100046c6174650000000000000002"
                        + "00000001000000000000ea600000000000000002");
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        assertThat(AccountBookSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes(BOOK))))
                .isEqualTo(BOOK);
    }

    @Test
    void aCopyIsIndependent() {
        AccountBook copy = AccountBookSerializer.INSTANCE.copy(BOOK);
        copy.finish(Long.MAX_VALUE);

        assertThat(copy.counted()).isEqualTo(5);
        assertThat(BOOK.counted()).isEqualTo(3);
        assertThat(BOOK.hasPending()).isTrue();
    }

    private static byte[] bytes(AccountBook book) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        AccountBookSerializer.INSTANCE.serialize(book, out);
        return out.getCopyOfBuffer();
    }
}
