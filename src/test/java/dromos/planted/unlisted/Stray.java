package dromos.planted.unlisted;

record Stray(String name) {}
