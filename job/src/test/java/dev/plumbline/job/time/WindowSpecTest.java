package dev.plumbline.job.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowSpecTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private record Window(long start, long end) {}

    @Test
    void namesAreCanonical() {
        assertThat(new Tumbling(MINUTE, 0).name()).isEqualTo("tumbling 1m");
        assertThat(new Tumbling(60 * MINUTE, 15 * MINUTE).name()).isEqualTo("tumbling 1h+15m");
        assertThat(new Sliding(10 * MINUTE, MINUTE, 0).name()).isEqualTo("sliding 10m/1m");
        assertThat(new Sliding(10 * MINUTE, MINUTE, 30_000).name()).isEqualTo("sliding 10m/1m+30s");
        assertThat(new Cumulative(DAY, HOUR, 0).name()).isEqualTo("cumulative 1d/1h");
        assertThat(new Cumulative(DAY, HOUR, 16 * HOUR).name()).isEqualTo("cumulative 1d/1h+16h");
        assertThat(WindowSpec.tumbling(Duration.ofSeconds(90)).name()).isEqualTo("tumbling 90s");
        assertThat(WindowSpec.sliding(Duration.ofHours(24), Duration.ofMinutes(60))
                        .name())
                .isEqualTo("sliding 1d/1h");
        assertThat(WindowSpec.cumulative(Duration.ofHours(1), Duration.ofMinutes(5))
                        .name())
                .isEqualTo("cumulative 1h/5m");
    }

    @Test
    void aDayInShanghaiStartsSixteenHoursAfterOneInUtc() {
        // Midnight in Shanghai (UTC+8) is 16:00 UTC of the day before.
        long noonInShanghai = Instant.parse("2026-07-11T04:00:00Z").toEpochMilli();
        assertThat(windowsOf(new Tumbling(DAY, 16 * HOUR), noonInShanghai))
                .containsExactly(new Window(
                        Instant.parse("2026-07-10T16:00:00Z").toEpochMilli(),
                        Instant.parse("2026-07-11T16:00:00Z").toEpochMilli()));
    }

    @Test
    void aCumulativeDayGivesTheRunningHourAndAllLaterOnes() {
        List<Window> windows = windowsOf(new Cumulative(DAY, HOUR, 0), 21 * HOUR + 1);
        assertThat(windows)
                .containsExactly(new Window(0, 22 * HOUR), new Window(0, 23 * HOUR), new Window(0, 24 * HOUR));
    }

    @Test
    void aSlideNeedNotDivideTheSize() {
        // Starts are multiples of 4, windows are 10 long: 12 lies in [4,14), [8,18), [12,22).
        assertThat(windowsOf(new Sliding(10, 4, 0), 12))
                .containsExactly(new Window(4, 14), new Window(8, 18), new Window(12, 22));
    }

    @Test
    void timesBeforeTheEpochAreOrdinaryTimes() {
        assertThat(windowsOf(new Tumbling(10, 3), -1)).containsExactly(new Window(-7, 3));
        assertThat(windowsOf(new Sliding(10, 5, 0), -1)).containsExactly(new Window(-10, 0), new Window(-5, 5));
        assertThat(windowsOf(new Cumulative(10, 5, 0), -10)).containsExactly(new Window(-10, -5), new Window(-10, 0));
    }

    @Test
    void everySpecificationAgreesWithNaiveEnumeration() {
        Random random = new Random(20260712);
        for (int i = 0; i < 1_000; i++) {
            WindowSpec spec = randomSpec(random);
            long pane = spec.paneMillis();
            for (int j = 0; j < 8; j++) {
                long time = random.nextLong(-200, 200);
                List<Window> expected = naively(spec, time);
                assertThat(windowsOf(spec, time)).as("%s at %d", spec, time).isEqualTo(expected);
                assertThat(windowsOf(spec, new Panes(pane).start(time)))
                        .as("%s: the pane's start decides for %d", spec, time)
                        .isEqualTo(expected);
                assertThat((long) expected.size()).as("%s", spec).isLessThanOrEqualTo(spec.windowsPerPane());
            }
        }
    }

    @Test
    void windowsPerPaneIsReached() {
        Random random = new Random(20260713);
        for (int i = 0; i < 300; i++) {
            WindowSpec spec = randomSpec(random);
            int most = 0;
            for (long time = 0; time < 2 * spec.size(); time++) {
                most = Math.max(most, windowsOf(spec, time).size());
            }
            assertThat((long) most).as("%s", spec).isEqualTo(spec.windowsPerPane());
        }
    }

    @Test
    void impossibleLengthsAreRefusedWithASentence() {
        refused(() -> new Tumbling(0, 0), "the size of a window must be longer than zero, and is 0 ms");
        refused(() -> new Tumbling(-5, 0), "is -5 ms");
        refused(
                () -> new Tumbling(HOUR, HOUR),
                "the offset of a window must be from 0 up to, and without, its size 1h");
        refused(() -> new Tumbling(HOUR, -1), "and is -1 ms");
        refused(() -> new Sliding(MINUTE, 0, 0), "the slide of a window must be longer than zero");
        refused(() -> new Sliding(MINUTE, 2 * MINUTE, 0), "the slide 2m is longer than the size 1m");
        refused(() -> new Sliding(10 * MINUTE, MINUTE, MINUTE), "its slide 1m, and is 1m");
        refused(() -> new Cumulative(HOUR, -1, 0), "the step of a window must be longer than zero");
        refused(() -> new Cumulative(HOUR, 7 * MINUTE, 0), "the step 7m does not divide the size 1h");
        refused(() -> new Cumulative(HOUR, 2 * HOUR, 0), "the step 2h does not divide the size 1h");
        refused(() -> new Cumulative(HOUR, MINUTE, 2 * HOUR), "its size 1h, and is 2h");
    }

    private static void refused(Runnable creation, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(creation::run).withMessageContaining(sentence);
    }

    private static WindowSpec randomSpec(Random random) {
        long unit = random.nextLong(1, 6);
        return switch (random.nextInt(3)) {
            case 0 -> {
                long size = random.nextLong(1, 40);
                yield new Tumbling(size, random.nextLong(size));
            }
            case 1 -> {
                long slide = unit * random.nextLong(1, 8);
                long size = slide + unit * random.nextLong(0, 12);
                yield new Sliding(size, slide, random.nextLong(slide));
            }
            default -> {
                long size = unit * random.nextLong(1, 12);
                yield new Cumulative(size, unit, random.nextLong(size));
            }
        };
    }

    /** The definition, word by word: build every window near the time, and keep those that contain it. */
    private static List<Window> naively(WindowSpec spec, long time) {
        List<Window> windows = new ArrayList<>();
        for (long k = -260; k <= 260; k++) {
            if (spec instanceof Tumbling tumbling) {
                long start = tumbling.offset() + k * tumbling.size();
                windows.add(new Window(start, start + tumbling.size()));
            } else if (spec instanceof Sliding sliding) {
                long start = sliding.offset() + k * sliding.slide();
                windows.add(new Window(start, start + sliding.size()));
            } else if (spec instanceof Cumulative cumulative) {
                long start = cumulative.offset() + k * cumulative.size();
                for (long length = cumulative.step(); length <= cumulative.size(); length += cumulative.step()) {
                    windows.add(new Window(start, start + length));
                }
            }
        }
        windows.removeIf(window -> time < window.start() || time >= window.end());
        windows.sort(Comparator.comparingLong(Window::end));
        return windows;
    }

    private static List<Window> windowsOf(WindowSpec spec, long time) {
        List<Window> windows = new ArrayList<>();
        spec.forEachWindowOf(time, (start, end) -> windows.add(new Window(start, end)));
        return windows;
    }
}
