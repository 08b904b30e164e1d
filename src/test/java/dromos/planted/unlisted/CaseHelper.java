package dromos.planted.unlisted;

record CaseHelper(String name) {}
