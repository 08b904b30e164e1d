package dromos.planted.desk;

public record Intruder(dromos.planted.store.Intruder other) {}
