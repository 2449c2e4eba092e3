package org.otklik.engine.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Waiting contacts, the most urgent first. They are kept in sorted blocks, so that joining,
/// leaving from anywhere and counting who is ahead cost the same with ten waiting as with many
/// thousands.
final class WaitingOrder implements Iterable<Contact> {

  private static final int BLOCK_MAX = 128;

  private final List<List<Contact>> blocks = new ArrayList<>();
  private int size;

  int size() {
    return size;
  }

  @Nullable Contact first() {
    return size == 0 ? null : blocks.getFirst().getFirst();
  }

  void add(Contact contact) {
    if (blocks.isEmpty()) {
      blocks.add(new ArrayList<>());
    }
    int number = blockOf(contact);
    var block = blocks.get(number);
    block.add(indexIn(block, contact), contact);
    if (block.size() > BLOCK_MAX) {
      split(number);
    }
    size++;
  }

  /// The contact must be here with the urgency it had when it was added.
  void remove(Contact contact) {
    int number = blockOf(contact);
    var block = blocks.get(number);
    int index = indexIn(block, contact);
    if (block.get(index) != contact) {
      throw new IllegalStateException("The contact (%s) does not wait here.".formatted(contact.id));
    }
    block.remove(index);
    if (block.isEmpty()) {
      blocks.remove(number);
    }
    size--;
  }

  /// How many are more urgent than this contact, which need not be here.
  int ahead(Contact contact) {
    if (size == 0) {
      return 0;
    }
    if (blocks.getLast().getLast().isMoreUrgentThan(contact)) {
      return size;
    }
    int number = blockOf(contact);
    int ahead = indexIn(blocks.get(number), contact);
    for (int i = 0; i < number; i++) {
      ahead += blocks.get(i).size();
    }
    return ahead;
  }

  @Override
  public Iterator<Contact> iterator() {
    return blocks.stream().flatMap(List::stream).iterator();
  }

  /// The last block that begins no later than the contact, or the first one.
  private int blockOf(Contact contact) {
    int low = 0;
    int high = blocks.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (contact.isMoreUrgentThan(blocks.get(middle).getFirst())) {
        high = middle - 1;
      } else {
        low = middle;
      }
    }
    return low;
  }

  private static int indexIn(List<Contact> block, Contact contact) {
    if (block.isEmpty() || block.getLast().isMoreUrgentThan(contact)) {
      return block.size();
    }
    int index = Collections.binarySearch(block, contact, Contact.BY_URGENCY);
    return index >= 0 ? index : -index - 1;
  }

  private void split(int number) {
    var tail = blocks.get(number).subList(BLOCK_MAX / 2, blocks.get(number).size());
    blocks.add(number + 1, new ArrayList<>(tail));
    tail.clear();
  }
}
