package dromos.planted.monitor;

public record Intruder(dromos.planted.directory.Intruder other) {}
