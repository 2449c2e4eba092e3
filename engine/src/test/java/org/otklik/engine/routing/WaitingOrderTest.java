package org.otklik.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingOrderTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void behavesLikeASortedSetThatCanCount(long seed) {
    var random = new SplittableRandom(seed);
    var order = new WaitingOrder();
    var expected = new TreeSet<>(Contact.BY_URGENCY);
    var all = new ArrayList<Contact>();
    for (int i = 0; i < 6_000; i++) {
      if (all.isEmpty() || random.nextInt(i < 3_000 ? 4 : 2) > 0) {
        var contact = contact(i, random.nextInt(200 + i));
        order.add(contact);
        expected.add(contact);
        all.add(contact);
      } else {
        var contact = all.remove(random.nextInt(all.size()));
        order.remove(contact);
        expected.remove(contact);
        assertThatThrownBy(() -> order.remove(contact)).isInstanceOf(RuntimeException.class);
      }
      assertThat(order.size()).isEqualTo(expected.size());
      assertThat(order.first()).isSameAs(expected.isEmpty() ? null : expected.first());
      var probe = contact(7_000, random.nextInt(6_200));
      assertThat(order.ahead(probe)).isEqualTo(expected.headSet(probe).size());
    }
    assertThat(order).containsExactlyElementsOf(expected);
  }

  private static Contact contact(int number, long rank) {
    var arrival =
        new RoutingEvent.ContactArrived(
            new ContactId(new UUID(0, number)),
            new PersonKey("p" + number),
            Centre.ABOUT_A_PASSPORT,
            Priority.NORMAL);
    var place = new Place(arrival.person(), Instant.EPOCH, number);
    var line = new Line(arrival.requirement());
    var contact =
        new Contact(
            arrival,
            Instant.EPOCH,
            number,
            place,
            line,
            RoutingSettings.defaults().anyTopic(),
            null);
    contact.rank = rank;
    return contact;
  }
}
