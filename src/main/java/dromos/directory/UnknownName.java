package dromos.directory;

import java.util.List;

/** A name that the directory in force does not have, with the nearest one that it has. */
public final class UnknownName extends RuntimeException {
    private final String kind;
    private final String name;

    public UnknownName(String kind, String name, List<String> known) {
        super("there is no " + kind + " '" + name + "'" + Nearest.hint(name, known));
        this.kind = kind;
        this.name = name;
    }

    public String kind() {
        return kind;
    }

    public String name() {
        return name;
    }
}
