package org.otklik.app.dispatch.group;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Called;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.channel.Arranged;
import org.otklik.app.dispatch.channel.Arrangement;
import org.otklik.app.dispatch.channel.Connection;
import org.otklik.app.dispatch.channel.ContactChannel;
import org.otklik.app.dispatch.desk.OperatorDesk;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.OperatorId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way from the group's thread to the channels and the desk. They are looked up when needed,
/// because the modules that implement them use dispatch themselves.
///
/// What a channel does may take time: it is asked on a thread of its own, one thing after the other
/// for each contact.
final class Ports {
  private static final Logger LOG = LoggerFactory.getLogger(Ports.class);

  private final Function<Channel, @Nullable ContactChannel> channels;
  private final Supplier<@Nullable OperatorDesk> desk;
  private final Executor executor;
  private final Duration connectMax;

  Ports(
      Function<Channel, @Nullable ContactChannel> channels,
      Supplier<@Nullable OperatorDesk> desk,
      Executor executor,
      Duration connectMax) {
    this.channels = channels;
    this.desk = desk;
    this.executor = executor;
    this.connectMax = connectMax;
  }

  /// Where others' code runs that must not keep the group's thread.
  Executor executor() {
    return executor;
  }

  void desk(Consumer<OperatorDesk> message) {
    var present = desk.get();
    if (present != null) {
      message.accept(present);
    }
  }

  /// Whether the operator can talk. One whom no channel reaches cannot.
  boolean reachable(OperatorId operator) {
    var channel = carrier(Channel.CALL);
    return channel != null && channel.reachable(operator);
  }

  /// Brings the two together. An attempt that was given up is not begun any more, and undone if it
  /// succeeds nevertheless; what is asked for the contact after it waits for that.
  ///
  /// @param ended told once, on any thread, at the latest after `connectMax` or the channel's
  ///   patience
  void connect(LiveContact contact, OperatorId operator, Consumer<Connection> ended) {
    var told = new CompletableFuture<Connection>();
    contact.channelWork =
        contact
            .channelWork
            .thenComposeAsync(
                _ ->
                    told.isDone()
                        ? CompletableFuture.completedStage(Connection.OPERATOR_FAILED)
                        : connect(contact.request, operator),
                executor)
            .exceptionally(
                e -> {
                  LOG.warn("The channel has failed to connect a contact.", e);
                  return Connection.OPERATOR_FAILED;
                })
            .thenAccept(
                connected -> {
                  if (!told.complete(connected) && connected == Connection.MADE) {
                    tell(contact.request.channel(), channel -> channel.requeued(contact.id()));
                  }
                })
            .exceptionally(Ports::failed);
    var _ =
        told.completeOnTimeout(
                Connection.OPERATOR_FAILED,
                connectMax(contact, operator).toMillis(),
                TimeUnit.MILLISECONDS)
            .thenAccept(ended);
  }

  private Duration connectMax(LiveContact contact, OperatorId operator) {
    var channel = carrier(contact.request.channel());
    var patience = channel == null ? Duration.ZERO : channel.patience(operator);
    return patience.compareTo(connectMax) > 0 ? patience : connectMax;
  }

  /// Reaches a colleague who is to take part in the talk. That may take as long as a telephone
  /// rings, so it stands outside the order of what the contact's channel is asked.
  ///
  /// @param ended told once, on any thread, at the latest after `connectMax` or the channel's
  ///   patience
  void reach(LiveContact contact, OperatorId colleague, Consumer<Boolean> ended) {
    var _ =
        CompletableFuture.completedFuture(contact.request)
            .thenComposeAsync(request -> reach(request, colleague), executor)
            .completeOnTimeout(
                false, connectMax(contact, colleague).toMillis(), TimeUnit.MILLISECONDS)
            .exceptionally(
                e -> {
                  LOG.warn("The channel has failed to reach an operator.", e);
                  return false;
                })
            .thenAccept(ended);
  }

  private CompletionStage<Boolean> reach(ContactRequest request, OperatorId colleague) {
    var channel = carrier(request.channel());
    return channel == null
        ? CompletableFuture.completedStage(false)
        : channel.reach(request.id(), colleague);
  }

