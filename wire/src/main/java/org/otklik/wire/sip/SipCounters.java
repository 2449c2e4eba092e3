package org.otklik.wire.sip;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What the endpoint has seen since it started; read at any time by any thread.
public final class SipCounters {
  final LongAdder callsIn = new LongAdder();
  final LongAdder callsOut = new LongAdder();
  final LongAdder messages = new LongAdder();
  final LongAdder malformed = new LongAdder();
  final LongAdder flooded = new LongAdder();
  final LongAdder overloaded = new LongAdder();
  final LongAdder connectionsRefused = new LongAdder();
  final LongAdder transfersRefused = new LongAdder();
  final LongAdder faults = new LongAdder();
  private final Map<Integer, LongAdder> refused = new ConcurrentHashMap<>();

  SipCounters() {}

  /// Calls that were let in and told to the owner.
  public long callsIn() {
    return callsIn.sum();
  }

  /// Calls that this side made.
  public long callsOut() {
    return callsOut.sum();
  }

  /// Messages that were read.
  public long messages() {
    return messages.sum();
  }

  /// Messages that were no SIP, or broken: answered 400 where possible.
  public long malformed() {
    return malformed.sum();
  }

  /// Datagrams dropped because their source sent too many.
  public long flooded() {
    return flooded.sum();
  }

  /// Messages dropped because this side could not keep up.
  public long overloaded() {
    return overloaded.sum();
  }

  /// Connections closed at once because there were too many.
  public long connectionsRefused() {
    return connectionsRefused.sum();
  }

  /// Tries to move a call of ours or take it over.
  public long transfersRefused() {
    return transfersRefused.sum();
  }

  /// Faults of our own while a message was handled; each is logged.
  public long faults() {
    return faults.sum();
  }

  /// Requests refused by rule, by status code; 503 are those over a limit.
  public Map<Integer, Long> refusedByCode() {
    var result = new TreeMap<Integer, Long>();
    refused.forEach((code, count) -> result.put(code, count.sum()));
    return result;
  }

  void refused(int code) {
    refused.computeIfAbsent(code, _ -> new LongAdder()).increment();
  }
}
