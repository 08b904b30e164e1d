package dromos.planted.app;

public record Intruder(String name) {}
