package org.otklik.wire.sip;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// How an endpoint is set up.
///
/// @param bind address to listen on
/// @param port UDP and TCP port; 0 takes one that is free for both
/// @param tls how TLS is done; null listens without
/// @param registrar how telephones register; null refuses them
/// @param advertised address (without port) that others reach us by; it goes into Via and Contact
/// @param userAgent what `Server` and `User-Agent` say
/// @param limits what is let in
/// @param known sources whose calls are bounded by the limits of all alone, not by those of one
///   source: networks that bring many callers, counted by whoever knows them
/// @param ackTimeout how long an answer is repeated until it is acknowledged, in steps of 500 ms;
///   32 s by RFC 3261 13.3.1.4
/// @param probe how often the other side of a call without a session timer is asked whether it is
///   still there; at least 500 ms
/// @param nanos monotonic time, for rates and for the patience with connections
/// @param events runs the call events; the endpoint keeps each call's order and never blocks on it
public record SipSettings(
    InetAddress bind,
    int port,
    @Nullable SipTls tls,
    @Nullable SipRegistrar registrar,
    String advertised,
    String userAgent,
    SipLimits limits,
    Predicate<InetAddress> known,
    Duration ackTimeout,
    Duration probe,
    LongSupplier nanos,
    Executor events) {

  /// The standard port (RFC 3261 19.1.2).
  public static final int DEFAULT_PORT = 5060;

  /// 64 times T1.
  public static final Duration DEFAULT_ACK_TIMEOUT = Duration.ofSeconds(32);

  /// Soon enough that a call of nobody does not hold its place for long.
  public static final Duration DEFAULT_PROBE = Duration.ofSeconds(90);

  static final Duration TICK = Duration.ofMillis(500);

  public SipSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("The port (%d) must be 0 to 65535.".formatted(port));
    }
    if (!advertised.matches("[A-Za-z0-9.:-]+")) {
      throw new IllegalArgumentException(
          "The advertised address (%s) must be a host name or an IP address."
              .formatted(advertised));
    }
    if (!userAgent.matches("[ -~]+")) {
      throw new IllegalArgumentException(
          "The userAgent (%s) must be printable ASCII.".formatted(userAgent));
    }
    atLeastATick("ackTimeout", ackTimeout);
    atLeastATick("probe", probe);
  }

  /// The usual set-up: advertised as bound, default limits, events on virtual threads.
  public static SipSettings on(InetAddress bind, int port) {
    return new SipSettings(
        bind,
        port,
        null,
        null,
        bind.getHostAddress().replaceFirst("%.*", ""),
        "Otklik",
        SipLimits.DEFAULT,
        _ -> false,
        DEFAULT_ACK_TIMEOUT,
        DEFAULT_PROBE,
        System::nanoTime,
        Executors.newVirtualThreadPerTaskExecutor());
  }

  /// The same with TLS too.
  public SipSettings securedBy(SipTls other) {
    return new SipSettings(
        bind,
        port,
        other,
        registrar,
        advertised,
        userAgent,
        limits,
        known,
        ackTimeout,
        probe,
        nanos,
        events);
  }

  /// The same with telephones that register.
  public SipSettings registering(SipRegistrar other) {
    return new SipSettings(
        bind,
        port,
        tls,
        other,
        advertised,
        userAgent,
        limits,
        known,
        ackTimeout,
        probe,
        nanos,
        events);
  }

  /// The same, reached by others at another address.
  public SipSettings advertisedAs(String host) {
    return new SipSettings(
        bind,
        port,
        tls,
        registrar,
        host,
        userAgent,
        limits,
        known,
        ackTimeout,
        probe,
        nanos,
        events);
  }

  /// The same with other limits.
  public SipSettings limitedTo(SipLimits other) {
    return new SipSettings(
        bind,
        port,
        tls,
        registrar,
        advertised,
        userAgent,
        other,
        known,
        ackTimeout,
        probe,
        nanos,
        events);
  }

  /// The same with sources that are known.
  public SipSettings knowing(Predicate<InetAddress> other) {
    return new SipSettings(
        bind,
        port,
        tls,
        registrar,
        advertised,
        userAgent,
        limits,
        other,
        ackTimeout,
        probe,
        nanos,
        events);
  }

  /// The same with another patience for an ACK.
  public SipSettings acknowledgedWithin(Duration other) {
    return new SipSettings(
        bind,
        port,
        tls,
        registrar,
        advertised,
        userAgent,
        limits,
        known,
        other,
        probe,
        nanos,
        events);
  }

  /// The same with another time between questions whether the other side is still there.
  public SipSettings probingEvery(Duration other) {
    return new SipSettings(
        bind,
        port,
        tls,
        registrar,
        advertised,
        userAgent,
        limits,
        known,
        ackTimeout,
        other,
        nanos,
        events);
  }

  /// The same with the time of a given clock.
  public SipSettings timedBy(LongSupplier other) {
    return new SipSettings(
        bind,
        port,
        tls,
        registrar,
        advertised,
        userAgent,
        limits,
        known,
        ackTimeout,
        probe,
        other,
        events);
  }

  /// The same with events run elsewhere.
  public SipSettings runningEventsOn(Executor other) {
    return new SipSettings(
        bind,
        port,
        tls,
        registrar,
        advertised,
        userAgent,
        limits,
        known,
        ackTimeout,
        probe,
        nanos,
        other);
  }

  /// The advertised host as it stands in an address: IPv6 in brackets.
  String host() {
    return advertised.indexOf(':') < 0 ? advertised : "[" + advertised + "]";
  }

  private static void atLeastATick(String name, Duration time) {
    if (time.compareTo(TICK) < 0) {
      throw new IllegalArgumentException(
          "The %s (%s) must be at least %s.".formatted(name, time, TICK));
    }
  }
}
