package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamePoolTest {
    private final NamePool pool = new NamePool(64);

    private String find(String text) {
        byte[] bytes = Decoding.utf8("x" + text + "xxxxxxx");
        return pool.find(bytes, 1, bytes.length - 7);
    }

    private String add(String text) {
        byte[] bytes = Decoding.utf8("x" + text + "xxxxxxx");
        return pool.add(bytes, 1, bytes.length - 7);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 15, 16, 17, 24, 100, 256})
    void tellsNamesApartWhereverTheyDiffer(int length) {
        String name = "n".repeat(length);
        assertThat(find(name)).isNull();
        String added = add(name);

        assertThat(added).isEqualTo(name);
        assertThat(find(name)).isSameAs(added);
        assertThat(find(name + "n")).isNull();
        assertThat(find(name.substring(1))).isNull();
        for (int at = 0; at < length; at++) {
            assertThat(find(name.substring(0, at) + "m" + name.substring(at + 1)))
                    .isNull();
        }
    }

    /** In a pool this small a look-up passes by every name there is, whatever their hashes are. */
    @Test
    void tellsANameFromALongerOneThatBeginsWithIt() {
        NamePool tiny = new NamePool(2);
        byte[] longer = Decoding.utf8("sixteen-bytes-16-and-more");
        byte[] another = Decoding.utf8("sixteen-bytes-16-or-less!");
        tiny.add(longer, 0, longer.length);
        tiny.add(another, 0, another.length);
        assertThat(tiny.find(longer, 0, 16)).isNull();

        NamePool other = new NamePool(2);
        other.add(longer, 0, 16);
        other.add(longer, 0, 8);
        assertThat(other.find(longer, 0, longer.length)).isNull();
        assertThat(other.find(longer, 0, 16)).isEqualTo("sixteen-bytes-16");
        assertThat(other.find(longer, 0, 8)).isEqualTo("sixteen-");
    }

    @Test
    void holdsAtMost64BytesPerSlotOfLongNames() {
        NamePool wide = new NamePool(64);
        int kept = 0;
        for (int i = 0; i < 64; i++) {
            byte[] name = Decoding.utf8("%03d".formatted(i) + "n".repeat(253));
            wide.add(name, 0, name.length);
            kept += wide.find(name, 0, name.length) == null ? 0 : 1;
        }
        assertThat(kept).isBetween(8, 64 * 64 / 256);
    }

    @Test
    void holdsTheEmptyTextAndOtherScripts() {
        for (String text : new String[] {"", "caf\u00e9", "\u6f22\u5b57\u6f22\u5b57", "\ud83d\udea2"}) {
            String added = add(text);
            assertThat(added).isEqualTo(text);
            assertThat(find(text)).isSameAs(added);
        }
    }

    @Test
    void isBoundedAndStaysRightWhenFull() {
        for (int i = 0; i < 1000; i++) {
            assertThat(add("a-model-" + i)).isEqualTo("a-model-" + i);
        }

        long kept = IntStream.range(0, 1000)
                .filter(i -> find("a-model-" + i) != null)
                .count();
        assertThat(kept).isBetween(32L, 64L);
        IntStream.range(0, 1000)
                .mapToObj(i -> "a-model-" + i)
                .filter(text -> find(text) != null)
                .forEach(text -> assertThat(find(text)).isEqualTo(text));
    }

    @Test
    void growsWithItsNamesAndFindsThemAgain() {
        NamePool large = new NamePool(1 << 14);
        byte[][] names = IntStream.range(0, 5000)
                .mapToObj(i -> Decoding.utf8(
                        (i % 3 == 0 ? "m" : i % 3 == 1 ? "a-model-" : "a-model-of-long-name-") + i + "xxxxxxxx"))
                .toArray(byte[][]::new);
        String[] added = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            added[i] = large.add(names[i], 0, names[i].length - 8);
        }
        int found = 0;
        for (int i = 0; i < names.length; i++) {
            String again = large.find(names[i], 0, names[i].length - 8);
            if (again != null) {
                assertThat(again).isSameAs(added[i]);
                found++;
            }
        }
        // The table is at most half full. A name with eight others in a row before it is not kept; at that load about
        // one in a
        // thousand has.
        assertThat(found).isGreaterThan(names.length * 99 / 100);
    }

    @Test
    void refusesACapacityThatIsNoPowerOfTwo() {
        assertThatIllegalArgumentException().isThrownBy(() -> new NamePool(100)).withMessageContaining("100");
    }
}
