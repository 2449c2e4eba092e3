package org.otklik.wire.sdp;

/// A description that cannot be answered; the message is one sentence for the other side's
/// technician.
public final class SdpProblem extends Exception {

  private static final long serialVersionUID = 1;

  /// What to do about it.
  public enum Kind {
    /// It breaks the grammar: SIP 400.
    MALFORMED,
    /// It is right, but asks for what we do not do: SIP 488.
    NOT_ACCEPTABLE
  }

  private final Kind kind;

  SdpProblem(Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
  }

  static SdpProblem malformed(String sentence) {
    return new SdpProblem(Kind.MALFORMED, sentence);
  }

  /// A description of something that cannot be done here.
  public static SdpProblem notAcceptable(String sentence) {
    return new SdpProblem(Kind.NOT_ACCEPTABLE, sentence);
  }

  /// What to do about it.
  public Kind kind() {
    return kind;
  }
}
