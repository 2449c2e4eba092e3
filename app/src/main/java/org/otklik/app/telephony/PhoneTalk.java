package org.otklik.app.telephony;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.otklik.app.telephony.media.LegId;

/// One call to an operator's telephone, for one call or more that the operator talks in. Guarded by
/// itself; those concerned are told outside of the guard.
final class PhoneTalk implements DialledCall.Listener {

  /// What those who need the telephone for a call want to hear.
  interface Use {

    /// The operator has taken the telephone up.
    default void answered() {}

    /// The operator has not, and why.
    default void failed(DialledCall.Failure why) {}

    /// The operator has hung up, or the line died.
    void ended(boolean lost);
  }

  private final CompletableFuture<Optional<LegId>> answer = new CompletableFuture<>();
  private final Map<CallId, Use> uses = new LinkedHashMap<>();
  private final BiConsumer<CallId, Boolean> held;
  private final Runnable over;
  private @Nullable DialledCall call;
  private boolean ended;

  /// @param held told for each call that the operator's telephone puts on hold or takes up again
  /// @param over told once, at the end
  PhoneTalk(BiConsumer<CallId, Boolean> held, Runnable over) {
    this.held = held;
    this.over = over;
  }

  synchronized void dials(DialledCall placed) {
    call = placed;
    if (ended) {
      placed.hangUp();
    }
  }

  /// Completes with the leg when the telephone is taken up, empty when it is not.
  CompletableFuture<Optional<LegId>> answer() {
    return answer;
  }

  /// The leg, if the telephone is taken up.
  Optional<LegId> leg() {
    return answer.getNow(Optional.empty());
  }

  /// The telephone is needed for this call too; what it was needed for in this call before, it is
  /// needed for no more.
  ///
  /// @return false when it is over
  synchronized boolean serve(CallId of, Use use) {
    if (!ended) {
      uses.put(of, use);
    }
    return !ended;
  }

  /// The telephone is not needed for this call any more; needed for none, it is hung up.
  void leave(CallId of) {
    @Nullable DialledCall placed;
    synchronized (this) {
      if (uses.remove(of) == null || !uses.isEmpty()) {
        return;
      }
      ended = true;
      placed = call;
    }
    conclude();
    if (placed != null) {
      placed.hangUp();
    }
  }

  @Override
  public void answered(LegId leg) {
    answer.complete(Optional.of(leg));
    uses().values().forEach(Use::answered);
  }

  @Override
  public void failed(DialledCall.Failure why, int code) {
    end().forEach(use -> use.failed(why));
  }

  @Override
  public void held(boolean isHeld) {
    uses().keySet().forEach(of -> held.accept(of, isHeld));
  }

  @Override
  public void ended(boolean lost) {
    end().forEach(use -> use.ended(lost));
  }

  private synchronized Map<CallId, Use> uses() {
    return Map.copyOf(uses);
  }

  /// Ends it once.
  ///
  /// @return what it was needed for until now; nothing when it is over already
  private List<Use> end() {
    List<Use> left;
    synchronized (this) {
      if (ended) {
        return List.of();
      }
      ended = true;
      left = List.copyOf(uses.values());
      uses.clear();
    }
    conclude();
    return left;
  }

  private void conclude() {
    over.run();
    answer.complete(Optional.empty());
  }

  /// The calls that it is needed for.
  synchronized List<CallId> calls() {
    return List.copyOf(uses.keySet());
  }
}
