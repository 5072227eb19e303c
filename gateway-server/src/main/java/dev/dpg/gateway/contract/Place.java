package dev.dpg.gateway.contract;

/**
 * A place in a document.
 *
 * @param file the document's file name
 * @param line counted from 1; 0 where the whole document is meant
 * @param column counted from 1, in characters; 0 where the whole document is meant
 * @param path keys and indexes from the root, for instance {@code schema[0].properties[3].logicalType}; empty for the root
 */
public record Place(String file, int line, int column, String path) {
    /** The whole of a document. */
    static Place wholeOf(String file) {
        return new Place(file, 0, 0, "");
    }

    /** {@code file:line:column path}, without the parts that say nothing. */
    @Override
    public String toString() {
        String where = line == 0 ? file : file + ":" + line + ":" + column;
        return path.isEmpty() ? where : where + " " + path;
    }
}
