package dromos.directory;

/** A letter cannot be rendered: the fault of its template, never of the mail it shows. */
public final class BrokenLetter extends RuntimeException {
    private final transient Problem problem;

    BrokenLetter(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
