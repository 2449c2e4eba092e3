package org.otklik.engine.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Waiting contacts, the most urgent first. They are kept in sorted blocks, so that joining,
/// leaving from anywhere and counting who is ahead cost about the same with ten waiting as with
/// many thousands.
final class WaitingOrder implements Iterable<Contact> {

  private static final int BLOCK_MAX = 128;

  /// A few neighbours, with their ranks beside them: to find a contact only ranks are looked at,
  /// which lie together in memory.
  private static final class Block {

    final List<Contact> contacts = new ArrayList<>();
    long[] ranks = new long[8];

    boolean beginsAfter(Contact contact) {
      return ranks[0] == contact.rank
          ? contact.isMoreUrgentThan(contacts.getFirst())
          : ranks[0] > contact.rank;
    }

    int size() {
      return contacts.size();
    }

    /// How many here are more urgent.
    int ahead(Contact contact) {
      int low = 0;
      int high = contacts.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (ranks[middle] < contact.rank
            || (ranks[middle] == contact.rank && contacts.get(middle).isMoreUrgentThan(contact))) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    void add(int index, Contact contact) {
      if (contacts.size() == ranks.length) {
        ranks = Arrays.copyOf(ranks, 2 * ranks.length);
      }
      System.arraycopy(ranks, index, ranks, index + 1, contacts.size() - index);
      ranks[index] = contact.rank;
      contacts.add(index, contact);
    }

    void remove(int index) {
      contacts.remove(index);
      System.arraycopy(ranks, index + 1, ranks, index, contacts.size() - index);
    }

    /// Moves the later half to a new block.
    Block split() {
      var later = new Block();
      var tail = contacts.subList(contacts.size() / 2, contacts.size());
      tail.forEach(contact -> later.add(later.size(), contact));
      tail.clear();
      return later;
    }
  }

  private final List<Block> blocks = new ArrayList<>(1);
  private @Nullable Contact first;
  private long firstRank = Long.MAX_VALUE;
  private int size;

  int size() {
    return size;
  }

  @Nullable Contact first() {
    return first;
  }

  /// The rank of the first; larger than any if nobody waits.
  long firstRank() {
    return firstRank;
  }

  void add(Contact contact) {
    if (blocks.isEmpty()) {
      blocks.add(new Block());
    }
    int number = blockOf(contact);
    var block = blocks.get(number);
    block.add(block.ahead(contact), contact);
    if (block.size() > BLOCK_MAX) {
      blocks.add(number + 1, block.split());
    }
    size++;
    updateFirst();
  }

  /// The contact must be here with the urgency it had when it was added.
  void remove(Contact contact) {
    int number = blockOf(contact);
    var block = blocks.get(number);
    int index = block.ahead(contact);
    if (block.contacts.get(index) != contact) {
      throw new IllegalStateException("The contact (%s) does not wait here.".formatted(contact.id));
    }
    block.remove(index);
    if (block.size() == 0 && blocks.size() > 1) {
      blocks.remove(number);
    }
    size--;
    updateFirst();
  }

  /// How many are more urgent than this contact, which need not be here.
  int ahead(Contact contact) {
    if (firstRank > contact.rank) {
      return 0;
    }
    int number = blockOf(contact);
    int ahead = blocks.get(number).ahead(contact);
    for (int i = 0; i < number; i++) {
      ahead += blocks.get(i).size();
    }
    return ahead;
  }

  @Override
  public Iterator<Contact> iterator() {
    return blocks.stream().flatMap(block -> block.contacts.stream()).iterator();
  }

  /// The last block that begins with somebody more urgent or the contact itself, or else the first.
  private int blockOf(Contact contact) {
    int low = 0;
    int high = blocks.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (blocks.get(middle).beginsAfter(contact)) {
        high = middle - 1;
      } else {
        low = middle;
      }
    }
    return low;
  }

  private void updateFirst() {
    first = size == 0 ? null : blocks.getFirst().contacts.getFirst();
    firstRank = size == 0 ? Long.MAX_VALUE : blocks.getFirst().ranks[0];
  }
}
