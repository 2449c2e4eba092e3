package org.otklik.app.telephony.traffic;

import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.app.telephony.media.LegId;
import org.otklik.app.telephony.media.LegListener;
import org.otklik.app.telephony.media.MediaGroup;
import org.otklik.app.telephony.media.MediaPlane;
import org.otklik.app.telephony.media.Negotiated;
import org.otklik.app.telephony.media.Sound;
import org.otklik.app.telephony.media.Telephone;

/// The sound of an invented telephone: says the same over and over while it is open.
final class Earpiece implements AutoCloseable {
  private static final MediaGroup GROUP = new MediaGroup("demo-traffic");
  private static final LegListener NOBODY = new LegListener() {};

  private final MediaPlane plane;
  private final InetAddress centre;
  private final Sound voice;
  private volatile @Nullable LegId leg;

  Earpiece(MediaPlane plane, InetAddress centre, Sound voice) {
    this.plane = plane;
    this.centre = centre;
    this.voice = voice;
  }

  /// Our offer; nothing when ports are short.
  Optional<String> offer() {
    return opened(plane.offerPlain(GROUP, Telephone.plain(centre), NOBODY));
  }

  /// Our answer to an offer; nothing when it does not fit.
  Optional<String> answer(String offer) {
    return opened(plane.openPlain(GROUP, offer, Telephone.plain(centre), NOBODY));
  }

  /// Takes the answer to our offer.
  void accept(String answer) {
    var open = leg;
    if (open != null && plane.accept(open, answer).isEmpty()) {
      speak();
    }
  }

  /// The call stands.
  void speak() {
    var open = leg;
    if (open != null) {
      plane.begin(open);
      plane.music(open, voice);
    }
  }

  /// Answers a change of the session.
  Optional<String> change(String offer) {
    var open = leg;
    return open != null
            && plane.renegotiate(open, offer) instanceof Negotiated.Agreed(_, var answer, _)
        ? Optional.of(answer)
        : Optional.empty();
  }

  void press(char key) {
    var open = leg;
    if (open != null) {
      plane.sendDigits(open, String.valueOf(key));
    }
  }

  @Override
  public void close() {
    var open = leg;
    leg = null;
    if (open != null) {
      plane.close(open);
    }
  }

  private Optional<String> opened(Negotiated negotiated) {
    return switch (negotiated) {
      case Negotiated.Agreed(var opened, var description, _) -> {
        leg = opened;
        yield Optional.of(description);
      }
      case Negotiated.Refused _ -> Optional.empty();
    };
  }
}
