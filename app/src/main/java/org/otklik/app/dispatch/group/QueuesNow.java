package org.otklik.app.dispatch.group;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Presence.State;
import org.otklik.app.dispatch.QueueSpot.Estimate;
import org.otklik.app.dispatch.QueueSpot.News;
import org.otklik.app.dispatch.Waits;
import org.otklik.app.dispatch.group.Estimates.Line;
import org.otklik.app.dispatch.jdbc.Lineup.TopicRow;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.Spot;

/// Each queue as it is now: who waits, what one who comes now would be told, and which promises
/// come due. Made anew by the group's thread at most twice a second.
final class QueuesNow {
  private final GroupState state;
  private final Spots spots;
  private final Map<Line, Tally> tallies = new HashMap<>();

  QueuesNow(GroupState state, Spots spots) {
    this.state = state;
    this.spots = spots;
  }

  /// @param standing where everybody stands
  List<Waits.Queue> of(Collection<Spot> standing) {
    count();
    for (var spot : standing) {
      var contact = state.contact(spot.contact());
      var tally = contact == null ? null : tallies.get(Promises.lineOf(contact));
      if (tally != null) {
        tally.operatorsEffective = spot.operatorsEffective();
      }
    }
    var languages = languages();
    var queues = new ArrayList<Waits.Queue>();
    for (TopicRow row : state.lineup.topics()) {
      for (var language : languages) {
        queues.add(queue(new Line(row.topic().id(), new Language(language))));
      }
    }
    return queues;
  }

  private void count() {
    tallies.clear();
    for (var contact : state.contacts()) {
      if (contact.about == null && contact.isInTheQueue()) {
        tallies
            .computeIfAbsent(Promises.lineOf(contact), _ -> new Tally())
            .count(contact, spots, state.now.steady());
      }
    }
  }

  private Set<String> languages() {
    var languages = new TreeSet<String>();
    for (var capability : state.lineup.capabilities().values()) {
      capability.languages().forEach(language -> languages.add(language.tag()));
    }
    tallies.keySet().forEach(line -> languages.add(line.language().tag()));
    return languages;
  }

  private Waits.Queue queue(Line line) {
    var tally = tallies.getOrDefault(line, new Tally());
    int operators = 0;
    boolean free = false;
    for (var shift : state.shifts()) {
      if (shift.state() != State.PAUSED && serves(shift, line)) {
        operators++;
        free |= shift.state() == State.READY;
      }
    }
    return new Waits.Queue(
        line.topic(),
        line.language(),
        tally.waiting,
        operators,
        estimate(line, tally, operators, free),
        tally.due,
        tally.atRisk,
        tally.overdue);
  }

  private static boolean serves(Shift shift, Line line) {
    var capability = shift.capability;
    return capability.levels().containsKey(line.topic())
        && capability.languages().contains(line.language())
        && capability.capacity().getOrDefault(Channel.CALL, 0) > 0;
  }

  /// For one who would come now.
  private @Nullable Estimate estimate(Line line, Tally tally, int operators, boolean free) {
    if (tally.waiting == 0 && free) {
      return new Estimate(Duration.ZERO, Duration.ofMinutes(1));
    }
    double effective = tally.waiting == 0 ? operators : tally.operatorsEffective;
    return state
        .estimates
        .promise(line, tally.waiting + 1, effective, Duration.ZERO, state.now.steady())
        .flatMap(promise -> state.estimates.forecast(line).tell(promise, null))
        .map(Promises::estimate)
        .orElse(null);
  }

  private static final class Tally {
    private int waiting;
    private int due;
    private int atRisk;
    private int overdue;
    private double operatorsEffective;

    void count(LiveContact contact, Spots spots, Instant now) {
      waiting++;
      var wait = contact.waiting;
      var telling = wait == null ? null : wait.telling;
      if (telling == null) {
        return;
      }
      var left = Duration.between(now, telling.by());
      if (left.isNegative()) {
        overdue++;
        return;
      }
      if (left.compareTo(Waits.DUE_WITHIN) <= 0) {
        due++;
      }
      var longer =
          spots
              .find(contact.id())
              .map(spot -> spot.estimate())
              .filter(estimate -> estimate.news() == News.LONGER);
      if (longer.isPresent()) {
        atRisk++;
      }
    }
  }
}
