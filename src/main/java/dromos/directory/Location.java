package dromos.directory;

/**
 * A place in a configuration file, which every decision and every error names.
 *
 * @param file relative to the folder that was loaded, {@code categories.yaml}
 * @param line from 1
 * @param column from 1
 */
public record Location(String file, int line, int column) {
    /** {@code categories.yaml:12}, the form in which decisions are explained. */
    public String fileAndLine() {
        return file + ":" + line;
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
