package dromos.planted.unlisted;

record MailUtils(String name) {}
