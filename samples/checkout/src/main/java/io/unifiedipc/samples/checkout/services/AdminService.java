package io.unifiedipc.samples.checkout.services;

import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Subscription;
import io.unifiedipc.samples.checkout.contracts.Admin;
import io.unifiedipc.samples.checkout.contracts.CannotDo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/** Does what operators ask for, with all receivers by their names. */
final class AdminService implements Admin {
    private final Map<String, Subscription> receivers;
    private final Set<String> paused = ConcurrentHashMap.newKeySet();

    AdminService(Map<String, Subscription> receivers) {
        this.receivers = receivers;
    }

    @Override
    public Receivers depth() {
        List<Receiver> all = new ArrayList<>();
        receivers.forEach((name, receiver) -> all.add(state(name, receiver)));
        return new Receivers(all);
    }

    @Override
    public Receivers pause(Pause which) throws CannotDo {
        Subscription receiver = find(which.receiver());
        receiver.pause();
        paused.add(which.receiver());
        return new Receivers(List.of(state(which.receiver(), receiver)));
    }

    @Override
    public Receivers resume(Resume which) throws CannotDo {
        Subscription receiver = find(which.receiver());
        receiver.resume();
        paused.remove(which.receiver());
        return new Receivers(List.of(state(which.receiver(), receiver)));
    }

    @Override
    public Drained drain(Drain what) throws CannotDo {
        Subscription receiver = find(what.receiver());
        List<Message> messages = Collections.synchronizedList(new ArrayList<>());
        try {
            receiver.drainParked(what.most(), parked -> {
                        messages.add(new Message(parked.id(), parked.operation(), parked.reason(), parked.attempts()));
                        return what.verdict();
                    })
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IpcException why && why.kind() == Kind.UNSUPPORTED) {
                throw new CannotDo(String.valueOf(why.getMessage()));
            }
            throw e;
        }
        return new Drained(List.copyOf(messages));
    }

    private Subscription find(String name) throws CannotDo {
        Subscription receiver = receivers.get(name);
        if (receiver == null) {
            throw new CannotDo(
                    "there is no receiver '" + name + "'; there are: " + String.join(", ", receivers.keySet()));
        }
        return receiver;
    }

    private Receiver state(String name, Subscription receiver) {
        Subscription.Depth depth = receiver.depth();
        return new Receiver(name, paused.contains(name), depth.waiting(), depth.inFlight());
    }
}
