package dev.plumbline.job.oracle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the records of one id have in common: who predicts, in which shape, and in which of several ways that mean the same each field
 * is written. All of it follows from a seed and the identity's number.
 */
final class Identity {

    static final List<String> MODELS = List.of("ctr", "churn", "fraud");

    /** The lane of labels that name a model which predicts nothing. */
    static final int NOBODY = 3;

    private static final String[] VERSIONS = {"", "1", "2.10"};
    private static final String[] DEVICES = {"phone", "tv"};

    /** The shapes of a prediction: a number in three spellings, one row of several outputs in two, two rows. */
    enum Form {
        NUMBER(1, 1, 0),
        LIST_OF_ONE(1, 1, 1),
        TABLE_OF_ONE(1, 1, 2),
        PAIR(1, 2, 1),
        ROW(1, 2, 2),
        TRIPLE(1, 3, 1),
        BATCH(2, 2, 2);

        final int rows;
        final int columns;
        final int depth;

        Form(int rows, int columns, int depth) {
            this.rows = rows;
            this.columns = columns;
            this.depth = depth;
        }

        int size() {
            return rows * columns;
        }
    }

    /**
     * What all identities have in common.
     *
     * @param seed decides on everything
     * @param twoOutputs whether all predictions have two outputs, but for those of another shape than others of their identity
     */
    record Kind(long seed, boolean twoOutputs) {}

    private final Kind kind;
    private final int number;

    Identity(Kind kind, int number) {
        this.kind = kind;
        this.number = number;
    }

    /** The id, as text. */
    String id() {
        return isNumeric() ? Integer.toString(number) : "u\u00e9\"-" + number;
    }

    /** Whether the id is an integer, which may be written as a number and as a text. */
    boolean isNumeric() {
        return draw(1, 2) == 0;
    }

    /** The model of a lane: that of lane 2 is another than that of lanes 0 and 1. */
    String model(int lane) {
        return lane == NOBODY ? "nobody" : MODELS.get((draw(2, MODELS.size()) + lane / 2) % MODELS.size());
    }

    /** The version of a lane, empty for none: that of lane 1 is another than that of lanes 0 and 2. */
    String version(int lane) {
        return VERSIONS[(draw(3, VERSIONS.length) + lane % 2) % VERSIONS.length];
    }

    Form form() {
        int draw = draw(4, 100);
        if (kind.twoOutputs()) {
            return new Form[] {Form.PAIR, Form.ROW, Form.BATCH}[draw % 3];
        }
        if (draw < 80) {
            return Form.NUMBER;
        }
        Form[] others = Form.values();
        return others[1 + draw % (others.length - 1)];
    }

    /** A form of a label with the same shape as the prediction. */
    Form labelForm() {
        return switch (form()) {
            case NUMBER, LIST_OF_ONE, TABLE_OF_ONE ->
                switch (draw(5, 10)) {
                    case 0 -> Form.LIST_OF_ONE;
                    case 1 -> Form.TABLE_OF_ONE;
                    default -> Form.NUMBER;
                };
            case PAIR, ROW -> draw(5, 2) == 0 ? Form.PAIR : Form.ROW;
            case TRIPLE -> Form.TRIPLE;
            case BATCH -> Form.BATCH;
        };
    }

    /** A form of another shape. */
    Form otherForm() {
        return form().size() == 1 ? Form.PAIR : Form.NUMBER;
    }

    @Nullable
    String country() {
        int draw = draw(6, 10);
        return draw == 9 ? null : "c" + draw % 3;
    }

    @Nullable
    String device() {
        int draw = draw(7, 3);
        return draw == 2 ? null : DEVICES[draw];
    }

    /** The weights: none, one, or one for each row. */
    double[] weights() {
        int draw = draw(8, 20);
        int count = draw < 10 ? 0 : draw < 17 ? 1 : form().rows;
        double[] weights = new double[count];
        for (int row = 0; row < count; row++) {
            weights[row] = Mix.below(4, Mix.of(bits(8), row)) / 2.0;
        }
        return weights;
    }

    /** Whether weights are written as a list, one for each row. */
    boolean hasRowWeights() {
        return draw(8, 20) >= 17;
    }

    double yPred(int variant, int element) {
        long draw = Mix.of(bits(9), variant, element);
        return switch (Mix.below(400, draw)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> 1e-12;
            case 3 -> 0.5;
            default -> Mix.unit(draw);
        };
    }

    /** Variants 0 and 1 are hard labels, others are soft ones; elements differ. */
    static double yTrue(int variant, int element) {
        return variant < 2 ? (variant + element) % 2 : ((variant + element) % 3 + 1) / 4.0;
    }

    /** A choice that the identity makes among ways to write. */
    int style(int what, int bound) {
        return draw(100 + what, bound);
    }

    private int draw(int what, int bound) {
        return Mix.below(bound, bits(what));
    }

    private long bits(int what) {
        return Mix.of(kind.seed(), number, what);
    }
}
