package dromos.command;

import dromos.directory.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One line of a staff mail that starts with {@code #}. */
sealed interface StaffCommand {
    record TakeIt() implements StaffCommand {}

    record CloseIt() implements StaffCommand {}

    record NoteIt() implements StaffCommand {}

    record ApproveIt() implements StaffCommand {}

    record AskDepartment(String department) implements StaffCommand {}

    record NameStore(String store) implements StaffCommand {}

    /** How a command is written, for help texts and for finding what somebody meant. */
    enum Verb {
        TAKE("#take", "the case is yours"),
        CLOSE("#close", "closes the case; text below goes to the customer first"),
        ASK("#ask <department>", "asks a department; the text below is the question"),
        STORE("#store <id>", "says which shop it is about"),
        NOTE("#note", "keeps the text below for colleagues only"),
        APPROVE("#approve", "sends the waiting answer of your trainee; text below replaces it");

        private final String form;
        private final String meaning;

        Verb(String form, String meaning) {
            this.form = form;
            this.meaning = meaning;
        }

        String word() {
            return "#" + name().toLowerCase(Locale.ROOT);
        }

        boolean hasArgument() {
            return form.indexOf('<') >= 0;
        }

        static String help() {
            var lines = new StringBuilder();
            for (var verb : values()) {
                lines.append(verb.form).append("  -  ").append(verb.meaning).append('\n');
            }
            return lines.toString();
        }
    }

    /**
     * The commands of a mail and the text below them.
     *
     * @param commands in their order; empty for a plain answer
     * @param text what stands below the commands, without leading blank lines
     */
    record Parsed(List<StaffCommand> commands, String text) {
        boolean has(Class<? extends StaffCommand> command) {
            return commands.stream().anyMatch(command::isInstance);
        }
    }

    /**
     * Reads the first unquoted lines. They are commands as long as they start with {@code #}.
     *
     * @throws Refusal that names the line and the nearest command, if one of them is none
     */
    static Parsed parse(String reply) {
        var commands = new ArrayList<StaffCommand>();
        var lines = reply.strip().lines().toList();
        int next = 0;
        for (; next < lines.size(); next++) {
            var line = lines.get(next).strip();
            if (line.isEmpty() && !commands.isEmpty()) {
                continue;
            }
            if (!line.startsWith("#")) {
                break;
            }
            commands.add(command(line));
        }
        return new Parsed(
                commands, String.join("\n", lines.subList(next, lines.size())).strip());
    }

    private static StaffCommand command(String line) {
        int space = line.indexOf(' ');
        var word = space < 0 ? line : line.substring(0, space);
        var argument = space < 0 ? "" : line.substring(space + 1).strip();
        for (var verb : Verb.values()) {
            if (verb.word().equalsIgnoreCase(word)) {
                return made(verb, argument, line);
            }
        }
        var words = List.of(Verb.values()).stream().map(Verb::word).toList();
        throw new Refusal("'" + line + "' is not a command" + Nearest.hint(word, words));
    }

    private static StaffCommand made(Verb verb, String argument, String line) {
        if (verb.hasArgument() && argument.isEmpty()) {
            throw new Refusal("'" + line + "' is not complete: " + verb.form);
        }
        if (!verb.hasArgument() && !argument.isEmpty()) {
            throw new Refusal("'" + line + "' says too much: " + verb.form + " stands alone on its line");
        }
        return switch (verb) {
            case TAKE -> new TakeIt();
            case CLOSE -> new CloseIt();
            case ASK -> new AskDepartment(argument);
            case STORE -> new NameStore(argument);
            case NOTE -> new NoteIt();
            case APPROVE -> new ApproveIt();
        };
    }
}
