package dromos.planted.mailbox;

public record Intruder(dromos.planted.store.Intruder other) {}
