package org.otklik.app.access;

import java.time.Instant;
import java.util.Set;

/// Somebody who may sign in.
///
/// @param username what is typed at sign-in, lower case
/// @param displayName how colleagues and citizens see the person
/// @param enabled false: cannot sign in, and is signed out
public record Account(
    AccountId id,
    String username,
    String displayName,
    Set<Role> roles,
    boolean enabled,
    Instant created) {}
