package org.otklik.wire.sdp;

import java.util.List;

/// A session description (RFC 8866) as far as sound needs it.
public record SessionDescription(Origin origin, List<Media> media) {

  /// Longest text read, in characters; a browser's offer of audio and video has about 8,000.
  public static final int TEXT_MAX = 32 * 1024;

  /// Most `m=` sections.
  public static final int MEDIA_MAX = 16;

  /// Most formats in one section.
  public static final int FORMATS_MAX = 64;

  /// Reads a description. Tolerant where telephones are careless (line ends, spaces, order, missing
  /// `s=` and `t=`, unknown lines); what it keeps it has checked.
  ///
  /// @throws SdpProblem if it breaks the grammar or a limit
  public static SessionDescription parse(String text) throws SdpProblem {
    return new SdpParser().parse(text);
  }
}
