package dev.plumbline.serde.decode;

/** A part of the configuration that tells where fields are: what rejections name as the way out. */
enum Section {
    /** Of predictions. */
    FIELDS("fields"),
    /** Of labels that come on a topic of their own. */
    LABEL_FIELDS("labels.fields");

    private final String id;

    Section(String id) {
        this.id = id;
    }

    /** The full name of an option of this section. */
    String option(String name) {
        return id + "." + name;
    }
}
