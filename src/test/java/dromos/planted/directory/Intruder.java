package dromos.planted.directory;

public record Intruder(dromos.planted.store.Intruder other) {}