  /// Calls the contact's citizen for the operator; outside the order, like [#reach].
  ///
  /// @param ended told once, on any thread
  void call(LiveContact contact, OperatorId operator, Consumer<Called> ended) {
    var request = contact.request;
    var number = request.callerNumber();
    outside(
        request,
        channel ->
            number == null
                ? CompletableFuture.completedStage(Called.NOT_ALLOWED)
                : channel.call(request.id(), operator, number, request.recordingAllowed()),
        ended);
  }

  /// Calls a number to which the citizen is handed on; outside the order, like [#reach].
  ///
  /// @param ended told once, on any thread
  void handOn(LiveContact contact, OperatorId operator, String number, Consumer<Called> ended) {
    var request = contact.request;
    outside(request, channel -> channel.handOn(request.id(), operator, number), ended);
  }

  /// Calls a number to be asked about the contact, when what the channel was asked before is done:
  /// the citizen waits by then. What comes after does not wait for it.
  ///
  /// @param ended told once, on any thread
  void ask(LiveContact contact, OperatorId operator, String number, Consumer<Called> ended) {
    var request = contact.request;
    var _ =
        contact.channelWork.thenRun(
            () -> outside(request, channel -> channel.ask(request.id(), operator, number), ended));
  }

  /// Leaves the citizen to whom the operator asks outside.
  ///
  /// @param ended told once, on any thread
  void leaveToAsked(LiveContact contact, OperatorId operator, Consumer<Called> ended) {
    var request = contact.request;
    outside(request, channel -> channel.leaveToAsked(request.id(), operator), ended);
  }

  private void outside(
      ContactRequest request,
      Function<ContactChannel, CompletionStage<Called>> calling,
      Consumer<Called> ended) {
    var _ =
        CompletableFuture.completedFuture(carrier(request.channel()))
            .thenComposeAsync(
                channel ->
                    channel == null
                        ? CompletableFuture.completedStage(Called.NO_LINE)
                        : calling.apply(channel),
                executor)
            .exceptionally(
                e -> {
                  LOG.warn("The channel has failed to call a number.", e);
                  return Called.REFUSED;
                })
            .thenAccept(ended);
  }

  /// Lets those who take part hear each other.
  ///
  /// @param ended told once, on any thread
  void arrange(LiveContact contact, Arrangement arrangement, Consumer<Arranged> ended) {
    contact.channelWork =
        contact
            .channelWork
            .thenApplyAsync(_ -> arrange(contact.request, arrangement), executor)
            .exceptionally(
                e -> {
                  LOG.warn("The channel has failed to arrange a talk.", e);
                  return Arranged.OPERATOR_FAILED;
                })
            .thenAccept(ended);
  }

  private Arranged arrange(ContactRequest request, Arrangement arrangement) {
    var channel = carrier(request.channel());
    return channel == null ? Arranged.OPERATOR_FAILED : channel.arrange(request.id(), arrangement);
  }

  /// Tells the contact's channel something for which nobody waits.
  void tell(LiveContact contact, Consumer<ContactChannel> message) {
    contact.channelWork =
        contact
            .channelWork
            .thenAcceptAsync(_ -> tell(contact.request.channel(), message), executor)
            .exceptionally(Ports::failed);
  }

  private static @Nullable Void failed(Throwable e) {
    LOG.warn("The channel has failed.", e);
    return null;
  }

  /// Who carries contacts of a kind: who is called back talks by telephone.
  private @Nullable ContactChannel carrier(Channel kind) {
    return channels.apply(kind == Channel.CALLBACK ? Channel.CALL : kind);
  }

  private void tell(Channel kind, Consumer<ContactChannel> message) {
    var channel = carrier(kind);
    if (channel != null) {
      message.accept(channel);
    }
  }

  private CompletionStage<Connection> connect(ContactRequest request, OperatorId operator) {
    var channel = carrier(request.channel());
    return channel == null
        ? CompletableFuture.completedStage(Connection.OPERATOR_FAILED)
        : channel.connect(request.id(), operator, request.recordingAllowed());
  }
}
