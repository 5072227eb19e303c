package dev.dpg.cli.data;

import dev.dpg.cli.terminal.DataOutput;

/** Records as JSON objects, one on each line: bare, or as the items of one array. */
final class RecordJsonOutput implements RecordOutput {
    static final Frame LINES = new Frame("", "", "\n", "", "");
    /** JSON is YAML: a list with an item on each line. */
    static final Frame YAML = new Frame("- ", "- ", "\n", "", "[]\n");

    static final Frame ARRAY = new Frame("[\n", ",\n", "", "\n]\n", "[]\n");

    private final DataOutput out;
    private final RecordJson json;
    private final Frame frame;
    private final StringBuilder line = new StringBuilder();
    private boolean empty = true;

    RecordJsonOutput(DataOutput out, RecordJson json, Frame frame) {
        this.out = out;
        this.json = json;
        this.frame = frame;
    }

    @Override
    public void write(ShownRecord record) {
        line.setLength(0);
        line.append(empty ? frame.before() : frame.between());
        json.append(line, record);
        line.append(frame.behind());
        out.text(line);
        empty = false;
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void end() {
        out.text(empty ? frame.ifEmpty() : frame.after());
        out.flush();
    }

    /**
     * What stands around the objects.
     *
     * @param before the first
     * @param between two
     * @param behind each
     * @param after the last
     * @param ifEmpty everything, where there is no object
     */
    record Frame(String before, String between, String behind, String after, String ifEmpty) {}
}
