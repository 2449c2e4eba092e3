package org.otklik.app.telephony.settings;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// A telephone network's line to us, as it is written down; `Trunks` checks it. How to connect one
/// stands in docs/trunk.md.
///
/// @param sources addresses and networks (`203.0.113.0/29`) that its calls come from; none: it
///   brings no calls
/// @param peers where calls out go, `host` or `host:port`, tried in this order; none: it takes no
///   calls
/// @param transport `udp`, `tcp` or `tls`; by `tls` its calls must come so too
/// @param registrar where we register as the user, `host` or `host:port`, so that its calls come to
///   us; empty: nowhere
/// @param srtp secured sound: `off`, `offered` or `required`
/// @param user as whom we answer its challenges, and what stands in `From` where no caller is set
/// @param password proves it; by the environment
/// @param domain what stands in `From` behind the user; empty: our address
/// @param challenge whether its calls must prove user and password too
/// @param trustAssertedIdentity whether its `P-Asserted-Identity` is believed to name the caller,
///   and ours written
/// @param numbersIn how it writes callers' numbers: `e164`, with plus or without, or `national`
/// @param numbersOut how it wants the number that we call: `+e164`, `e164` or `national`, as
///   dialled in the country
/// @param prefixIn digits before callers' numbers that are left out
/// @param prefixOut digits before the number that we call
/// @param lines which line a dialled number (its digits) means; others mean themselves
/// @param caller the number that is shown to those called, E.164
/// @param callsMax calls at once, both ways; a further one in is answered 503, a further one out
///   goes by the next trunk
public record TrunkSettings(
    @DefaultValue List<String> sources,
    @DefaultValue List<String> peers,
    @DefaultValue("udp") String transport,
    @DefaultValue("") String registrar,
    @DefaultValue("off") String srtp,
    @DefaultValue("") String user,
    @DefaultValue("") String password,
    @DefaultValue("") String domain,
    @DefaultValue("false") boolean challenge,
    @DefaultValue("false") boolean trustAssertedIdentity,
    @DefaultValue("e164") String numbersIn,
    @DefaultValue("+e164") String numbersOut,
    @DefaultValue("") String prefixIn,
    @DefaultValue("") String prefixOut,
    @DefaultValue Map<String, String> lines,
    @DefaultValue("") String caller,
    @DefaultValue("100") int callsMax) {

  /// Copies lists and map.
  public TrunkSettings {
    sources = List.copyOf(sources);
    peers = List.copyOf(peers);
    lines = Map.copyOf(lines);
  }

  /// Without the password.
  @Override
  public String toString() {
    return "TrunkSettings[sources=%s, peers=%s]".formatted(sources, peers);
  }
}
