package dev.plumbline.serde.decode;

/**
 * A field of a prediction: the six that every mapping has, in the order in which they are judged, and after them the attributes
 * of slices.
 *
 * @param id the name in the configuration and in rejections
 * @param position the place in the order, from 0
 */
record Field(String id, int position) {
    static final int AT_MODEL = 0;
    static final int AT_VERSION = 1;
    static final int AT_TIME = 2;
    static final int AT_Y_TRUE = 3;
    static final int AT_Y_PRED = 4;
    static final int AT_SAMPLE_WEIGHT = 5;
    static final int AT_ID = 6;
    static final int FIRST_SLICE = 7;

    static final Field MODEL = new Field("model", AT_MODEL);
    static final Field VERSION = new Field("version", AT_VERSION);
    static final Field TIME = new Field("time", AT_TIME);
    static final Field Y_TRUE = new Field("y_true", AT_Y_TRUE);
    static final Field Y_PRED = new Field("y_pred", AT_Y_PRED);
    static final Field SAMPLE_WEIGHT = new Field("sample_weight", AT_SAMPLE_WEIGHT);
    static final Field ID = new Field("id", AT_ID);

    /** The attribute with this name and this index among the attributes of slices. */
    static Field slice(String name, int index) {
        return new Field("slices." + name, FIRST_SLICE + index);
    }
}
