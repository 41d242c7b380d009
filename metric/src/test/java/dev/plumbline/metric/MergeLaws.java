package dev.plumbline.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Checks that an accumulator really merges: any order of the input, any split into parts, any tree of merges, empties
 * anywhere, reads in between and parts that went through their encoding all give the same value, the same bytes and the
 * same reading.
 *
 * <p>The laws say nothing about <em>which</em> value that is: an accumulator that is wrong everywhere in the same way
 * obeys them. Every user of this class has golden values beside it.
 *
 * @param <T> what is added
 * @param <A> the accumulator
 */
public final class MergeLaws<T, A> {
    /** What the laws need to know of an accumulator. */
    public interface Algebra<T, A> {
        A empty();

        void add(A accumulator, T input);

        void merge(A into, A from);

        void subtract(A from, A part);

        A copy(A accumulator);

        byte[] encode(A accumulator);

        A decode(byte[] bytes);

        /** Whatever a user reads; compared by {@code equals}. */
        Object read(A accumulator);
    }

    private final Algebra<T, A> algebra;
    private final List<T> inputs;
    private final Random random;
    private final A whole;

    private MergeLaws(Algebra<T, A> algebra, List<T> inputs, long seed) {
        this.algebra = algebra;
        this.inputs = List.copyOf(inputs);
        this.random = new Random(seed);
        this.whole = accumulate(inputs);
    }

    /** Fails unless all laws hold for these inputs. */
    public static <T, A> void check(Algebra<T, A> algebra, List<T> inputs, long seed) {
        MergeLaws<T, A> laws = new MergeLaws<>(algebra, inputs, seed);
        laws.orderDoesNotMatter();
        laws.splitsDoNotMatter();
        laws.emptiesAreNeutral();
        laws.readingChangesNothing();
        laws.argumentsAreLeftAlone();
        laws.subtractingUndoesMerging();
    }

    private A accumulate(List<T> part) {
        A accumulator = algebra.empty();
        part.forEach(input -> algebra.add(accumulator, input));
        return accumulator;
    }

    private void orderDoesNotMatter() {
        List<T> backwards = new ArrayList<>(inputs);
        Collections.reverse(backwards);
        assertSame("backwards", accumulate(backwards));
        for (int i = 0; i < 5; i++) {
            assertSame("shuffled", accumulate(shuffled(inputs)));
        }
    }

    private void splitsDoNotMatter() {
        for (int parts : new int[] {1, 2, 3, 7, inputs.size()}) {
            for (List<List<T>> split : List.of(evenSplit(parts), unevenSplit(parts))) {
                List<A> accumulators =
                        new ArrayList<>(split.stream().map(this::accumulate).toList());
                assertSame("step by step", mergeStepByStep(accumulators));
                assertSame("from the last", mergeStepByStep(reversed(accumulators)));
                assertSame("as a tree", mergeAsTree(accumulators));
                assertSame("shuffled parts", mergeAsTree(shuffled(accumulators)));
                assertSame(
                        "encoded parts",
                        mergeAsTree(
                                accumulators.stream().map(this::throughEncoding).toList()));
            }
        }
    }

    private void emptiesAreNeutral() {
        A inFront = algebra.empty();
        algebra.merge(inFront, whole);
        assertSame("empty in front", inFront);
        A behind = algebra.copy(whole);
        algebra.merge(behind, algebra.empty());
        algebra.merge(behind, throughEncoding(algebra.empty()));
        algebra.subtract(behind, algebra.empty());
        assertSame("empties behind", behind);
    }

    private void readingChangesNothing() {
        A accumulator = algebra.empty();
        for (T input : inputs) {
            algebra.add(accumulator, input);
            assertThat(algebra.read(accumulator)).isEqualTo(algebra.read(accumulator));
            algebra.encode(accumulator);
        }
        assertSame("read after each", accumulator);
    }

    private void argumentsAreLeftAlone() {
        List<List<T>> split = unevenSplit(2);
        A left = accumulate(split.get(0));
        A right = accumulate(split.get(1));
        byte[] before = algebra.encode(right);
        algebra.merge(left, right);
        algebra.subtract(algebra.copy(left), right);
        assertThat(algebra.encode(right)).isEqualTo(before);
        assertSame("merged", left);
    }

    private void subtractingUndoesMerging() {
        List<List<T>> split = unevenSplit(3);
        A remaining = algebra.copy(whole);
        algebra.subtract(remaining, throughEncoding(accumulate(split.get(1))));
        List<T> others = new ArrayList<>(split.get(0));
        others.addAll(split.get(2));
        assertThat(algebra.encode(remaining)).isEqualTo(algebra.encode(accumulate(others)));
        algebra.subtract(remaining, accumulate(others));
        assertThat(algebra.encode(remaining)).isEqualTo(algebra.encode(algebra.empty()));
        assertThat(remaining).isEqualTo(algebra.empty());
    }

    private void assertSame(String how, A accumulator) {
        assertThat(accumulator).as(how).isEqualTo(whole).hasSameHashCodeAs(whole);
        assertThat(algebra.read(accumulator)).as(how).isEqualTo(algebra.read(whole));
        assertThat(algebra.encode(accumulator)).as(how).isEqualTo(algebra.encode(whole));
    }

    private A throughEncoding(A accumulator) {
        return algebra.decode(algebra.encode(accumulator));
    }

    private A mergeStepByStep(List<A> parts) {
        A merged = algebra.empty();
        for (A part : parts) {
            algebra.merge(merged, part);
            // Reading between merges must not settle anything for good.
            algebra.read(merged);
        }
        return merged;
    }

    private A mergeAsTree(List<A> parts) {
        if (parts.size() == 1) {
            return algebra.copy(parts.get(0));
        }
        int middle = 1 + random.nextInt(parts.size() - 1);
        A left = mergeAsTree(parts.subList(0, middle));
        algebra.merge(left, mergeAsTree(parts.subList(middle, parts.size())));
        return left;
    }

    private List<List<T>> evenSplit(int parts) {
        List<List<T>> split = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            split.add(inputs.subList(i * inputs.size() / parts, (i + 1) * inputs.size() / parts));
        }
        return split;
    }

    /** Cuts at random places, so that some parts are usually empty. */
    private List<List<T>> unevenSplit(int parts) {
        int[] cuts = new int[parts + 1];
        for (int i = 1; i < parts; i++) {
            cuts[i] = random.nextInt(inputs.size() + 1);
        }
        cuts[parts] = inputs.size();
        Arrays.sort(cuts);
        List<List<T>> split = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            split.add(inputs.subList(cuts[i], cuts[i + 1]));
        }
        return split;
    }

    private <E> List<E> shuffled(List<E> list) {
        List<E> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static <E> List<E> reversed(List<E> list) {
        List<E> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }
}
