package dromos.planted.screen;

public record Intruder(dromos.planted.correlate.Intruder other) {}
