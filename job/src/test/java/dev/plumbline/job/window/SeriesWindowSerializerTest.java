package dev.plumbline.job.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** The layout of a window in state, as docs/FORMATS.md has it. */
class SeriesWindowSerializerTest {

    private static final SeriesWindow WINDOW = new SeriesWindow("tumbling 1m", 60_000, 120_000);

    @Test
    void theLayoutStaysAsItIs() throws IOException {
        assertThat(HexFormat.of().formatHex(bytes()))
                .isEqualTo("000b74756d626c696e6720316d" + "000000000000ea60" + "000000000001d4c0");
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        assertThat(SeriesWindowSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes())))
                .isEqualTo(WINDOW);
    }

    private static byte[] bytes() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        SeriesWindowSerializer.INSTANCE.serialize(WINDOW, out);
        return out.getCopyOfBuffer();
    }
}
