package dromos.planted.report;

public record Intruder(dromos.planted.command.Intruder other) {}
