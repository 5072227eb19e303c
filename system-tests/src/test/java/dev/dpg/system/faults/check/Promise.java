package dev.dpg.system.faults.check;

/** What is promised, and checked here. The names are those of the project's list of promises. */
public enum Promise {
    C1("every committed record is delivered, as it was written"),
    C2("offsets strictly increase in a session, and each key is in order"),
    C3("no silent gap, and every gap is true"),
    C4("positions never go back, and none lies past an undelivered record"),
    C5("no duplicate in a session or a life; over lives only what was not handled"),
    C6("nothing aborted or uncommitted is delivered"),
    C10("a gateway's memory is bounded"),
    C11("planned endings are announced and OK; statuses come from the documented table");

    private final String sentence;

    Promise(String sentence) {
        this.sentence = sentence;
    }

    /** What it says. */
    public String sentence() {
        return sentence;
    }
}
