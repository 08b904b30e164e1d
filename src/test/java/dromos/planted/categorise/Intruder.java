package dromos.planted.categorise;

public record Intruder(dromos.planted.screen.Intruder other) {}
