package org.otklik.app.telephony;

import java.time.Duration;
import java.util.function.Consumer;
import org.otklik.app.telephony.media.MediaGroup;
import org.otklik.app.telephony.media.MediaPlane;
import org.otklik.app.telephony.media.Negotiated;
import org.otklik.app.telephony.media.Party;
import org.otklik.app.telephony.settings.TelephonySettings;
import org.springframework.stereotype.Component;

@Component
final class DefaultWebCalls implements WebCalls {

  private final LiveCalls calls;
  private final MediaPlane plane;
  private final MediaGroup group;
  private final int callsMax;

  DefaultWebCalls(LiveCalls calls, MediaPlane plane, MediaGroup group, TelephonySettings settings) {
    this.calls = calls;
    this.plane = plane;
    this.group = group;
    this.callsMax = settings.webCallsMax();
  }

  @Override
  public String start(CallId id, Caller caller, String offer, Consumer<Calls.Refusal> refused) {
    if (calls.stopping() || calls.count(LINE) >= callsMax) {
      throw new OfferRefused("The line takes no more calls from browsers now.");
    }
    var arrival =
        new LiveCalls.Arrival(
            id, LINE, null, caller.citizenId(), caller.visitor(), caller.language());
    var negotiated =
        calls.arrive(
            arrival,
            new PageSide(refused),
            ears -> plane.openBrowser(group, offer, Party.CITIZEN, ears));
    return switch (negotiated) {
      case Negotiated.Agreed(_, var sdp, _) -> sdp;
      case Negotiated.Refused(var reason) ->
          throw new OfferRefused("The offer of sound was refused (%s).".formatted(reason));
    };
  }

  @Override
  public String resume(CallId call, String offer) {
    return calls
        .renegotiate(call, offer)
        .orElseThrow(() -> new OfferRefused("The call is over or its sound cannot be moved."));
  }

  @Override
  public void digit(CallId call, char digit) {
    calls.pressed(call, digit);
  }

  @Override
  public void hangUp(CallId call) {
    calls.gone(call, CallEnded.Cause.CITIZEN);
  }

  /// A page that calls has its sound at once and hears `CallEnded`; signalling only tells it why it
  /// is refused.
  private record PageSide(Consumer<Calls.Refusal> refused) implements CallerSide {
    @Override
    public void ring() {}

    @Override
    public boolean queue(String sdp) {
      return true;
    }

    @Override
    public void answer(String sdp) {}

    @Override
    public void refuse(Calls.Refusal why, Duration retryAfter) {
      refused.accept(why);
    }

    @Override
    public void hangUp() {}
  }
}
