package org.otklik.app.telephony;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.otklik.app.telephony.media.LegId;
import org.otklik.app.telephony.media.MediaPlane;
import org.otklik.app.telephony.media.PlayEnd;
import org.otklik.app.telephony.media.Sound;
import org.springframework.stereotype.Component;

@Component
final class DefaultAutomaticCalls implements AutomaticCalls {

  /// How long a key is waited for after the question.
  static final Duration KEY_WITHIN = Duration.ofSeconds(6);

  /// How often the question is played.
  static final int TIMES_MAX = 2;

  private final Dialler dialler;
  private final LiveCalls calls;
  private final MediaPlane plane;
  private final PlayableSounds sounds;
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();

  DefaultAutomaticCalls(Dialler dialler, LiveCalls calls, MediaPlane plane, PlayableSounds sounds) {
    this.dialler = dialler;
    this.calls = calls;
    this.plane = plane;
    this.sounds = sounds;
  }

  @Override
  public CompletionStage<Optional<Character>> ask(
      String number, List<String> question, Map<Character, List<String>> answers) {
    var asking = new Asking(sounds(question), answers);
    dialler
        .findAllowed(number)
        .filter(_ -> !calls.stopping())
        .ifPresentOrElse(asking::call, () -> asking.heard.complete(Optional.empty()));
    return asking.heard;
  }

  private List<Sound> sounds(List<String> names) {
    return names.stream().map(sounds::find).toList();
  }

  /// One call. The first key that answers decides; what is pressed later does nothing.
  private final class Asking implements DialledCall.Listener, CallerSide {
    private final CallId id = new CallId(ids.generate());
    private final CompletableFuture<Optional<Character>> heard = new CompletableFuture<>();
    private final CompletableFuture<DialledCall> placed = new CompletableFuture<>();
    private final List<Sound> question;
    private final Map<Character, List<String>> answers;
    private volatile @Nullable LegId leg;

    Asking(List<Sound> question, Map<Character, List<String>> answers) {
      this.question = question;
      this.answers = Map.copyOf(answers);
    }

    void call(String number) {
      placed.complete(dialler.outside(number, this));
    }

    @Override
    public void answered(LegId answeredLeg) {
      leg = answeredLeg;
      var call = calls.dialled(id, this, answeredLeg);
      if (calls.stopping()) {
        calls.end(call, CallEnded.Cause.STOPPED);
      } else {
        question(answeredLeg, 1);
      }
    }

    private void question(LegId to, int times) {
      plane.play(to, question, end -> asked(to, times, end));
    }

    private void asked(LegId to, int times, PlayEnd end) {
      if (end == PlayEnd.FINISHED) {
        CompletableFuture.delayedExecutor(KEY_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
            .execute(() -> silent(to, times));
      }
    }

    private void silent(LegId to, int times) {
      if (heard.isDone()) {
        return; // the answer is being told
      }
      if (times < TIMES_MAX) {
        question(to, times + 1);
      } else {
        over();
      }
    }

    @Override
    public void pressed(char key) {
      var on = leg;
      var answer = answers.get(key);
      if (on != null && answer != null && heard.complete(Optional.of(key))) {
        plane.play(on, sounds(answer), _ -> Thread.startVirtualThread(this::over));
      }
    }

    private void over() {
      calls.gone(id, CallEnded.Cause.CENTRE);
      heard.complete(Optional.empty());
    }

    @Override
    public void failed(DialledCall.Failure why, int code) {
      heard.complete(Optional.empty());
    }

    @Override
    public void ended(boolean lost) {
      calls.gone(id, lost ? CallEnded.Cause.LINE_LOST : CallEnded.Cause.CITIZEN);
      heard.complete(Optional.empty());
    }

    @Override
    public void ring() {}

    @Override
    public boolean queue(String sdp) {
      return true;
    }

    @Override
    public void answer(String sdp) {}

    @Override
    public void refuse(Calls.Refusal why, Duration retryAfter) {}

    /// The end of the call here ends it there.
    @Override
    public void hangUp() {
      var _ = placed.thenAccept(DialledCall::hangUp);
    }
  }
}
