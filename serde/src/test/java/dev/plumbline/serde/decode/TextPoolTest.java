package dev.plumbline.serde.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextPoolTest {
    private final TextPool pool = new TextPool(64);

    private String find(String text) {
        return pool.find(("x" + text + "x").toCharArray(), 1, text.length());
    }

    private String add(String text) {
        return pool.add(("x" + text + "x").toCharArray(), 1, text.length());
    }

    @Test
    void givesTheSameInstanceAgain() {
        assertThat(find("ctr")).isNull();
        String added = add("ctr");

        assertThat(added).isEqualTo("ctr");
        assertThat(find("ctr")).isSameAs(added);
        assertThat(find("ct")).isNull();
        assertThat(find("ctrs")).isNull();
        assertThat(find("rtc")).isNull();
    }

    @Test
    void holdsTheEmptyText() {
        String added = add("");

        assertThat(added).isEmpty();
        assertThat(find("")).isSameAs(added);
    }

    @Test
    void keepsTextsApartThatHashAlike() {
        // Aa and BB have the same sum of 31-weighted characters.
        String first = add("Aa");
        String second = add("BB");

        assertThat(find("Aa")).isSameAs(first);
        assertThat(find("BB")).isSameAs(second);
    }

    @Test
    void isBoundedAndStaysRightWhenFull() {
        for (int i = 0; i < 1000; i++) {
            assertThat(add("model-" + i)).isEqualTo("model-" + i);
        }

        long kept =
                IntStream.range(0, 1000).filter(i -> find("model-" + i) != null).count();
        assertThat(kept).isBetween(32L, 64L);
        IntStream.range(0, 1000)
                .mapToObj(i -> "model-" + i)
                .filter(text -> find(text) != null)
                .forEach(text -> assertThat(find(text)).isEqualTo(text));
    }

    @Test
    void refusesACapacityThatIsNoPowerOfTwo() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TextPool(100)).withMessageContaining("100");
    }
}
