package org.otklik.app.telephony;

import java.nio.ShortBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.otklik.app.telephony.media.MediaPlane;
import org.otklik.app.testing.TestClock;

/// The calls of a centre without dispatch and reception, for tests of whoever signals.
public final class FakeCentre {
  public final List<Object> facts = new CopyOnWriteArrayList<>();
  public final LiveCalls live;
  public final Calls calls;
  private final MediaPlane plane;

  public FakeCentre(MediaPlane plane) {
    this.plane = plane;
    this.live = new LiveCalls(plane, new FakeDispatch(), facts::add, TestClock.atNoon());
    this.calls = new DefaultCalls(live, plane, new PlayableSounds(new Silence()));
  }

  /// The calls that have arrived.
  public List<CallId> arrived() {
    return facts.stream()
        .filter(CallArrived.class::isInstance)
        .map(arrived -> ((CallArrived) arrived).call())
        .toList();
  }

  /// Lets two callers hear each other.
  public void connect(CallId one, CallId other) {
    plane.connect(live.find(one).orElseThrow().leg(), live.find(other).orElseThrow().leg());
  }

  /// Every sound is silent.
  private static final class Silence implements Sounds {
    @Override
    public boolean has(String name) {
      return true;
    }

    @Override
    public ShortBuffer samples(String name) {
      return ShortBuffer.allocate(160);
    }
  }
}
