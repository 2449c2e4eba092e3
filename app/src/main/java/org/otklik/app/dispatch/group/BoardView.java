package org.otklik.app.dispatch.group;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Board;
import org.otklik.app.dispatch.BoardChanged;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.Presence.State;
import org.otklik.app.dispatch.Waits;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.Spot;
import org.otklik.engine.routing.TopicId;

/// The board in memory: made by the group's thread at most twice a second, read by anybody.
final class BoardView implements Board {
  /// Most waiting contacts that it shows.
  static final int WAITING_MAX = 200;

  private final Spots spots;
  private final Function<OperatorId, String> names;
  private final Consumer<Object> facts;
  private volatile Snapshot present;
  private volatile List<Waits.Queue> queuesNow = List.of();

  BoardView(Spots spots, Function<OperatorId, String> names, Consumer<Object> facts, Instant now) {
    this.spots = spots;
    this.names = names;
    this.facts = facts;
    this.present = new Snapshot(now, false, List.of(), List.of(), List.of());
  }

  @Override
  public Snapshot snapshot() {
    return present;
  }

  /// Each queue with its promises.
  List<Waits.Queue> queuesNow() {
    return queuesNow;
  }

  /// How many wait or ring.
  int waiting() {
    return present.queues().stream().mapToInt(Queue::waiting).sum();
  }

  /// Looks at the group anew; tells it when something has changed.
  void refresh(QueueGroup group, boolean available) {
    var state = group.state();
    var standing = group.router().spots();
    refreshSpots(group, standing);
    var queuesBefore = queuesNow;
    queuesNow = group.queuesNow().of(standing);
    var next =
        new Snapshot(state.now.wall(), available, queues(state), waiting(group), operators(state));
    var last = present;
    present = next;
    boolean same =
        last.available() == next.available()
            && last.queues().equals(next.queues())
            && last.waiting().equals(next.waiting())
            && last.operators().equals(next.operators())
            && queuesBefore.equals(queuesNow);
    if (!same) {
      facts.accept(new BoardChanged());
    }
  }

  private void refreshSpots(QueueGroup group, Collection<Spot> standing) {
    var state = group.state();
    for (var spot : standing) {
      var contact = state.contact(spot.contact());
      if (contact != null && contact.about == null && contact.isInTheQueue()) {
        group.promises().stands(contact, spot);
      }
    }
    for (var contact : state.contacts()) {
      if (!contact.isInTheQueue()) {
        spots.left(contact.id());
      }
    }
  }

  private static List<Queue> queues(GroupState state) {
    var tallies = new HashMap<TopicId, Tally>();
    for (var contact : state.contacts()) {
      if (contact.about == null) {
        tallies.computeIfAbsent(contact.request.topic(), _ -> new Tally()).count(contact);
      }
    }
    var queues = new ArrayList<Queue>();
    for (var row : state.lineup.topics()) {
      var topic = row.topic().id();
      var tally = tallies.getOrDefault(topic, new Tally());
      queues.add(
          new Queue(topic, tally.waiting, tally.longestSince, ready(state, topic), tally.talking));
    }
    return queues;
  }

  private static int ready(GroupState state, TopicId topic) {
    int ready = 0;
    for (var shift : state.shifts()) {
      if (shift.state() == State.READY && shift.capability.levels().containsKey(topic)) {
        ready++;
      }
    }
    return ready;
  }

  private static List<Waiting> waiting(QueueGroup group) {
    var state = group.state();
    var rows = new ArrayList<Waiting>();
    for (var row : group.router().board(WAITING_MAX, state.now.routing()).contacts()) {
      var contact = state.contact(row.contact());
      if (contact != null && contact.about == null && rows.size() < WAITING_MAX) {
        rows.add(
            new Waiting(
                row.contact(),
                row.topic(),
                ContactRequest.masked(contact.request.callerNumber()),
                contact.request.visitor() != null || contact.request.citizenId() != null,
                contact.request.promised(),
                contact.placeSince,
                contact.said(row.why())));
      }
    }
    return rows;
  }

  private List<OperatorRow> operators(GroupState state) {
    return state.shifts().stream()
        .map(shift -> row(state, shift))
        .flatMap(Stream::ofNullable)
        .sorted(Comparator.comparing(OperatorRow::name).thenComparing(r -> r.operator().value()))
        .toList();
  }

  private @Nullable OperatorRow row(GroupState state, Shift shift) {
    var presence = shift.shown();
    if (presence == null) {
      return null;
    }
    var topic = presence.contact() == null ? null : topic(state, presence.contact());
    return new OperatorRow(shift.operator, names.apply(shift.operator), presence, topic);
  }

  private static @Nullable TopicId topic(GroupState state, ContactId id) {
    var contact = state.contact(id);
    return contact == null ? null : contact.request.topic();
  }

  private static final class Tally {
    private int waiting;
    private int talking;
    private @Nullable Instant longestSince;

    void count(LiveContact contact) {
      switch (contact.stage()) {
        case WAITING, RINGING -> {
          waiting++;
          if (longestSince == null || contact.placeSince.isBefore(longestSince)) {
            longestSince = contact.placeSince;
          }
        }
        case CONNECTING, TALKING -> talking++;
        case PARKED, ENDED -> {}
      }
    }
  }
}
