package dromos.planted.cases;

public record Intruder(dromos.planted.directory.Intruder other) {}
