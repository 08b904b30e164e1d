package dromos.planted.unlisted;

record AbstractStation(String name) {}
