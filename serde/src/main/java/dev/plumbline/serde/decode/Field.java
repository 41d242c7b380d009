package dev.plumbline.serde.decode;

/**
 * A field of a prediction: the six that every mapping has, in the order in which they are judged, and after them the attributes
 * of slices.
 *
 * @param id the name in the configuration and in rejections
 * @param position the place in the order, from 0
 */
record Field(String id, int position) {
    static final Field MODEL = new Field("model", 0);
    static final Field VERSION = new Field("version", 1);
    static final Field TIME = new Field("time", 2);
    static final Field Y_TRUE = new Field("y_true", 3);
    static final Field Y_PRED = new Field("y_pred", 4);
    static final Field SAMPLE_WEIGHT = new Field("sample_weight", 5);

    private static final int FIRST_SLICE = 6;

    /** The attribute with this name and this index among the attributes of slices. */
    static Field slice(String name, int index) {
        return new Field("slices." + name, FIRST_SLICE + index);
    }
}
