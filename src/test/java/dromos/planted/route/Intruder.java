package dromos.planted.route;

public record Intruder(dromos.planted.store.Intruder other) {}
