package io.unifiedipc.memory;

import java.util.Collection;

/** Brings profiles, found by {@link java.util.ServiceLoader}: what {@code memory: {like: ...}} may name. */
public interface ProfileProvider {
    /** Each profile. Two of one name, by whomever, can't be used. */
    Collection<Profile> profiles();
}
