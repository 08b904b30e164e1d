package dromos.planted.assign;

public record Intruder(dromos.planted.command.Intruder other) {}
