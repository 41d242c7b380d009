package dev.plumbline.metric.calibration;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state of a pack: the counts, and those components that its metrics need. */
final class Components {
    private final Counts counts;
    private final @Nullable LossSum loss;
    private final @Nullable LossSquares lossSquares;
    private final @Nullable WeightSquares weightSquares;
    private final @Nullable BrierSum brier;
    private final @Nullable MeanSums means;
    private final @Nullable SpiegelhalterSums spiegelhalter;
    private final @Nullable BinSums bins;
    private final @Nullable ScoreHistogram scores;

    /** All of them, in the order of {@link Part}. The fields above are for speed: each is one of these. */
    private final Component[] all;

    private Components(Component[] all) {
        this.all = all;
        counts = Objects.requireNonNull(find(Counts.class));
        loss = find(LossSum.class);
        lossSquares = find(LossSquares.class);
        weightSquares = find(WeightSquares.class);
        brier = find(BrierSum.class);
        means = find(MeanSums.class);
        spiegelhalter = find(SpiegelhalterSums.class);
        bins = find(BinSums.class);
        scores = find(ScoreHistogram.class);
    }

    private <C extends Component> @Nullable C find(Class<C> kind) {
        for (Component component : all) {
            if (component.getClass() == kind) {
                return kind.cast(component);
            }
        }
        return null;
    }

    static Components empty(CalibrationConfig config) {
        Set<Part> parts = config.parts();
        List<Component> all = new ArrayList<>(parts.size() + 1);
        all.add(new Counts());
        for (Part part : parts) {
            all.add(part.empty(config));
        }
        return new Components(all.toArray(Component[]::new));
    }

    /** Whether the loss of a row is asked for. */
    boolean needLoss() {
        return loss != null;
    }

    /** Adds one valid row. Zero weights are counted and add nothing else. */
    void addRow(double label, double probability, double weight, double rowLoss) {
        counts.addRow(weight);
        if (bins != null) {
            bins.addRow(label, probability, weight);
        }
        if (weight == 0) {
            return;
        }
        if (loss != null) {
            loss.addRow(weight, rowLoss);
        }
        if (lossSquares != null) {
            lossSquares.addRow(weight, rowLoss);
        }
        if (weightSquares != null) {
            weightSquares.addRow(weight);
        }
        if (brier != null) {
            brier.addRow(label, probability, weight);
        }
        if (means != null) {
            means.addRow(label, probability, weight);
        }
        if (spiegelhalter != null) {
            spiegelhalter.addRow(label, probability, weight);
        }
        if (scores != null) {
            scores.addRow(label, probability, weight);
        }
    }

    void add(Components other) {
        for (int i = 0; i < all.length; i++) {
            all[i].add(other.all[i]);
        }
    }

    void subtract(Components other) {
        for (int i = 0; i < all.length; i++) {
            all[i].subtract(other.all[i]);
        }
    }

    Components copy() {
        Component[] copies = new Component[all.length];
        for (int i = 0; i < all.length; i++) {
            copies[i] = all[i].copy();
        }
        return new Components(copies);
    }

    void clear() {
        for (Component component : all) {
            component.clear();
        }
    }

    void write(DataOutput out) throws IOException {
        for (Component component : all) {
            component.write(out);
        }
    }

    void read(DataInput in) throws IOException {
        for (Component component : all) {
            component.read(in);
        }
    }

    Counts counts() {
        return counts;
    }

    /** A component that the asking metric is sure to have, because it named it among its needs. */
    <C extends Component> C get(Class<C> kind) {
        C component = find(kind);
        if (component == null) {
            throw new IllegalStateException("a metric reads " + kind.getSimpleName() + ", which it did not ask for");
        }
        return component;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Components that && List.of(all).equals(List.of(that.all));
    }

    @Override
    public int hashCode() {
        return List.of(all).hashCode();
    }
}
