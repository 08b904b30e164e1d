package dromos.directory;

/** The one place that holds the snapshot in force; whoever works on a message takes it once and keeps it. */
public final class DirectoryInForce {
    private volatile Directory directory;

    public DirectoryInForce(Directory directory) {
        this.directory = directory;
    }

    public Directory current() {
        return directory;
    }

    public void replaceBy(Directory next) {
        directory = next;
    }
}
