package io.unifiedipc.kafka.storm;

import io.unifiedipc.Executed;

/**
 * What a producer was told of one send: a line of its file.
 *
 * @param id the command's
 * @param executed YES where the send was acknowledged
 */
record Told(String id, String account, int number, int amount, Executed executed) {
    /** How the file's last line begins: what the producer then still had under way. */
    static final String LEFT = "left ";

    String line() {
        return id + " " + account + " " + number + " " + amount + " " + executed;
    }

    static Told of(String line) {
        String[] words = line.split(" ", -1);
        return new Told(
                words[0], words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]), Executed.valueOf(words[4]));
    }
}
