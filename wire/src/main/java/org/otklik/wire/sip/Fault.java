package org.otklik.wire.sip;

import java.util.List;

/// Why a request is refused before anything is kept about it.
///
/// @param headers lines that the status code asks for, such as `Allow: INVITE`
record Fault(int code, String reason, List<String> headers) {

  static Fault of(int code, String reason, String... headers) {
    return new Fault(code, reason, List.of(headers));
  }

  static Fault bad(String what) {
    return of(400, what);
  }
}
