package io.unifiedipc.http.receive;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.route.RouteBinding;
import io.unifiedipc.http.route.RoutedRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The REST routes of all channels of a process. The one with more fixed text is tried first. */
final class RouteTable {
    private record Entry(RouteBinding binding, HttpIntake intake) {
        String name() {
            return binding.operation().name() + " on '" + intake.channel.name() + "' v" + intake.channel.major();
        }

        String shape() {
            return binding.route().method() + " " + binding.route().template().shape();
        }

        /** A HEAD is a GET whose answer has no body (RFC 9110, 9.3.2). */
        boolean takes(String method) {
            String own = binding.route().method();
            return own.equals(method) || (own.equals("GET") && method.equals("HEAD"));
        }
    }

    private volatile List<Entry> entries = List.of();

    /** Takes the routes of an intake up. */
    synchronized void add(HttpIntake intake) {
        List<Entry> all = new ArrayList<>(entries);
        for (RouteBinding binding : intake.routes) {
            Entry entry = new Entry(binding, intake);
            for (Entry other : all) {
                if (other.shape().equals(entry.shape())) {
                    throw IpcException.of(
                            Kind.MISCONFIGURED,
                            Executed.NO,
                            entry.name() + " and " + other.name() + " have the same route, " + binding.route()
                                    + ": one of them needs another");
                }
            }
            all.add(entry);
        }
        all.sort(Comparator.comparingInt(
                (Entry entry) -> -entry.binding.route().template().fixed()));
        entries = List.copyOf(all);
    }

    /** Where a request leads by its route, or null where none fits. */
    Routes.@Nullable Target find(Incoming request) {
        String method = request.method();
        String path = request.path();
        for (Entry each : entries) {
            if (each.takes(method)) {
                RoutedRequest routed = match(each, path, request);
                if (routed != null) {
                    return new Routes.Target(
                            each.intake, each.binding.operation().name(), routed);
                }
            }
        }
        return null;
    }

    private static @Nullable RoutedRequest match(Entry entry, String path, Incoming request) {
        try {
            return entry.binding.match(path, request.query(), name -> Once.header(request, name));
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(String.valueOf(e.getMessage()));
        }
    }

    /** The methods that a path takes, for {@code Allow}; null for a path of no route. */
    @Nullable
    String allowed(String path) {
        if (entries.isEmpty()) {
            return null;
        }
        Set<String> methods = new TreeSet<>();
        for (Entry each : entries) {
            if (each.binding.route().template().leadsTo(path)) {
                methods.add(each.binding.route().method());
            }
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods.isEmpty() ? null : methods.stream().collect(Collectors.joining(", ", "", ", OPTIONS"));
    }

    /** For a message: all routes, or nothing. */
    @Override
    public String toString() {
        return entries.isEmpty()
                ? ""
                : entries.stream()
                        .map(each -> each.binding.route().method() + " "
                                + each.binding.route().template())
                        .collect(Collectors.joining(", ", ", and the routes ", ""));
    }
}
