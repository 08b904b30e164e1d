package dromos.planted.unlisted;

record StoreImpl(String name) {}
