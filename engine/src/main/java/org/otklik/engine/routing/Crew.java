package org.otklik.engine.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Signed-in operators with the same abilities, which are looked at once for all of them.
final class Crew {

  final Capability capability;

  final List<Channel> channels;

  /// The lines they qualify for.
  final List<Line> lines = new ArrayList<>();

  /// How many there are, and how many of them are not paused.
  int size;

  int ready;

  private final Map<Channel, SortedSet<Operator>> free = new EnumMap<>(Channel.class);

  Crew(Capability capability) {
    this.capability = capability;
    this.channels = List.copyOf(capability.capacity().keySet());
    for (var channel : channels) {
      free.put(channel, new TreeSet<>(Comparator.comparingLong(operator -> operator.turn)));
    }
  }

  /// How much these operators can do: the fewer, the less specialised.
  int abilities() {
    return capability.levels().size() + capability.languages().size() + capability.skills().size();
  }

  int freeFor(Channel channel) {
    return freeOperators(channel).size();
  }

  /// Who has been ready longest and may be offered this contact.
  @Nullable Operator readyLongest(Contact contact) {
    var operators = freeOperators(contact.channel());
    if (operators.isEmpty() || contact.declines().isEmpty()) {
      return operators.isEmpty() ? null : operators.first();
    }
    for (var operator : operators) {
      if (!contact.declinedBy(operator.id)) {
        return operator;
      }
    }
    return null;
  }

  /// To be called after anything that changes what a member can take.
  void update(Operator member) {
    for (int i = 0; i < channels.size(); i++) {
      var operators = freeOperators(channels.get(i));
      if (member.canTake(channels.get(i))) {
        operators.add(member);
      } else {
        operators.remove(member);
      }
    }
  }

  /// To be called before a member's turn changes or the member leaves.
  void takeOut(Operator member) {
    free.values().forEach(operators -> operators.remove(member));
  }

  private SortedSet<Operator> freeOperators(Channel channel) {
    var operators = free.get(channel);
    if (operators == null) {
      throw new IllegalStateException("The crew does not serve the channel %s.".formatted(channel));
    }
    return operators;
  }
}
