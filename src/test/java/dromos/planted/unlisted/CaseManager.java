package dromos.planted.unlisted;

record CaseManager(String name) {}
