package io.unifiedipc.testing.sim;

import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Timers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What can be done in the world, now and later. Which of several is next, the seed decides. */
final class Agenda {
    private final Dice dice;
    private final List<Job> ready = new ArrayList<>();
    private final TreeSet<Job> timers =
            new TreeSet<>(Comparator.comparingLong(Job::due).thenComparingLong(Job::number));
    private final IdentityHashMap<Timers.Entry, Job> byEntry = new IdentityHashMap<>(); // never walked through
    private long count;

    Agenda(Dice dice) {
        this.dice = dice;
    }

    void add(Inhabitant of, Runnable task) {
        ready.add(new Job(of, task, null, nameOf("task", task), 0, count++));
    }

    void add(Inhabitant of, Timers.Entry entry) {
        if (entry.due() != Delivery.NO_DEADLINE && !byEntry.containsKey(entry)) {
            Job job = new Job(of, entry::run, entry, nameOf("timer", entry), entry.due(), count++);
            byEntry.put(entry, job);
            timers.add(job);
        }
    }

    /** Answers whether it was there. */
    boolean remove(Timers.Entry entry) {
        Job job = byEntry.remove(entry);
        return job != null && timers.remove(job);
    }

    /** Takes out what the seed decides of all that can be done now, or null where nothing can. */
    @Nullable
    Choice next(long now) {
        int due = due(now);
        int choices = ready.size() + due;
        if (choices == 0) {
            return null;
        }
        int chosen = choices == 1 ? 0 : dice.below(choices);
        Job job = chosen < ready.size() ? ready.remove(chosen) : takeTimer(chosen - ready.size());
        return new Choice(job, chosen + 1, choices);
    }

    private int due(long now) {
        int due = 0;
        for (Iterator<Job> each = timers.iterator(); each.hasNext() && each.next().due <= now; ) {
            due++;
        }
        return due;
    }

    private Job takeTimer(int index) {
        Iterator<Job> each = timers.iterator();
        Job job = each.next();
        for (int i = 0; i < index; i++) {
            job = each.next();
        }
        each.remove();
        byEntry.remove(job.entry);
        return job;
    }

    boolean isEmpty() {
        return ready.isEmpty() && timers.isEmpty();
    }

    /** When the next timer is due, or {@link Delivery#NO_DEADLINE}. */
    long nextDue() {
        return timers.isEmpty() ? Delivery.NO_DEADLINE : timers.first().due;
    }

    /** One has closed: nothing of its runs any more. */
    void forget(Inhabitant of) {
        ready.removeIf(job -> job.of == of);
        timers.removeIf(job -> job.of == of);
        byEntry.values().removeIf(job -> job.of == of);
    }

    /** What kind of thing it is: its class, without what the virtual machine adds to the names of lambdas. */
    private static String nameOf(String kind, Object what) {
        String name = what.getClass().getName();
        int lambda = name.indexOf("$$Lambda");
        String plain = lambda < 0 ? name : name.substring(0, lambda);
        return kind + " " + plain.substring(plain.lastIndexOf('.') + 1);
    }

    /** Something to be done: from its due time on, and once. */
    record Job(Inhabitant of, Runnable what, Timers.@Nullable Entry entry, String name, long due, long number) {}

    /** What the seed has decided. */
    record Choice(Job job, int number, int of) {}
}
