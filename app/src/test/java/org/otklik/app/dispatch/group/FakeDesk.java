package org.otklik.app.dispatch.group;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.Teamwork.Listening;
import org.otklik.app.dispatch.desk.OfferCard;
import org.otklik.app.dispatch.desk.OperatorDesk;
import org.otklik.app.dispatch.desk.Outside;
import org.otklik.app.dispatch.desk.ParkedCard;
import org.otklik.app.dispatch.desk.Together;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// The operators' screens: what rings, and all that ever rang.
final class FakeDesk implements OperatorDesk {
  final Map<OperatorId, OfferCard> ringing = new ConcurrentHashMap<>();
  final List<OfferCard> rung = new CopyOnWriteArrayList<>();
  final Map<OperatorId, ContactId> talking = new ConcurrentHashMap<>();
  final Map<OperatorId, Listening> supervised = new ConcurrentHashMap<>();
  final Map<OperatorId, Together.Stage> together = new ConcurrentHashMap<>();
  final Map<OperatorId, Outside> outside = new ConcurrentHashMap<>();
  final Map<OperatorId, List<ParkedCard>> parked = new ConcurrentHashMap<>();
  final Map<OperatorId, Presence> presences = new ConcurrentHashMap<>();

  @Override
  public void ring(OperatorId operator, OfferCard card) {
    rung.add(card);
    ringing.put(operator, card);
  }

  @Override
  public void withdraw(OperatorId operator, ContactId contact, String reasonCode) {
    ringing.remove(operator);
    talking.remove(operator, contact);
  }

  @Override
  public void connected(OperatorId operator, ContactId contact) {
    ringing.remove(operator);
    talking.put(operator, contact);
  }

  @Override
  public void supervised(OperatorId operator, ContactId contact, @Nullable Listening how) {
    if (how == null) {
      supervised.remove(operator);
    } else {
      supervised.put(operator, how);
    }
  }

  @Override
  public void together(OperatorId operator, Together now) {
    together.put(operator, now.stage());
  }

  @Override
  public void outside(OperatorId operator, Outside now) {
    outside.put(operator, now);
  }

  @Override
  public void parked(OperatorId operator, List<ParkedCard> cards) {
    parked.put(operator, cards);
  }

  @Override
  public void presence(OperatorId operator, @Nullable Presence presence) {
    if (presence == null) {
      presences.remove(operator);
    } else {
      presences.put(operator, presence);
    }
  }
}
