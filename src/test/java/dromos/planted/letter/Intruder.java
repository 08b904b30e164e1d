package dromos.planted.letter;

public record Intruder(dromos.planted.app.Intruder other) {}
