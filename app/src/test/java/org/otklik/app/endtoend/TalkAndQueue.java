package org.otklik.app.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.otklik.app.testing.Await;

/// One citizen talks with an operator, five wait behind: what a drill looks at after each of its
/// harsh deeds.
final class TalkAndQueue implements AutoCloseable {
  /// Of the operator's microphone.
  static final double MICROPHONE = 440;

  private static final double CITIZEN = 1_000;
  private static final double HEARD = 1_500;
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Drill drill;
  private final Centre centre;
  private final DeskPage desk;
  private final SippPhone talk;
  private final List<SippPhone> waiting;
  private final BoardReader board;
  private final List<String> order;

  private TalkAndQueue(
      Drill drill,
      Centre centre,
      DeskPage desk,
      SippPhone talk,
      List<SippPhone> waiting,
      BoardReader board) {
    this.drill = drill;
    this.centre = centre;
    this.desk = desk;
    this.talk = talk;
    this.waiting = waiting;
    this.board = board;
    this.order = board.waiting();
  }

  /// Has them call.
  ///
  /// @param desk of an operator who is ready
  /// @param longest for a call
  static TalkAndQueue begin(
      Drill drill, Path folder, Centre centre, DeskPage desk, Duration longest) {
    var callers = new Callers(folder, centre, CITIZEN);
    var talk = callers.queued("+74951234590", longest);
    desk.accept();
    var waiting =
        IntStream.rangeClosed(1, 5)
            .mapToObj(i -> callers.queued("+7495123451" + i, longest))
            .toList();
    var board = BoardReader.open(centre);
    Await.until("five wait", SOON, () -> board.waiting().size() == 5);
    return new TalkAndQueue(drill, centre, desk, talk, waiting, board);
  }

  /// Looks whether everything goes on.
  ///
  /// @param russian after what, in the genitive case
  /// @param english after what
  void goesOn(String russian, String english) {
    var call = QuickCall.make("127.0.0.1", centre.sipPort(), Duration.ZERO);
    var millis = call.after().toMillis();
    drill.promised(
        call.answeredWithin(Duration.ofSeconds(10)),
        "после %s новый звонок принят через %d мс".formatted(russian, millis),
        "after %s a new call is answered in %d ms".formatted(english, millis));
    drill.promised(
        waiting.stream().noneMatch(SippPhone::over) && board.waiting().equals(order),
        "все, кто ждал, ждут в том же порядке",
        "all who waited wait in the same order");
    drill.promised(
        !talk.over() && heardSoon(),
        "разговор продолжается и слышен",
        "the talk goes on and is heard");
  }

  /// Ends the talk and serves the next.
  void nextIsServed() {
    if (talk.over()) {
      return;
    }
    desk.act("hang-up");
    desk.finish("Учение");
    drill.promised(
        desk.ringing().endsWith(order.getFirst()),
        "следующим предложен первый в очереди",
        "the first of the queue is offered next");
    desk.accept();
    desk.act("hang-up");
    desk.finish("Учение");
  }

  private boolean heardSoon() {
    var end = System.nanoTime() + SOON.toNanos();
    while (System.nanoTime() < end && !talk.over()) {
      if (Callers.heard(talk, MICROPHONE) > HEARD) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    waiting.forEach(SippPhone::close);
    talk.close();
  }
}
