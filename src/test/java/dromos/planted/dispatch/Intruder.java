package dromos.planted.dispatch;

public record Intruder(dromos.planted.assign.Intruder other) {}
