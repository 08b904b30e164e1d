package dromos.planted.store;

public record Intruder(dromos.planted.directory.Intruder other) {}
