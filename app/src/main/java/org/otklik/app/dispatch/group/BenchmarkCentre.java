package org.otklik.app.dispatch.group;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Called;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.Teamwork.Listening;
import org.otklik.app.dispatch.channel.Arranged;
import org.otklik.app.dispatch.channel.Arrangement;
import org.otklik.app.dispatch.channel.Aside;
import org.otklik.app.dispatch.channel.Connection;
import org.otklik.app.dispatch.channel.ContactChannel;
import org.otklik.app.dispatch.desk.OfferCard;
import org.otklik.app.dispatch.desk.OperatorDesk;
import org.otklik.app.dispatch.desk.Outside;
import org.otklik.app.dispatch.desk.ParkedCard;
import org.otklik.app.dispatch.desk.Together;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// A telephone that connects at once and desks that hand everything to the benchmark's driver.
final class BenchmarkCentre implements ContactChannel, OperatorDesk {
  /// What has happened at a desk.
  ///
  /// @param talks they have been connected; otherwise it rings
  record AtDesk(OperatorId operator, ContactId contact, boolean talks) {}

  final BlockingQueue<AtDesk> happened = new LinkedBlockingQueue<>();

  /// When, by schedule, operators became free.
  final Map<OperatorId, Long> freeSince = new ConcurrentHashMap<>();

  final Histogram latency = new ConcurrentHistogram(3);

  @Override
  public Channel channel() {
    return Channel.CALL;
  }

  @Override
  public boolean reachable(OperatorId operator) {
    return true;
  }

  @Override
  public CompletionStage<Connection> connect(
      ContactId contact, OperatorId operator, boolean record) {
    return CompletableFuture.completedStage(Connection.MADE);
  }

  @Override
  public void release(ContactId contact) {}

  @Override
  public Arranged arrange(ContactId contact, Arrangement arrangement) {
    return Arranged.DONE;
  }

  @Override
  public CompletionStage<Called> call(
      ContactId contact, OperatorId operator, String number, boolean record) {
    return CompletableFuture.completedStage(Called.NOT_ALLOWED);
  }

  @Override
  public CompletionStage<Called> handOn(ContactId contact, OperatorId operator, String number) {
    return CompletableFuture.completedStage(Called.NOT_ALLOWED);
  }

  @Override
  public void stopHandingOn(ContactId contact) {}

  @Override
  public CompletionStage<Called> ask(ContactId contact, OperatorId operator, String number) {
    return CompletableFuture.completedStage(Called.NOT_ALLOWED);
  }

  @Override
  public void stopAsking(ContactId contact) {}

  @Override
  public CompletionStage<Called> leaveToAsked(ContactId contact, OperatorId operator) {
    return CompletableFuture.completedStage(Called.NO_ANSWER);
  }

  @Override
  public void apart(ContactId contact, OperatorId operator) {}

  @Override
  public void aside(ContactId contact, Aside why) {}

  @Override
  public void requeued(ContactId contact) {}

  @Override
  public void ring(OperatorId operator, OfferCard card) {
    var since = freeSince.remove(operator);
    if (since != null) {
      latency.recordValue(Math.max(0, System.nanoTime() - since));
    }
    happened.add(new AtDesk(operator, card.contact(), false));
  }

  @Override
  public void withdraw(OperatorId operator, ContactId contact, String reasonCode) {}

  @Override
  public void connected(OperatorId operator, ContactId contact) {
    happened.add(new AtDesk(operator, contact, true));
  }

  @Override
  public void supervised(OperatorId operator, ContactId contact, @Nullable Listening how) {}

  @Override
  public void outside(OperatorId operator, Outside outside) {}

  @Override
  public void together(OperatorId operator, Together together) {}

  @Override
  public void parked(OperatorId operator, List<ParkedCard> cards) {}

  @Override
  public void presence(OperatorId operator, @Nullable Presence presence) {}
}
