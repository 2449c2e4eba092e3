package org.otklik.wire.sip;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Which telephones are registered (RFC 3261 10.3). Any thread may use it.
final class Bindings {

  /// Telephones of one user at once; one more takes the place of the one that registered first.
  static final int CONTACTS_MAX = 3;

  /// One telephone.
  ///
  /// @param since when it registered first, monotonic nanoseconds
  /// @param expires monotonic nanoseconds
  record Binding(RegisteredPhone phone, String callId, long cseq, long since, long expires) {

    boolean isAt(Transport transport, InetSocketAddress source) {
      return phone.transport() == transport && phone.source().equals(source);
    }

    /// The same telephone as it was known before: that it registers again makes it no newer.
    Binding knownFrom(List<Binding> before) {
      return before.stream()
          .filter(older -> older.phone().contact().equals(phone.contact()))
          .findFirst()
          .map(older -> new Binding(phone, callId, cseq, older.since(), expires))
          .orElse(this);
    }
  }

  /// What a REGISTER changes.
  ///
  /// @param added with when each expires; one that has expired by now is removed
  /// @param all whether everything else is removed: `Contact: *`
  record Change(String user, String callId, long cseq, List<Binding> added, boolean all) {}

  private final Map<String, List<Binding>> byUser = new HashMap<>();

  /// Makes a change wholly or not at all.
  ///
  /// @return the telephones that are gone by it; nothing when a later change was made before
  synchronized Optional<List<RegisteredPhone>> change(Change change, long now) {
    List<Binding> before = byUser.getOrDefault(change.user(), List.of());
    boolean overtaken =
        before.stream()
            .filter(binding -> change.all() || replaces(change, binding))
            .anyMatch(
                binding ->
                    binding.callId().equals(change.callId()) && binding.cseq() >= change.cseq());
    if (overtaken) {
      return Optional.empty();
    }
    var after = new ArrayList<Binding>();
    if (!change.all()) {
      before.stream().filter(binding -> !replaces(change, binding)).forEach(after::add);
    }
    change.added().forEach(added -> after.add(added.knownFrom(before)));
    after.removeIf(binding -> binding.expires() - now <= 0);
    after.sort(Comparator.comparingLong(binding -> now - binding.since()));
    while (after.size() > CONTACTS_MAX) {
      after.removeLast();
    }
    keep(change.user(), after);
    return Optional.of(gone(before, after));
  }

  /// Forgets those whose time is up.
  synchronized List<RegisteredPhone> expire(long now) {
    return forget(binding -> binding.expires() - now <= 0);
  }

  /// Forgets those whose connection broke.
  synchronized List<RegisteredPhone> disconnected(Transport transport, InetSocketAddress source) {
    return forget(binding -> binding.isAt(transport, source));
  }

  /// Forgets one that cannot be reached.
  synchronized List<RegisteredPhone> unreachable(RegisteredPhone phone) {
    return forget(binding -> binding.phone().equals(phone));
  }

  /// All that there are.
  synchronized List<RegisteredPhone> all() {
    return byUser.values().stream().flatMap(List::stream).map(Binding::phone).toList();
  }

  /// Whether there is one there.
  synchronized boolean has(Transport transport, InetSocketAddress source) {
    return byUser.values().stream()
        .flatMap(List::stream)
        .anyMatch(binding -> binding.isAt(transport, source));
  }

  /// Those of a user; the one that registered last comes first.
  synchronized List<Binding> of(String user) {
    return List.copyOf(byUser.getOrDefault(user, List.of()));
  }

  private List<RegisteredPhone> forget(Predicate<Binding> over) {
    var gone = new ArrayList<RegisteredPhone>();
    for (String user : List.copyOf(byUser.keySet())) {
      List<Binding> before = byUser.getOrDefault(user, List.of());
      List<Binding> after = before.stream().filter(over.negate()).toList();
      gone.addAll(gone(before, after));
      keep(user, after);
    }
    return gone;
  }

  private void keep(String user, List<Binding> bindings) {
    if (bindings.isEmpty()) {
      byUser.remove(user);
    } else {
      byUser.put(user, List.copyOf(bindings));
    }
  }

  private static boolean replaces(Change change, Binding binding) {
    return change.added().stream()
        .anyMatch(added -> added.phone().contact().equals(binding.phone().contact()));
  }

  private static List<RegisteredPhone> gone(List<Binding> before, List<Binding> after) {
    return before.stream()
        .map(Binding::phone)
        .filter(
            phone ->
                after.stream()
                    .noneMatch(binding -> binding.phone().contact().equals(phone.contact())))
        .toList();
  }
}
