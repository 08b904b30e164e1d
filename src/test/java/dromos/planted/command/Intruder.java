package dromos.planted.command;

public record Intruder(dromos.planted.letter.Intruder other) {}
