package org.otklik.wire.sip;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.otklik.wire.digest.DigestAnswers;

/// As whom we call: what a trunk wants to read, and how we prove it.
///
/// @param user user part of `From`
/// @param domain host of `From`, as the trunk wants it; empty means ours
/// @param asserted user part of `P-Asserted-Identity` (RFC 3325), for trunks that believe it; empty
///   writes none
/// @param password answers challenges; null answers none
public record SipIdentity(
    String user, String domain, String asserted, @Nullable DigestAnswers password) {
  private static final Pattern USER = Pattern.compile("[-_.!~*'()&=+$,A-Za-z0-9]{1,64}");
  private static final Pattern DOMAIN =
      Pattern.compile("(?:\\[[0-9A-Fa-f:.]+\\]|[-.A-Za-z0-9]+)(?::\\d{1,5})?");

  public SipIdentity {
    boolean proper =
        USER.matcher(user).matches()
            && (domain.isEmpty() || DOMAIN.matcher(domain).matches())
            && (asserted.isEmpty() || USER.matcher(asserted).matches());
    if (!proper) {
      throw new IllegalArgumentException("The identity is no part of a SIP address.");
    }
  }

  /// A user of ours, without a password.
  public static SipIdentity of(String user) {
    return new SipIdentity(user, "", "", null);
  }

  /// The same in the domain of a trunk.
  public SipIdentity in(String other) {
    return new SipIdentity(user, other, asserted, password);
  }

  /// The same, asserting a number.
  public SipIdentity asserting(String number) {
    return new SipIdentity(user, domain, number, password);
  }

  /// The same with a password.
  public SipIdentity provenBy(DigestAnswers answers) {
    return new SipIdentity(user, domain, asserted, answers);
  }
}
