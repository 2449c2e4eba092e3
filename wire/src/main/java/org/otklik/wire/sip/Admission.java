package org.otklik.wire.sip;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// Decides what is let in, before anything is kept about it.
///
/// A source is an IPv4 address or an IPv6 /64: whoever has one address of a /64 has them all.
final class Admission {

  /// Sources remembered at once; the one that was silent longest is forgotten, and starts afresh.
  static final int SOURCES_MAX = 65_536;

  /// Registrations with an answer to a challenge in a second, from all and from one source, with
  /// bursts of one second; over it 503. Each is remembered for 32 s, in case that it is repeated.
  static final int REGISTERS_PER_SECOND = 300;

  static final int REGISTERS_PER_SECOND_PER_SOURCE = 50;

  /// What a call is told.
  enum Entry {
    ADMITTED,
    TOO_MANY_FROM_SOURCE,
    TOO_MANY_AT_ONCE,
    TOO_MANY_AT_ONCE_FROM_SOURCE,
    TOO_MANY_UNPROVED,
    TOO_MANY_PER_SECOND
  }

  private record Source(RateLimit messages, RateLimit calls, RateLimit registers) {}

  private static final class Sources extends LinkedHashMap<Object, Source> {
    private static final long serialVersionUID = 1L;

    Sources() {
      super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Object, Source> eldest) {
      return size() > SOURCES_MAX;
    }
  }

  private final SipLimits limits;
  private final Predicate<InetAddress> known;
  private final LongSupplier nanos;
  private final RateLimit calls;
  private final RateLimit registers;
  private final Map<Object, Source> sources = new Sources();
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger unproved = new AtomicInteger();

  /// Calls of each source that has any; never more sources than calls.
  private final Map<Object, Integer> activeOf = new ConcurrentHashMap<>();

  Admission(SipLimits limits, LongSupplier nanos) {
    this(limits, _ -> false, nanos);
  }

  /// @param known sources without limits of their own for calls
  Admission(SipLimits limits, Predicate<InetAddress> known, LongSupplier nanos) {
    this.limits = limits;
    this.known = known;
    this.nanos = nanos;
    this.calls = new RateLimit(limits.callsPerSecond(), nanos.getAsLong());
    this.registers = new RateLimit(REGISTERS_PER_SECOND, nanos.getAsLong());
  }

  /// Whether one more message of this source is read.
  boolean message(InetAddress from) {
    long now = nanos.getAsLong();
    return source(from, now).messages().take(now);
  }

  /// Whether one more registration of this source is checked.
  boolean register(InetAddress from) {
    long now = nanos.getAsLong();
    return source(from, now).registers().take(now) && registers.take(now);
  }

  /// Whether calls of this source are bounded by the limits of all alone.
  boolean known(InetAddress from) {
    return known.test(from);
  }

  /// Whether one more call is taken, which may be nobody's: anybody can write any address into a
  /// datagram, and each such call stands for 32 s. They take at most half of the places, so that
  /// trunks and whoever has acknowledged always find one; over it 503.
  ///
  /// When it is taken and not proved, [#proved] must follow once, beside [#left].
  Entry call(InetAddress from, boolean proved) {
    if (proved) {
      return call(from);
    }
    if (unproved.incrementAndGet() > (limits.callsMax() + 1) / 2) {
      unproved.decrementAndGet();
      return Entry.TOO_MANY_UNPROVED;
    }
    Entry entry = call(from);
    if (entry != Entry.ADMITTED) {
      unproved.decrementAndGet();
    }
    return entry;
  }

  /// A call that was taken unproved is somebody's after all, or over.
  void proved() {
    unproved.decrementAndGet();
  }

  /// Whether one more call is taken; when it is, [#left] must follow once.
  Entry call(InetAddress from) {
    long now = nanos.getAsLong();
    RateLimit ofSource = source(from, now).calls();
    boolean limited = !known.test(from);
    if (limited && !ofSource.take(now)) {
      return Entry.TOO_MANY_FROM_SOURCE;
    }
    Entry entry = enter(from, limited);
    if (entry == Entry.ADMITTED && !calls.take(now)) {
      left(from);
      entry = Entry.TOO_MANY_PER_SECOND;
    }
    if (limited && entry != Entry.ADMITTED) {
      ofSource.giveBack();
    }
    return entry;
  }

  /// Counts one more call, unless there are too many at once.
  private Entry enter(InetAddress from, boolean limited) {
    if (active.incrementAndGet() > limits.callsMax()) {
      active.decrementAndGet();
      return Entry.TOO_MANY_AT_ONCE;
    }
    if (activeOf.merge(key(from), 1, Integer::sum) > limits.callsPerSourceMax() && limited) {
      left(from);
      return Entry.TOO_MANY_AT_ONCE_FROM_SOURCE;
    }
    return Entry.ADMITTED;
  }

  /// An admitted call of this source is over.
  void left(InetAddress from) {
    active.decrementAndGet();
    activeOf.computeIfPresent(key(from), (_, calls) -> calls == 1 ? null : calls - 1);
  }

  /// Calls that were admitted and are not over.
  int active() {
    return active.get();
  }

  private Source source(InetAddress from, long now) {
    synchronized (sources) {
      return sources.computeIfAbsent(
          key(from),
          _ ->
              new Source(
                  new RateLimit(limits.messagesPerSecondPerSource(), now),
                  new RateLimit(limits.callsPerSecondPerSource(), now),
                  new RateLimit(REGISTERS_PER_SECOND_PER_SOURCE, now)));
    }
  }

  private static Object key(InetAddress from) {
    return from instanceof Inet6Address
        ? Long.valueOf(ByteBuffer.wrap(from.getAddress()).getLong())
        : from;
  }
}
