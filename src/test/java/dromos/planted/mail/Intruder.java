package dromos.planted.mail;

public record Intruder(dromos.planted.cases.Intruder other) {}
